import { expect, test } from 'vitest';
import { impactWindow } from '../../src/domain/impact-window.ts';

const found = {
  start: { value: '2024-10-31T04:18:00.000Z', source: 'x', confidence: 'stated' as const },
  end: { value: '2024-10-31T22:05:00.000Z', source: 'x', confidence: 'stated' as const },
};
const at = '2024-10-31T22:07:00.000Z';
const windowOf = (answers: Parameters<typeof impactWindow>[0], assumeZone: string | null = null) =>
  Object.values(impactWindow(answers, found, { at, assumeZone }));
const asFound = [found.start.value, found.end.value];

test('a window is what was found, while nobody has answered', () => {
  expect(windowOf({})).toEqual(asFound);
  expect(windowOf({ duration: '3 hrs 0 min' })).toEqual(asFound);
  expect(Object.values(impactWindow({}, { start: null, end: null }, { at, assumeZone: null }))).toEqual([
    null,
    null,
  ]);
});

test.each([
  ['2024-10-31 05:00 UTC', '2024-10-31T05:00:00.000Z'],
  ['2024-10-31 05:00 UTC, says the pager', '2024-10-31T05:00:00.000Z'],
  ['**2024-10-31 05:00 UTC**', '2024-10-31T05:00:00.000Z'],
  ['2024-10-31 06:00 CET', '2024-10-31T05:00:00.000Z'],
  ['2024-10-31T05:00:00Z', '2024-10-31T05:00:00.000Z'],
])('what a person has written there goes before it: %s', (answer, moment) => {
  expect(windowOf({ start: answer })).toEqual([moment, found.end.value]);
  expect(windowOf({ end: answer })).toEqual([found.start.value, moment]);
});

test.each(['about five, says the pager', '2024-10-31', '2024-10-31 05:00', 'n/a', '<b>', '`|`'])(
  'unless no moment can be read from it: %s',
  (answer) => {
    expect(windowOf({ start: answer, end: answer })).toEqual(asFound);
  },
);

test('a zone may be given by the configuration', () => {
  expect(windowOf({ start: '2024-10-31 06:00' }, 'Europe/Berlin')[0]).toBe('2024-10-31T05:00:00.000Z');
});
