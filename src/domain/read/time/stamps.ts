import type { ZoneSource } from '../reading.ts';
import type { Line } from '../text/lines.ts';
import type { Section } from '../text/sections.ts';
import type { Mention } from './mentions.ts';
import type { Zone } from './zones.ts';

/** A mention with what its surroundings add: day, year, zone. */
export type Stamp = {
  line: number;
  mention: Mention;
  /** The calendar day in days since 1970; in the year 2000 where the year is not known. Null: nothing tells the day. */
  day: number | null;
  isYearKnown: boolean;
  /** Minutes of the day; null where only the day is given. */
  minuteOfDay: number | null;
  zone: Zone | null;
  zoneFrom: ZoneSource | null;
  /** The date stands at this place. */
  isDated: boolean;
  /** Where the day comes from: this place, a date above or beside it, or what the whole document is about. */
  dayFrom: 'own' | 'near' | 'anchor' | null;
  /** It cannot be right: its date stands apart from all of its neighbours. */
  isDoubtful: boolean;
};

/** A row of a timeline: a moment, and what happened then. `until`: the end of a row such as `09:00 - 11:00`. */
export type Entry = {
  line: number;
  at: Stamp;
  until: Stamp | null;
  text: string;
  /** What stands below a row that is a heading or a line of its own. */
  body: string;
  /** The last line that belongs to the row. */
  lastLine: number;
  section: Section;
  isOfLog: boolean;
};

const dayMs = 86_400_000;

/** Days since 1970 of a date; null for one that no calendar has. */
export function dayNumber(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / dayMs : null;
}

/** A year that stands for an unknown one: every day of any year is in it. */
export const anyYear = 2000;

/** Wall-clock minutes since 1970; the day alone counts as its beginning. Null where the day is not known. */
export function wallMinutes(stamp: Pick<Stamp, 'day' | 'minuteOfDay'>): number | null {
  return stamp.day === null ? null : stamp.day * 1440 + (stamp.minuteOfDay ?? 0);
}

/** `2024-10-31T04:18`, `2024-10-31`, `????-10-31T04:18`, `????-??-??T04:18`: as the contract writes wall clocks. */
export function localText(stamp: Stamp): string {
  const date = stamp.day === null ? null : new Date(stamp.day * dayMs).toISOString().slice(0, 10);
  const day = date === null ? '????-??-??' : stamp.isYearKnown ? date : `????${date.slice(4)}`;
  if (stamp.minuteOfDay === null) return day;
  const hour = String(Math.floor(stamp.minuteOfDay / 60)).padStart(2, '0');
  return `${day}T${hour}:${String(stamp.minuteOfDay % 60).padStart(2, '0')}`;
}

/** The line's words around a row's own time. */
export function textBeside(line: Line, mention: Mention): string {
  return line.text
    .slice(mention.to)
    .replace(/^[\s)\]:;,.|–—~?-]+/, '')
    .trim();
}
