import { type Stamp, wallMinutes } from './stamps.ts';
import { offsetAt, offsetsAt } from './zones.ts';

/** Clocks are read and lengths are rounded: a minute more or less tells of the same length. */
export function isSameLength(minutes: number, otherMinutes: number): boolean {
  return Math.abs(minutes - otherMinutes) <= 1;
}

/** Minutes from one moment to another; in UTC where both have a zone. Null where a time or a day is missing. */
export function minutesBetween(start: Stamp, end: Stamp): number | null {
  const from = wallMinutes(start);
  const to = wallMinutes(end);
  if (start.minuteOfDay === null || end.minuteOfDay === null) return null;
  if (from === null || to === null) {
    const apart = end.minuteOfDay - start.minuteOfDay + (from === to ? 0 : Number.NaN);
    return Number.isNaN(apart) ? null : apart < 0 && from === null && to === null ? apart + 1440 : apart;
  }
  const isSame = start.zone?.name === end.zone?.name;
  if (start.zone === null || end.zone === null || start.zone.isUnknown || end.zone.isUnknown) {
    return isSame ? to - from : null;
  }
  // In the hour that comes twice, the first passing counts; for an end before the start the second.
  const begun = from - (offsetsAt(start.zone, from)[0] ?? offsetAt(start.zone, from));
  const passings = offsetsAt(end.zone, to).map((offset) => to - offset);
  const minutes = (passings[0] ?? to - offsetAt(end.zone, to)) - begun;
  return minutes >= 0 ? minutes : (passings.at(-1) ?? minutes + begun) - begun;
}
