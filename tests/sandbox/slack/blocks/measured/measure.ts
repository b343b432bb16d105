/** A limit, and a payload that has as much of what it counts as wanted, all else being sound. */
import { type Surface, validateBlocks, validateView } from '../../../../../src/sandbox/slack/blocks/index.ts';
import type { Range } from '../../../../../src/sandbox/slack/blocks/limits.ts';

export type Measured = {
  range: Range;
  counts: 'characters' | 'items' | 'number';
  /** JSON pointer of what is counted. */
  at: string;
  /** What is wrong with a payload that has so many. */
  check: (count: number) => { pointer: string; message: string }[];
};

type Json = Record<string, unknown>;
type Counts = Measured['counts'];

/** In the first block of a message, or of another surface. */
export const inBlock = (
  range: Range,
  counts: Counts,
  at: string,
  build: (count: number) => Json,
  surface: Surface = 'message',
): Measured => ({
  range,
  counts,
  at: `/blocks/0/${at}`,
  check: (count) => validateBlocks([build(count)], surface),
});

export const inView = (
  range: Range,
  counts: Counts,
  at: string,
  build: (count: number) => Json,
): Measured => ({
  range,
  counts,
  at: `/view/${at}`,
  check: (count) => validateView(build(count)),
});

/** What Slack says to so many more or fewer than allowed. */
export function complaint({ range, counts, at }: Measured, end: 'least' | 'most') {
  const { least = 0, most = 0 } = range;
  const messages = {
    characters: {
      least: `must be more than ${least - 1} characters`,
      most: `must be less than ${most + 1} characters`,
    },
    items: { least: `must provide at least ${least} items`, most: `no more than ${most} items allowed` },
    number: { least: `must be greater than ${least - 1}`, most: `must be less than ${most + 1}` },
  };
  return { pointer: at, message: messages[counts][end] };
}
