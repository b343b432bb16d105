import type { Check } from './case.ts';

/** Moments that are only about right: the start, the end, and rows of the timeline. */
export const checkHedges: Check = ({ choice, document }) => {
  const rows = document.entries.map(({ at }) => at);
  const lines = new Set<number>();
  return [choice.start?.stamp, choice.end?.stamp, ...rows].flatMap((stamp) => {
    if (!stamp?.mention.isHedged || lines.has(stamp.line)) return [];
    lines.add(stamp.line);
    const what =
      stamp === choice.start?.stamp ? 'the start' : stamp === choice.end?.stamp ? 'the end' : 'this time';
    return [{ code: 'time-approximate', line: stamp.line, message: `${what} is given as approximate` }];
  });
};
