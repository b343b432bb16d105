import type { Change, Said } from '../checklist.ts';
import type { Judged } from './evaluate.ts';

/**
 * What is to be said now. While no verdict changes it is what was said `before` (the same object), so that an unchanged
 * review has an unchanged comment; the first time, nothing has changed.
 */
export function sayNow(judged: readonly Judged[], before: Said | null): Said {
  const verdicts = Object.fromEntries(judged.map(({ id, verdict }) => [id, verdict.is]));
  if (before === null) return { verdicts, changes: [] };
  const known = new Map(Object.entries(before.verdicts));
  const changes = judged.flatMap(({ id, verdict: { is: to } }): Change[] => {
    const from = known.get(id) ?? null;
    return from === to ? [] : [{ id, from, to }];
  });
  const isGone = [...known.keys()].some((id) => judged.every((one) => one.id !== id));
  return changes.length === 0 && !isGone ? before : { verdicts, changes };
}
