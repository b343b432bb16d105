import { describe, expect, test } from 'vitest';
import { readKeyInformation } from '../../../src/domain/read/index.ts';

const read = (document: string) => {
  const { start, end } = readKeyInformation(`# Storage, 4 May 2026\n\n${document}\n`, {});
  return [start.local?.slice(5) ?? null, end.local?.slice(5) ?? null];
};

describe('sentences about the impact', () => {
  test.each([
    ['Uploads failed from 10:00 to 11:30 UTC.', '05-04T10:00', '05-04T11:30'],
    ['Between 10:00 and 11:30 UTC customers could not upload.', '05-04T10:00', '05-04T11:30'],
    ['The outage began at 10:00 UTC. Service was fully restored by 11:30 UTC.', '05-04T10:00', '05-04T11:30'],
    [
      'At 10:00 UTC uploads started failing, and by 11:30 UTC everything was back to normal.',
      '05-04T10:00',
      '05-04T11:30',
    ],
    [
      'On May 4, at 22:00 UTC, storage experienced an outage, which was mitigated at 01:15 UTC.',
      '05-04T22:00',
      '05-05T01:15',
    ],
    [
      'Uploads were unavailable from 10:00 to 11:00 UTC, for some customers until 13:20 UTC.',
      '05-04T10:00',
      '05-04T13:20',
    ],
    [
      'The outage began at 10:00 UTC. The rollback was started at 10:40 UTC. It was resolved at 11:30 UTC.',
      '05-04T10:00',
      '05-04T11:30',
    ],
    [
      'During a period beginning 10:00 UTC and ending at 11:30 UTC uploads failed. Notifications were late from 10:10 until 10:50 UTC.',
      '05-04T10:00',
      '05-04T11:30',
    ],
    [
      'At 10:00 UTC our monitoring told us that uploads were not responding. We rerouted to a backup, restoring full functionality at 11:30 UTC.',
      '05-04T10:00',
      '05-04T11:30',
    ],
    [
      'Uploads failed. The disruption started at 10:00 UTC, and errors ceased at 11:30 UTC.',
      '05-04T10:00',
      '05-04T11:30',
    ],
  ])('%s', (sentence, start, end) => {
    expect(read(sentence)).toEqual([start, end]);
  });

  test.each([
    'A backup is scheduled from 10:00 to 11:30 UTC every day.',
    'The change was deployed at 10:00 UTC and the meeting ended at 11:30 UTC.',
    'The review meeting is on 6 May 2026 at 10:00 UTC.',
    'Engineers joined the call at 10:00 UTC.',
    'It was not resolved at 10:00 UTC.',
    'There was no outage from 10:00 to 11:00 UTC.',
  ])('tells nothing of an impact: %s', (sentence) => {
    expect(read(sentence)).toEqual([null, null]);
  });

  test('an alert or a report is a start where nothing better is there', () => {
    expect(read('At 10:05 UTC users reported that uploads fail.')).toEqual(['05-04T10:05', null]);
  });

  test('two moments that bear out the claimed length count more', () => {
    const document = `Uploads failed for 70 minutes.

## Timeline (UTC)

- 09:50 Faulty release is rolled out, uploads slow
- 10:00 All uploads fail
- 11:10 Uploads work again
- 11:40 Backlog processed, everything normal
`;
    expect(read(document)).toEqual(['05-04T10:00', '05-04T11:10']);
  });
});

test('a length from the start to the fix names both rows', () => {
  const document = `It took 1 hour and 31 minutes from the start of the incident to the fix.

## Timeline of 2026-05-04 (UTC)

- 09:12 Two packages are published
- 09:31 The provider reports an outage
- 10:16 The provider says that it is over, pulls work again
- 10:43 Fix deployed
- 11:05 Meeting
`;
  expect(read(document)).toEqual(['05-04T09:12', '05-04T10:43']);
});

test('a day is all that is known', () => {
  const { start } = readKeyInformation('On 11 June 2026 builds were failing for almost an hour.\n', {});
  expect(start).toMatchObject({ local: '2026-06-11', precision: 'day', value: null });
});

test('a day said of all rows holds for those without a date', () => {
  const document = `Unless otherwise noted all events happened on 2026-05-04, and all times are in UTC.

- 2026-05-03 00:55: the disk is full
- 01:38: the site is down
- 02:06: the site is back online
`;
  expect(readKeyInformation(document, {}).end.local).toBe('2026-05-04T02:06');
});

describe('what is not the writer speaking', () => {
  const outage = 'Start: 10:00 UTC\nEnd: 11:30 UTC\n';
  test.each([
    ['a fence', '```\nStart: 08:00 UTC\nEnd: 09:00 UTC\n```\n'],
    ['a fence in a list', '- see\n\n  ~~~text\n  Start: 08:00 UTC\n  ~~~\n'],
    ['a quotation', '> Start: 08:00 UTC\n> End: 09:00 UTC\n'],
    ['a comment', '<!-- Start: 08:00 UTC\nEnd: 09:00 UTC -->\n'],
    ['struck out', '~~Start: 08:00 UTC~~\n'],
    ['struck out over two lines', '~~Start: 08:00 UTC\nEnd: 09:00 UTC~~\n'],
    ['preformatted', '<pre>\nStart: 08:00 UTC\n</pre>\n'],
    ["GitLab's long quotation", '>>>\nStart: 08:00 UTC\n>>>\n'],
    ['an empty comment before', '<!-->\n<!-- Start: 08:00 UTC -->\n'],
    ['deleted', '<del>Start: 08:00 UTC</del>\n'],
    ['an address', '[log](https://example.com/2026-05-04T08:00:00Z)\n'],
    ['code in a line', 'The job `started 08:00 UTC outage` is fine.\n'],
    ['words in quotation marks', 'The page said "we are down since 08:00 UTC and will be back".\n'],
    ['lines of a log', '- 08:00:01.123 ERROR outage begins\n- 08:00:02.456 INFO service restored\n'],
  ])('%s', (_, noise) => {
    const { start, end } = readKeyInformation(`# 2026-05-04\n\n${noise}\n${outage}`, {});
    expect([start.local, end.local]).toEqual(['2026-05-04T10:00', '2026-05-04T11:30']);
  });

  test('a time in code marks alone is still a time', () => {
    const { start } = readKeyInformation(
      '# 2026-05-04\n\n- `10:00 UTC` Uploads fail\n- `11:30 UTC` Restored\n',
      {},
    );
    expect(start.value).toBe('2026-05-04T10:00:00Z');
  });

  test('a fence that is none: three marks and words on one line', () => {
    const { end } = readKeyInformation(`# 2026-05-04\n\n\`\`\`Host not found\`\`\`\n\n${outage}`, {});
    expect(end.local).toBe('2026-05-04T11:30');
  });
});
