import { describe, expect, test } from 'vitest';
import { readKeyInformation } from '../../../src/domain/read/index.ts';

const read = (rows: string, before = '') =>
  readKeyInformation(
    `# Registry, 2026-05-04\n\n${before}\n## Timeline\n\nAll times in UTC.\n\n${rows}\n`,
    {},
  );
const ends = (rows: string) => {
  const { start, end } = read(rows);
  return [start.local?.slice(8) ?? null, end.local?.slice(8) ?? null];
};

describe('rows of every make', () => {
  test.each([
    ['items', '- 10:00 Pulls fail\n- 10:30 Pulls work again'],
    ['items with dashes', '* 10:00 UTC – Pulls fail\n* 10:30 UTC – Pulls work again'],
    ['brackets', '- [10:00] Pulls fail\n- [10:30] Pulls work again'],
    ['a table', '| Time | Event |\n|--|--|\n| 10:00 | Pulls fail |\n| 10:30 | Pulls work again |'],
    [
      'a table with a date of its own',
      '| Date | Time | Event |\n|--|--|--|\n| 2026-05-04 | 10:00 | Pulls fail |\n| 2026-05-04 | 10:30 | Pulls work again |',
    ],
    ['headings', '### 10:00\n\nPulls fail.\n\n### 10:30\n\nPulls work again.'],
    ['lines of their own', '10:00\nPulls fail\n\n10:30\nPulls work again'],
    ['plain lines', '10:00 Pulls fail\n10:30 Pulls work again'],
    ['times with a French h', '- 10h00 Pulls fail\n- ca. 10h30 Pulls work again'],
    ['times of four digits', '- 1000 Pulls fail\n- 1030 Pulls work again'],
    ['times with a dot', '- 10.00 Pulls fail\n- 10.30 Pulls work again'],
    ['bullets of a copied page', '  • 10:00 Pulls fail\n  • 10:30 Pulls work again'],
  ])('%s', (_, rows) => {
    expect(ends(rows)).toEqual(['04T10:00', '04T10:30']);
  });
});

describe('the first row is often not the start, nor the last one the end', () => {
  test('a release before, a long-term fix after', () => {
    expect(
      ends(`- 09:12 Release 4.2 is deployed
- 10:00 Pulls return 503
- 10:10 Investigation started
- 10:30 All pulls succeed again
- 14:00 Release 4.3 with a test for it is deployed`),
    ).toEqual(['04T10:00', '04T10:30']);
  });
  test('rows that name it', () => {
    expect(
      ends(`- 09:12 Certificate expires, errors in the log
- 10:00 **OUTAGE BEGINS** Pulls fail
- 10:30 **OUTAGE MITIGATED** Old certificate in place
- 11:00 OUTAGE ENDS
- 12:00 INCIDENT ENDS`),
    ).toEqual(['04T10:00', '04T10:30']);
  });
  test('the end of a row that is a range', () => {
    expect(ends('- 10:00 Pulls fail\n- 10:20 - 10:30 Nodes restarted, service restored')).toEqual([
      '04T10:00',
      '04T10:30',
    ]);
  });
  test('what people pass on comes later than what they tell', () => {
    expect(
      ends('- 10:00 Pulls fail\n- 10:30 Pulls work again\n- 10:45 Customers are notified that it is fixed'),
    ).toEqual(['04T10:00', '04T10:30']);
  });
  test('resolved is often said long after it was over', () => {
    expect(ends('- 01:00 Pulls fail\n- 01:30 Pulls work again\n- 09:00 Incident resolved')).toEqual([
      '04T01:00',
      '04T01:30',
    ]);
  });
  test('the history of the cause is weeks before', () => {
    const rows = `- 2026-04-04 18:10 The key is copied by hand
- 2026-04-04 18:40 We noticed the copy and that it works
- 2026-05-04 10:00 Pulls fail
- 2026-05-04 10:30 Pulls work again`;
    expect(ends(rows)).toEqual(['04T10:00', '04T10:30']);
  });
  test('the rows of months are several incidents', () => {
    expect(
      ends(
        '- 2026-01-04 10:00 Pulls fail\n- 2026-01-20 09:00 Pushes fail\n- 2026-03-04 11:00 All works again',
      ),
    ).toEqual([null, null]);
  });
  test('updates with the time in bold before them', () => {
    const rows = `**Update: 10:00** Pulls fail on all nodes. We look into it and will report here as soon as we know more of it.

**Update: 10:30** Pulls are back online and stable. We keep a close eye on this while we make sure that it is over.`;
    expect(ends(rows)).toEqual(['04T10:00', '04T10:30']);
  });
  test('one moment told in two zones', () => {
    const rows = '03:00 PDT / 10:00 GMT\n\nPulls fail.\n\n03:30 PDT / 10:30 GMT\n\nPulls work again.';
    expect(ends(rows)).toEqual(['04T03:00', '04T03:30']);
  });
  test('an attempt is no end', () => {
    expect(
      ends(
        '- 10:00 Pulls fail\n- 10:20 Potential fix deployed\n- 10:25 Pulls still failing\n- 10:40 Tried a restart',
      ),
    ).toEqual(['04T10:00', null]);
  });
  test('what was not effective was no end', () => {
    expect(
      ends('- 10:00 Pulls fail\n- 10:20 Fix released, pulls work again\n- 10:50 The fix was not effective'),
    ).toEqual(['04T10:00', null]);
  });
});

