import type { Day } from '../../../domain/words.ts';

/** The day a `/due` names: a date, `today`, `tomorrow`, or `in N days`. undefined: not understood. */
export function dayOf(written: string, now: Date): Day | undefined {
  if (isDay(written)) return written;
  const days =
    written === 'today' ? 0 : written === 'tomorrow' ? 1 : /^in (\d{1,4}) days?$/.exec(written)?.[1];
  if (days === undefined) return undefined;
  return new Date(now.getTime() + Number(days) * 86_400_000).toISOString().slice(0, 10);
}

/** `YYYY-MM-DD` of a day that exists. */
export function isDay(written: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return false;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written);
}
