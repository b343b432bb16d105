import { type Claim, sourceRanks } from './window-claims.ts';

/** Start and end as they go into the table; `passedOver`: a better place was not taken because another source rules it out. */
export type Chosen = {
  start: Claim | null;
  end: Claim | null;
  passedOver: { side: 'start' | 'end'; claim: Claim }[];
};

/**
 * The best claim of each side that names a moment. Should they be the wrong way round, the weaker source gives way to
 * the next one that fits, or to nothing: unknown is better than wrong. Two of the same rank both stay, for nobody
 * can tell which of them is wrong.
 */
export function chooseWindow(starts: Claim[], ends: Claim[]): Chosen {
  const start = starts.find(namesMoment) ?? null;
  const end = ends.find(namesMoment) ?? null;
  if (!start || !end || end.value >= start.value) return { start, end, passedOver: [] };
  const startIsWeaker = strength(start) > strength(end);
  if (!startIsWeaker && strength(start) === strength(end)) return { start, end, passedOver: [] };
  if (startIsWeaker) {
    const fitting = starts.filter(namesMoment).find(({ value }) => value <= end.value) ?? null;
    return { start: fitting, end, passedOver: [{ side: 'start', claim: start }] };
  }
  const fitting = ends.filter(namesMoment).find(({ value }) => value >= start.value) ?? null;
  return { start, end: fitting, passedOver: [{ side: 'end', claim: end }] };
}

function namesMoment(claim: Claim): claim is Claim & { value: string } {
  return claim.value !== null;
}

function strength({ rank }: Claim): number {
  return sourceRanks.indexOf(rank);
}
