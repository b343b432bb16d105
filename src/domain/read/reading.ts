import type { Confidence } from '../key-information.ts';
import type { Instant, Severity } from '../words.ts';
import type { FindingCode } from './findings.ts';

/** Where the zone of a time comes from: the text names it, `calendar.assumeZone` does, or GitLab's own clock. */
export type ZoneSource = 'text' | 'configured' | 'ticket';

/**
 * A moment of the impact as a text gives it. `local` is the wall clock as written (`2024-10-31T04:18`,
 * `2024-10-31` where only the day is known, `????-10-31T04:18` where the year is not given). `value` is UTC,
 * null where no zone is known or the year or time is missing. `line` counts from 1. `source` names the place
 * for people (`field:Start Time`, `tagged:outage begins`, `sentence`, `timeline`).
 */
export type ReadTime = {
  value: Instant | null;
  local: string | null;
  precision: 'minute' | 'day' | null;
  zone: string | null;
  zoneFrom: ZoneSource | null;
  source: string | null;
  line: number | null;
  confidence: Confidence | null;
};

export const unknownTime: ReadTime = {
  value: null,
  local: null,
  precision: null,
  zone: null,
  zoneFrom: null,
  source: null,
  line: null,
  confidence: null,
};

/** One impact window; `start` and `end` as in `ReadTime.local`, whole minutes. */
export type Window = { start: string; end: string; minutes: number };

/** `minutes` is recomputed from start and end, `downtimeMinutes` adds up the windows, `stated…` is what the text claims. */
export type ReadDuration = {
  minutes: number | null;
  downtimeMinutes: number | null;
  text: string | null;
  statedMinutes: number | null;
  statedText: string | null;
};

/** How much of all: `all` and `none` are answers, null says that the text tells nothing. */
export type Extent = 'all' | 'none' | 'some';

/** How many requests or customers were affected, as the text words it. `unit` is the noun counted, `percent` of 100. */
export type ReadCount = {
  text: string | null;
  number: number | null;
  unit: string | null;
  percent: number | null;
  hedged: boolean | null;
  extent: Extent | null;
  line: number | null;
};

export const unknownCount: ReadCount = {
  text: null,
  number: null,
  unit: null,
  percent: null,
  hedged: null,
  extent: null,
  line: null,
};

export type TimelineRow = { value: Instant | null; local: string; text: string; line: number };

/** Something in the document that contradicts itself or is missing; `line` is null where it is about the whole. */
export type Finding = { code: FindingCode; line: number | null; message: string };

/** All that one text says of the key information of an incident; what it does not say is null. */
export type Reading = {
  start: ReadTime;
  end: ReadTime;
  windows: Window[];
  duration: ReadDuration;
  requestsAffected: ReadCount;
  customersAffected: ReadCount;
  severity: Severity | null;
  /** The incident it belongs to as written: `#18792`, `group/project#12` or a URL. */
  incident: string | null;
  timeline: TimelineRow[];
  findings: Finding[];
};

/** What is known besides the text itself. */
export type ReadOptions = {
  /** Its file name or the title of its issue: may give the date. */
  title?: string | null;
  /** `calendar.assumeZone`: for times that name no zone. An IANA name. */
  assumeZone?: string | null;
  /** When GitLab says that the text was written: gives years and dates that the text leaves out. */
  writtenAt?: Instant | null;
};
