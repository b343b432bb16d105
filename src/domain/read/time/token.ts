import type { Zone } from './zones.ts';

/** A date as written. In `a/b/y` the order is not known yet: `month` and `day` are null until the document decides. */
export type DateToken = {
  kind: 'date';
  from: number;
  to: number;
  year: number | null;
  month: number | null;
  day: number | null;
  /** The first two numbers of `03/10/2021`. */
  numbers: [number, number] | null;
  separator: string | null;
};

/**
 * A time of the day. `isSure` is false for forms that mean something else as often (`11.50`, `1600`, `1h50`):
 * they count only beside a date, a zone or where a row begins. `days`: 24:10 is ten past midnight of the next day.
 */
export type TimeToken = {
  kind: 'time';
  from: number;
  to: number;
  hour: number;
  minute: number;
  days: number;
  meridiem: 'am' | 'pm' | null;
  /** It could be of either half of the day: written with an hour up to 12, without am or pm. */
  isSure: boolean;
  /** Why the form is faulty, in words for people. */
  fault: string | null;
  /** To a fraction of a second: a machine wrote it. */
  isOfLog: boolean;
};

export type OtherToken =
  | { kind: 'zone'; from: number; to: number; zone: Zone }
  | { kind: 'weekday'; from: number; to: number; weekday: number }
  | { kind: 'shift'; from: number; to: number; days: number }
  | { kind: 'year'; from: number; to: number; year: number }
  /** Something that stands where a time should stand: `HH:mm`, `14:??`, `2022-05-??`. */
  | { kind: 'placeholder'; from: number; to: number; text: string }
  /** `08:75` */
  | { kind: 'impossible'; from: number; to: number; text: string };

export type Token = DateToken | TimeToken | OtherToken;
