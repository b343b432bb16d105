import { describe, expect, test } from 'vitest';
import { isBotName } from '../../src/domain/bots.ts';
import {
  longestText,
  longestTogether,
  type PlacedText,
  readText,
  timelineText,
  withinLimits,
} from '../../src/domain/told.ts';

const at = '2024-10-31T05:00:00.000Z';
const options = { title: 'Checkout fails', assumeZone: null };
const comment = (note: number, text: string): PlacedText => ({
  place: { in: 'comment', note, by: 'alice' },
  text,
  at,
});
const notesIn = (texts: PlacedText[]) =>
  withinLimits(texts).map(({ place }) => (place.in === 'comment' ? place.note : null));

describe('the texts of an incident', () => {
  test('are read with the day on which they were written', () => {
    const told = readText(comment(7, 'Start Time: 2024-10-31 04:18 UTC'), options);
    expect(told.place).toEqual({ in: 'comment', note: 7, by: 'alice' });
    expect(told.reading.start.local).toBe('2024-10-31T04:18');
  });

  test('without a word are left out', () => {
    expect(notesIn([comment(1, ' \n'), comment(2, 'x')])).toEqual([2]);
  });

  test('are read up to a limit each, and together', () => {
    const long = `${'x '.repeat(longestText / 2)}\n\nStart Time: 2024-10-31 04:18 UTC`;
    expect(withinLimits([comment(1, long)])[0]?.text).toHaveLength(longestText);
    const count = longestTogether / longestText + 1;
    const many = Array.from({ length: count }, (_, n) => comment(n, 'x '.repeat(longestText / 2)));
    expect(notesIn(many)).toEqual([0, 1]);
  });
});

test('a timeline is read in its order, one line for each of its events', () => {
  const timeline = [
    { occurredAt: '2024-10-31T22:05:30.000Z', note: 'Restored\n\nat last' },
    { occurredAt: '2024-10-31T04:18:00.000Z', note: 'Errors begin' },
  ];
  expect(timelineText(timeline)).toBe(
    '- 2024-10-31 04:18 UTC - Errors begin\n- 2024-10-31 22:05 UTC - Restored at last',
  );
});

test.each<[string, boolean]>([
  ['project_12_bot_4ffca233d8298ea1', true],
  ['project_12_bot1', true],
  ['group_3_bot_00ff', true],
  ['service_account_group_9_ab12', true],
  ['alert-bot', true],
  ['GitLab-Security-Bot', true],
  ['renovate.bot2', true],
  ['alice', false],
  ['abbot', false],
  ['robotina', false],
  ['botond', false],
])('%s is a program: %s', (username, expected) => {
  expect(isBotName(username)).toBe(expected);
});
