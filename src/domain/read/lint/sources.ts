import type { Candidate } from '../evidence/candidates.ts';
import type { Finding } from '../reading.ts';
import { isSameLength, minutesBetween } from '../time/minutes-between.ts';
import { localText } from '../time/stamps.ts';
import type { Check } from './case.ts';

/** Another kind of source tells another moment: the better one is taken, and the difference is told. */
export const checkSources: Check = ({ choice, candidates, isSeveral }) => {
  const found: Finding[] = [];
  if (isSeveral) return found;
  for (const role of ['start', 'end'] as const) {
    const chosen = choice[role];
    if (!chosen) continue;
    const weight = (one: Candidate) =>
      one.tier === 'row' ? 0 : one.tier === 'sentence' ? 76 : one.tier === 'tag' ? 54 : 160;
    const others = candidates.filter(
      (one) =>
        one.role === role &&
        one.tier !== chosen.tier &&
        one.tier !== 'row' &&
        one.score >= weight(one) &&
        !one.stamp.isDoubtful,
    );
    const other = others.sort((a, b) => b.score - a.score)[0];
    const apart = other ? minutesBetween(chosen.stamp, other.stamp) : null;
    if (!other || apart === null || isSameLength(apart, 0)) continue;
    const message = `the ${role} is ${localText(chosen.stamp)} in line ${chosen.stamp.line} and ${localText(other.stamp)} here`;
    found.push({ code: 'sources-disagree', line: other.stamp.line, message });
  }
  return [...found, ...beginsTwice(candidates)];
};

/** Two rows that both name the beginning, with no end between them. */
function beginsTwice(candidates: Candidate[]): Finding[] {
  const named = candidates.filter(({ tier }) => tier === 'tag');
  const twice = named.find((one, index) => one.role === 'start' && named[index - 1]?.role === 'start');
  if (!twice) return [];
  const message = 'another row before this one says that it began';
  return [{ code: 'sources-disagree', line: twice.stamp.line, message }];
}
