import { describe, expect, test } from 'vitest';
import { readKeyInformation } from '../../../src/domain/read/index.ts';

const startAndEnd = (document: string, options = {}) => {
  const { start, end } = readKeyInformation(document, options);
  return [start.local, end.local];
};

describe('where the day of a time comes from', () => {
  test.each([
    ['the title', '# 2026-05-04 Search is down\n\nStart: 10:00\nEnd: 10:30\n', {}, '2026-05-04T10:00'],
    ['the file name', 'Start: 10:00\nEnd: 10:30\n', { title: '20260504-search' }, '2026-05-04T10:00'],
    ['a dashed file name', 'Start: 10:00\n', { title: 'search-2026-05-04' }, '2026-05-04T10:00'],
    [
      'front matter',
      '---\ntitle: x\ndate: 2026-05-04\n---\n\nStart: 10:00\nEnd: 10:30\n',
      {},
      '2026-05-04T10:00',
    ],
    ['a field', 'Date: 4 May 2026\n\nStart: 10:00\nEnd: 10:30\n', {}, '2026-05-04T10:00'],
    ['a sentence', 'On Monday 4 May 2026 search failed.\n\nStart: 10:00\n', {}, '2026-05-04T10:00'],
    [
      'when it was written',
      'Start: 10:00\nEnd: 10:30\n',
      { writtenAt: '2026-05-04T12:00:00Z' },
      '2026-05-04T10:00',
    ],
    ['nothing', 'Start: 10:00\nEnd: 10:30\n', {}, '????-??-??T10:00'],
    ['a year is not given', 'On June 13 it failed.\n\nStart: June 13 10:00\n', {}, '????-06-13T10:00'],
    [
      'the year of the file name',
      'Start: June 13 10:00\n',
      { title: '2025-06-14 notes' },
      '2025-06-13T10:00',
    ],
  ])('%s', (_, document, options, expected) => {
    expect(startAndEnd(document, options)[0]).toBe(expected);
  });

  test('times without any date still have a length, and people are told', () => {
    const { duration, start, findings } = readKeyInformation('Start: 09:05 UTC\nEnd: 10:27 UTC\n', {});
    expect(duration.minutes).toBe(82);
    expect(start.value).toBeNull();
    expect(findings.map(({ code }) => code)).toContain('date-missing');
  });
});

describe('rows inherit their day', () => {
  test('from the heading above, and roll over at a large step backwards', () => {
    const document = `# Queue stuck

## Timeline 2026-05-04 (UTC)

- 22:50 Workers crash, jobs fail
- 23:40 On-call looks into it
- 00:20 Jobs are processed again, back to normal
`;
    expect(startAndEnd(document)).toEqual(['2026-05-04T22:50', '2026-05-05T00:20']);
    expect(readKeyInformation(document, {}).findings).toEqual([]);
  });

  test('a small step backwards is a row out of order, not the next day', () => {
    const { end, findings } = readKeyInformation(
      `# 2026-05-04 outage

Times in UTC.

- 10:00 Logins fail
- 10:40 Rolled back
- 10:35 Rollback started
- 10:50 Logins work again
`,
      {},
    );
    expect(end.local).toBe('2026-05-04T10:50');
    expect(findings.map(({ code }) => code)).toEqual(['date-missing', 'timeline-out-of-order']);
  });

  test('updates that begin with the newest go back in time', () => {
    const document = `# 2026-05-04 outage

Times in UTC.

- 00:30 Service is restored
- 23:50 A fix is being deployed
- 23:10 Requests fail
- 22:55 Requests are slow, alerts fire
`;
    const { start, end } = readKeyInformation(document, {});
    expect(Number(end.local?.slice(8, 10)) - Number(start.local?.slice(8, 10))).toBe(1);
  });

  test('halves of the day that are left out follow from the row before', () => {
    const document = `# 4 May 2026

Times in UTC

- 11:20 AM Uploads fail
- 12:10 PM Cause found
- 1:05 Uploads work again
`;
    expect(startAndEnd(document)).toEqual(['2026-05-04T11:20', '2026-05-04T13:05']);
  });

  test('a slip in one date is no moment of the incident', () => {
    const { end, findings } = readKeyInformation(
      `- First detected: 2026-05-04 14:05
- Declared: 2026-05-04 15:21
- Repaired: 2026-05-04 15:55
- Resolved: 2026-07-04 15:55
`,
      {},
    );
    expect(end.local).toBe('2026-05-04T15:55');
    expect(findings.map(({ code }) => code)).toContain('date-conflict');
  });
});

test('a weekday that does not fit, a day that does not exist', () => {
  const { start, findings } = readKeyInformation(
    'Start: Friday 2026-05-04 10:00\nEnd: 2026-02-30 11:00\n',
    {},
  );
  expect(start.local).toBe('2026-05-04T10:00');
  expect(findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['weekday-mismatch', 'impossible-date']),
  );
  expect(findings.map(({ code }) => code)).not.toContain('end-before-start');
});
