import { wallMinutes } from '../time/stamps.ts';
import type { Candidate } from './candidates.ts';

/** From here on a row is evidence of a beginning. */
export const evidenceScore = 34;
/** The same of an end. */
const endEvidence = 40;

/** Of rows that show an impact the first is its start, of rows that show it over the last is its end. */
export function placed(candidates: Candidate[]): Candidate[] {
  const rows = candidates.filter(
    ({ tier, role, score }) => tier === 'row' && score >= (role === 'start' ? evidenceScore : endEvidence),
  );
  const top = rows.reduce((most, { score }) => Math.max(most, score), 0);
  const tags = candidates.filter(({ tier }) => tier === 'tag');
  // Services recover one after another: the impact ends with the last of them.
  const told = candidates.filter(
    ({ tier, role, pair, score }) => tier === 'sentence' && role === 'end' && pair === null && score >= 74,
  );
  const lastTold = outermost(told);
  const topTold = told.reduce((most, { score }) => Math.max(most, score), 0);
  const first = outermost(rows);
  const topTag = tags.reduce((most, { score }) => Math.max(most, score), 0);
  const tag = outermost(tags.filter(({ score }) => score === topTag));
  return candidates.map((one) => {
    if (one === first) return { ...one, score: one.role === 'start' ? top + 2 : one.score + 2 };
    if (one === tag) return { ...one, score: one.score + 2 };
    if (one === lastTold) return { ...one, score: topTold + 1 };
    return one;
  });
}

function outermost(candidates: Candidate[]): Candidate | null {
  const timed = candidates.filter(({ stamp }) => wallMinutes(stamp) !== null);
  if (timed.length === 0) return null;
  return timed.reduce((a, b) => {
    const apart = (wallMinutes(b.stamp) ?? 0) - (wallMinutes(a.stamp) ?? 0);
    return a.role === 'start' ? (apart < 0 ? b : a) : apart >= 0 ? b : a;
  });
}