test('the timeline comes with what was said, in order', () => {
  expect(read('- 10:00 Pulls fail\n- 10:30 Pulls work again').timeline).toEqual([
    { value: '2026-05-04T10:00:00Z', local: '2026-05-04T10:00', text: 'Pulls fail', line: 8 },
    { value: '2026-05-04T10:30:00Z', local: '2026-05-04T10:30', text: 'Pulls work again', line: 9 },
  ]);
});

describe('several windows', () => {
  test('of one sentence each: apart from each other, added up for downtime', () => {
    const { windows, duration, findings } = readKeyInformation(
      'On 2026-05-04 pulls failed from 10:00 to 10:20 UTC.\nPulls failed once more between 11:00 and 11:15 UTC.\n',
      {},
    );
    expect(windows.map(({ minutes }) => minutes)).toEqual([20, 15]);
    expect(duration).toMatchObject({ minutes: 75, downtimeMinutes: 35 });
    expect(findings.map(({ code }) => code)).toContain('several-windows');
  });
  test('of a timeline that begins anew', () => {
    const { windows, duration } = read(`- 10:00 Outage begins
- 10:20 Outage ends
- 11:00 Outage begins again
- 11:15 Outage ends`);
    expect(windows.map(({ start, end }) => [start.slice(11), end.slice(11)])).toEqual([
      ['10:00', '10:20'],
      ['11:00', '11:15'],
    ]);
    expect(duration.downtimeMinutes).toBe(35);
  });
  test('of a list of ranges', () => {
    const { windows, duration } = readKeyInformation(
      '## Impact windows (UTC), 6 May 2026\n\n- 10:00 - 10:30: checkout down\n- 12:00 - 12:20: checkout down again\n',
      {},
    );
    expect(windows.map(({ minutes }) => minutes)).toEqual([30, 20]);
    expect(duration).toMatchObject({ minutes: 140, downtimeMinutes: 50 });
  });
  test('of a table with a row for each', () => {
    const { windows, duration } = readKeyInformation(
      '# 6 May 2026\n\n| Window | Start (UTC) | End (UTC) |\n|--|--|--|\n| 1 | 10:00 | 10:30 |\n| 2 | 12:00 | 12:20 |\n',
      {},
    );
    expect(windows.map(({ minutes }) => minutes)).toEqual([30, 20]);
    expect(duration).toMatchObject({ minutes: 140, downtimeMinutes: 50 });
  });
  test('of fields with a list of windows between them', () => {
    const { duration } = readKeyInformation(
      'Start: 2026-05-06 10:00 UTC\nEnd: 2026-05-06 12:20 UTC\n\n## Impact\n\n- 10:00 - 10:30 checkout failed\n- 12:00 - 12:20 checkout failed\n',
      {},
    );
    expect(duration).toMatchObject({ minutes: 140, downtimeMinutes: 50 });
  });
  test('what overlaps is one', () => {
    const { windows } = readKeyInformation(
      'On 2026-05-04 the API was down from 10:00 to 10:30 UTC. The site was unavailable between 10:10 and 11:00 UTC.\n',
      {},
    );
    expect(windows).toEqual([{ start: '2026-05-04T10:00', end: '2026-05-04T11:00', minutes: 60 }]);
  });
  test('several incidents have no one duration', () => {
    const { windows, duration, findings } = readKeyInformation(
      `# Outages in May 2026

## May 4

**Duration:** 10:00 to 10:20 UTC (20 minutes)

## May 9

**Duration:** 11:00 to 11:15 UTC (15 minutes)
`,
      {},
    );
    expect(windows.map(({ start }) => start)).toEqual(['2026-05-04T10:00', '2026-05-09T11:00']);
    expect(duration).toMatchObject({ minutes: null, downtimeMinutes: 35 });
    expect(findings.map(({ code }) => code)).toContain('several-incidents');
  });
});

describe('updates of a status page, newest first, the moment below', () => {
  const page = `# Delayed e-mails, May 4, 2026

Resolved - This incident has been resolved.
May 4, 14:40 UTC

Monitoring - A fix has been implemented and we are monitoring the results.
May 4, 14:05 UTC

Identified - The issue has been identified.
May 4, 13:20 UTC

Investigating - E-mails are delayed, we are investigating.
May 4, 13:02 UTC
`;
  test('begins when it is looked into, and ends when it is resolved', () => {
    const { start, end, timeline } = readKeyInformation(page, {});
    expect([start.local, end.local]).toEqual(['2026-05-04T13:02', '2026-05-04T14:40']);
    expect(timeline.map(({ text }) => text.split(' ')[0])).toEqual([
      'Resolved',
      'Monitoring',
      'Identified',
      'Investigating',
    ]);
  });
});

test('cState stamps an update behind its words', () => {
  const document = `---
title: Uploads fail
date: 2026-05-04 10:00:00
severity: down
---

Uploads fail for everybody.

Uploads work again, everything is back to normal.
{{< track "2026-05-04 10:40:00" >}}
`;
  const { start, end } = readKeyInformation(document, {});
  expect([start.local, end.local]).toEqual(['2026-05-04T10:00', '2026-05-04T10:40']);
});

test('a range on a line of its own is when it happened', () => {
  const { start, end } = readKeyInformation(
    'Website outage\n\nMonday, 4 May 2026\n6:50am to 7:50am\n\nThe site was slow.\n',
    {},
  );
  expect([start.local, end.local]).toEqual(['2026-05-04T06:50', '2026-05-04T07:50']);
});
