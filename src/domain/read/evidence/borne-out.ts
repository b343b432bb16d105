import { isSameLength } from '../time/minutes-between.ts';
import type { Candidate, StatedLength } from './candidates.ts';
import { evidenceScore } from './placed.ts';

/**
 * How much a claimed length speaks for two moments that are so far apart. Where it names both ends, or stands in a
 * field, it says much; a rounded or hedged one hardly anything. Fields need nobody to bear them out.
 */
export function borneOut(minutes: number, lengths: StatedLength[], start: Candidate, end: Candidate): number {
  const isWeak = start.score < evidenceScore && end.score < evidenceScore;
  let most = 0;
  for (const { minutes: stated, unitMinutes, isHedged, rank } of lengths) {
    const isExact = isSameLength(minutes, stated);
    // "1 hour 31 from the start to the fix" names both ends.
    const isBothEnds = rank >= 85 && start.tier !== 'field';
    const doubt = isWeak && !isBothEnds ? 0.25 : 1;
    const weight = (rank / 100) * (start.tier === 'field' ? 0.25 : rank < 70 ? 0.45 : 1) * doubt;
    if (isExact && unitMinutes < 60) most = Math.max(most, (isBothEnds ? 60 : 40) * weight);
    else if (isExact) most = Math.max(most, 20 * weight);
    else if (isHedged || unitMinutes > 1) {
      if (Math.abs(minutes - stated) <= Math.max(unitMinutes / 2, stated * 0.1))
        most = Math.max(most, 2 * weight);
    }
  }
  return most;
}
