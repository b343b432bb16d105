import { expect, test } from 'vitest';
import { median, missedGoals, type Row, renderTable } from '../../bench/table.ts';

const rows: Row[] = [
  {
    what: 'deliveries per second',
    service: 900,
    peers: { express: 1000, probot: 600 },
    digits: 0,
    goals: [
      { text: '≥ 0.75 × Express', met: true },
      { text: '≥ 1.05 × probot', met: true },
    ],
  },
  {
    what: 'p99, ms',
    service: 61.23,
    digits: 1,
    goals: [{ text: '< 50 ms', met: false }],
  },
];

test('the table shows figures, their ratios to the peers, and which goals were met', () => {
  expect(renderTable(rows).split('\n')).toEqual([
    '                       this service  Express 5  probot 14  × Express  × probot  goal',
    'deliveries per second           900       1000        600       0.90      1.50  ≥ 0.75 × Express: met, ≥ 1.05 × probot: met',
    'p99, ms                        61.2                                             < 50 ms: MISSED',
  ]);
});

test('there is no column for a peer that nothing was measured beside', () => {
  expect(renderTable(rows.slice(1))).toBe(
    '         this service  goal\np99, ms          61.2  < 50 ms: MISSED',
  );
});

test('a goal that was missed is found', () => {
  expect(missedGoals(rows)).toEqual([{ text: '< 50 ms', met: false }]);
});

test('a median is the middle, or between the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});
