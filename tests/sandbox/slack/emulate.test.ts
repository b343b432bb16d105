import { expect, it } from 'vitest';
import { DIFFERENT } from './emulate/different.ts';
import { SCRIPT } from './emulate/script.ts';
import { ofDouble, ofEmulate } from './emulate/sides.ts';

/**
 * The same calls to the double and to `emulate`, a Slack that others wrote. Where they differ, one of them is
 * wrong: each difference stands below with what the real Slack does.
 */
/** What emulate shows besides, and why the double does not. */
const NOT_OURS: [RegExp, string][] = [
  [
    /^\/(channel|channels\[\])\/(is_open|last_read): /,
    'Slack shows them to people, whose reading they are about',
  ],
  [/^\/channel\/num_members: /, 'Slack shows it only to who asks with include_num_members'],
  [/\/profile\/(image_|huddle_state)/, 'pictures and huddles, which the double does not have'],
  [/^\/files\[\]\/files\[\]\//, 'the documented answer is id and title: Slack looks into the file later'],
];

/** Paths of all that an answer holds, with the types of the values; lists by their first item. */
function shape(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [`${path}: list`, ...shape(value[0], `${path}[]`)];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, one]) => shape(one, `${path}/${name}`));
  }
  // What is null in one may be anything in the other.
  return value === undefined || value === null ? [] : [`${path}: ${typeof value}`];
}

it('answers as emulate does, but where the real Slack differs', async () => {
  const [ours, theirs] = await Promise.all([ofDouble(), ofEmulate()]);
  for (const { does } of SCRIPT) {
    expect([does, ours[does]?.outcome]).toEqual([does, theirs[does]?.outcome]);
    const there = shape(ours[does]?.body);
    const lacking = shape(theirs[does]?.body).filter((line) => !there.includes(line));
    expect([does, lacking.filter((line) => !NOT_OURS.some(([pattern]) => pattern.test(line)))]).toEqual([
      does,
      [],
    ]);
  }
  for (const { does, ...expected } of DIFFERENT) {
    const found = { ours: ours[does]?.outcome, theirs: theirs[does]?.outcome };
    expect([does, found]).toEqual([does, { ours: expected.ours, theirs: expected.theirs }]);
  }
});
