import { describe, expect, test } from 'vitest';
import { readKeyInformation } from '../../../src/domain/read/index.ts';

const read = (document: string) => {
  const { start, end, duration } = readKeyInformation(document, { title: '2026-05-04 search' });
  return [start.local?.slice(11) ?? null, end.local?.slice(11) ?? null, duration.minutes];
};

describe('fields, wherever they stand', () => {
  test.each([
    ['a list', '- **Start**: 10:00 UTC\n- **End**: 11:30 UTC\n'],
    ['bold labels', '**Started at:** 10:00 UTC\n\n**Restored at:** 11:30 UTC\n'],
    ['a table', '| Metric | Value |\n|--|--|\n| Start Time | 10:00 UTC |\n| End Time | 11:30 UTC |\n'],
    ['a table whose head is a field', '| Start Time | 10:00 UTC |\n|--|--|\n| End Time | 11:30 UTC |\n'],
    ['a table across', '| Start | End | Severity |\n|--|--|--|\n| 10:00 UTC | 11:30 UTC | S2 |\n'],
    [
      'HTML',
      '<tr><td>Start Time</td><td>10:00 UTC</td></tr>\n<tr><td>End Time</td><td>11:30 UTC</td></tr>\n',
    ],
    ['front matter', '---\ndate: 2026-05-04T10:00:00Z\nresolvedWhen: 2026-05-04T11:30:00Z\n---\n'],
    ['a label above its value', 'Start Time\n\n10:00 UTC\n\nEnd Time\n\n11:30 UTC\n'],
    ['a heading above its value', '### Start time\n\n10:00 UTC\n\n### End time\n\n11:30 UTC\n'],
    ['without a colon', '- Fault occurs 10:00 UTC\n- Repaired 11:30 UTC\n'],
    ['two on one line', 'Incident start time: 10:00 UTC Incident end time: 11:30 UTC\n'],
    ['a window', '- Impact window: 10:00 - 11:30 UTC\n'],
    ['a duration that is a window', '1. **Impact Duration**: 10:00 UTC to 11:30 UTC (90 minutes)\n'],
    ['with the zone in the label', 'Start (UTC): 10:00\nEnd (UTC): 11:30\n'],
  ])('%s', (_, document) => {
    expect(read(document)).toEqual(['10:00', '11:30', 90]);
  });
});

describe('which field counts', () => {
  test.each([
    [
      'occurred before detected',
      '- Occurred: 09:50 UTC\n- Detected: 10:00 UTC\n- Restored: 11:30 UTC\n',
      '09:50',
      '11:30',
    ],
    [
      'detected before declared',
      '- Declared: 10:20 UTC\n- Detected: 10:00 UTC\n- Restored: 11:30 UTC\n',
      '10:00',
      '11:30',
    ],
    [
      'restored before resolved',
      '- Start: 10:00 UTC\n- Restored: 11:30 UTC\n- Resolved: 12:40 UTC\n',
      '10:00',
      '11:30',
    ],
    [
      'resolved before closed',
      '- Start: 10:00 UTC\n- Closed: 15:00 UTC\n- Resolved: 12:40 UTC\n',
      '10:00',
      '12:40',
    ],
    [
      'the field before the timeline',
      '- Start: 10:00 UTC\n- End: 11:30 UTC\n\n## Timeline\n\n- 09:40 UTC Requests fail\n- 11:45 UTC Requests work again\n',
      '10:00',
      '11:30',
    ],
  ])('%s', (_, document, start, end) => {
    expect(read(document).slice(0, 2)).toEqual([start, end]);
  });

  test('a field of what was done afterwards is none of the impact', () => {
    expect(read('Start: 10:00 UTC\n\n## Follow-up\n\n- End: 18:00 UTC\n')).toEqual(['10:00', null, null]);
  });

  test('an end before the start is no end, and no length is negative', () => {
    const found = readKeyInformation('Start: 2026-05-04 10:00 UTC\nEnd: 2026-05-02 09:00 UTC\n', {});
    expect([found.start.local, found.end.local, found.duration.minutes]).toEqual([
      '2026-05-04T10:00',
      null,
      null,
    ]);
    expect(found.findings.map(({ code }) => code)).toContain('end-before-start');
  });
});

test('the life of the ticket is the last resort', () => {
  const ticket = '- Opened: 2026-05-04 10:20 UTC\n- Closed: 2026-05-04 18:00 UTC\n';
  const alone = readKeyInformation(ticket, {});
  expect([alone.start.confidence, alone.end.confidence]).toEqual(['fallback', 'fallback']);
  expect(read(`${ticket}\nUploads failed from 10:00 to 11:30 UTC.\n`)).toEqual(['10:00', '11:30', 90]);
});

test('how unsure a start is tells no end', () => {
  expect(read('Start time: between 10:00 and 10:30 UTC\nEnd time: before 11:00 UTC\n')).toEqual([
    '10:00',
    null,
    null,
  ]);
});

test('down and up are a start and an end', () => {
  expect(read('- Down: 10:00 UTC\n- Up: 11:30 UTC\n')).toEqual(['10:00', '11:30', 90]);
});

describe('fields that were never filled in', () => {
  test('an end that repeats the start gives way to a row that shows it', () => {
    const document = `---
date: 2026-05-04T12:15:00Z
resolved: true
resolvedWhen: 2026-05-04T12:15:00Z
---

- 2026-05-04 12:20 UTC Sites are down
- 2026-05-04 14:02 UTC All sites are back online
`;
    expect(read(document)).toEqual(['12:15', '14:02', 107]);
  });
  test('so does an end of another year', () => {
    const document = `---
date: 2026-05-04T12:00:00Z
resolvedWhen: 2025-06-28T15:50:00Z
---

- 2026-05-04 15:00 UTC Service restored
`;
    expect(read(document)).toEqual(['12:00', '15:00', 180]);
  });
  test('the date of a blog post is no start', () => {
    expect(read('---\ntitle: Storage\ndate: 2026-05-09 15:00\n---\n\nUploads failed last week.\n')).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('the length that is claimed', () => {
  test.each([
    ['Total Duration: 1 hr 30 min', 90, []],
    ['Total Duration: 1h30m', 90, []],
    ['Total Duration: 90 minutes', 90, []],
    ['Total Duration: 1:30', 90, []],
    ['Time to recovery: one and a half hours', 90, []],
    ['Total Duration: 2 hours', 120, ['duration-mismatch']],
    ['Total Duration: 17hrs 47min', 1067, ['duration-mismatch']],
    ['Search was down for 45 minutes.', 45, ['duration-mismatch']],
    ['The outage lasted an hour and a half.', 90, []],
    ['During the outage 3.4M requests failed.', null, []],
    ['Duration (minutes): 45', 45, ['duration-mismatch']],
    ['We keep logs for 7 days.', null, []],
    ['An alert fired within 5 minutes.', null, []],
  ])('%s', (said, minutes, codes) => {
    const { duration, findings } = readKeyInformation(
      `# 2026-05-04\n\nStart: 10:00 UTC\nEnd: 11:30 UTC\n${said}\n`,
      {},
    );
    expect(duration).toMatchObject({ minutes: 90, text: '1 hr 30 min', statedMinutes: minutes });
    expect(findings.map(({ code }) => code).filter((code) => code === 'duration-mismatch')).toEqual(codes);
  });
});
