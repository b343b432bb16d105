import { TZDate } from '@date-fns/tz';

/**
 * A time zone as a text names it. `offset` in minutes east of UTC where the name fixes it; else `region`
 * (IANA) tells. `home`: where an abbreviation is used, to see whether it is in force at that time of year.
 */
export type Zone = {
  name: string;
  offset: number | null;
  region: string | null;
  home: string | null;
  /** Abbreviations that several countries use. */
  isAmbiguous: boolean;
  /** It is named, but nobody knows where it is: no moment follows. */
  isUnknown?: boolean;
  /** The offset beside the abbreviation is another one: `PST (UTC-7)`. */
  contradictsItself?: boolean;
};

type Known = [offset: string, home: string | null, ambiguous?: true];

/** Abbreviations with their offset, taken literally: PST is −08:00 in July too. */
const abbreviations: Record<string, Known> = {
  UTC: ['+00:00', null],
  GMT: ['+00:00', null],
  Z: ['+00:00', null],
  WET: ['+00:00', 'Europe/Lisbon'],
  WEST: ['+01:00', 'Europe/Lisbon'],
  BST: ['+01:00', 'Europe/London'],
  CET: ['+01:00', 'Europe/Berlin'],
  CEST: ['+02:00', 'Europe/Berlin'],
  EET: ['+02:00', 'Europe/Helsinki'],
  EEST: ['+03:00', 'Europe/Helsinki'],
  MSK: ['+03:00', null],
  TRT: ['+03:00', null],
  SAST: ['+02:00', null],
  WAT: ['+01:00', null],
  CAT: ['+02:00', null],
  EAT: ['+03:00', null],
  IST: ['+05:30', null, true],
  PKT: ['+05:00', null],
  ICT: ['+07:00', null],
  WIB: ['+07:00', null],
  SGT: ['+08:00', null],
  HKT: ['+08:00', null],
  AWST: ['+08:00', null],
  JST: ['+09:00', null],
  KST: ['+09:00', null],
  ACST: ['+09:30', 'Australia/Adelaide'],
  ACDT: ['+10:30', 'Australia/Adelaide'],
  AEST: ['+10:00', 'Australia/Sydney'],
  AEDT: ['+11:00', 'Australia/Sydney'],
  NZST: ['+12:00', 'Pacific/Auckland'],
  NZDT: ['+13:00', 'Pacific/Auckland'],
  BRT: ['-03:00', null],
  ART: ['-03:00', null],
  NST: ['-03:30', 'America/St_Johns'],
  NDT: ['-02:30', 'America/St_Johns'],
  AST: ['-04:00', 'America/Halifax', true],
  ADT: ['-03:00', 'America/Halifax'],
  EST: ['-05:00', 'America/New_York'],
  EDT: ['-04:00', 'America/New_York'],
  CST: ['-06:00', 'America/Chicago', true],
  CDT: ['-05:00', 'America/Chicago'],
  MST: ['-07:00', 'America/Denver'],
  MDT: ['-06:00', 'America/Denver'],
  PST: ['-08:00', 'America/Los_Angeles'],
  PDT: ['-07:00', 'America/Los_Angeles'],
  AKST: ['-09:00', 'America/Anchorage'],
  AKDT: ['-08:00', 'America/Anchorage'],
  HST: ['-10:00', null],
};

/** Names for the time in force in a region, whatever the season. */
const regions: Record<string, string> = {
  PT: 'America/Los_Angeles',
  MT: 'America/Denver',
  CT: 'America/Chicago',
  ET: 'America/New_York',
  PACIFIC: 'America/Los_Angeles',
  MOUNTAIN: 'America/Denver',
  CENTRAL: 'America/Chicago',
  EASTERN: 'America/New_York',
  'US/PACIFIC': 'America/Los_Angeles',
  'US/MOUNTAIN': 'America/Denver',
  'US/CENTRAL': 'America/Chicago',
  'US/EASTERN': 'America/New_York',
  UK: 'Europe/London',
};

const iana = Intl.supportedValuesOf('timeZone');
const byLowerName = new Map(iana.map((name) => [name.toLowerCase(), name]));
/** A city alone names its zone where only one has it. */
const byCity = new Map(iana.map((name) => [(name.split('/').at(-1) ?? '').replaceAll('_', ' '), name]));

const offsetText = String.raw`(?:UTC|GMT)?\s?[+\-−±]\s?\d{1,2}(?::?[0-5]\d)?`;
const abbreviationText = Object.keys(abbreviations)
  .filter((name) => name !== 'Z')
  .sort((a, b) => b.length - a.length)
  .join('|');
const regionText = String.raw`US\/(?:Pacific|Mountain|Central|Eastern)|(?:Pacific|Mountain|Central|Eastern)(?:\s+(?:Standard|Daylight))?(?:\s+Time|(?=\s*(?:[-–—:,.;)\]|]|$)))`;

/**
 * Matches a zone where one may stand: an offset (`UTC-7`, `+02:00`), an abbreviation, an IANA name, `PT`,
 * `Pacific Time`, a city (`Denver`, `London time`).
 */
export const zonePattern = new RegExp(
  String.raw`(?:(?:UTC|GMT)(?:\s?\+\s?|[-−])\d{1,2}(?::?[0-5]\d)?(?![\d:]|\s?(?:UTC|GMT))|[+\-−][01]\d:?[0-5]\d(?![\d:])|\b(?:${abbreviationText})\b(?:\s?\(${offsetText}\))?|\b(?:PT|MT|CT|ET)\b|\b(?:${regionText})\b|\b[A-Z][A-Za-z]{2,20}\/[A-Z][A-Za-z_]{2,25}(?:\/[A-Z][A-Za-z_]{2,20})?\b|\b[A-Z][a-z]{2,15}(?:\s[A-Z][a-z]{2,12})?\b(?:\s(?:local\s)?time\b)?)`,
  'gi',
);

/** The zone that a text names, or null. An explicit offset beats the abbreviation beside it. */
export function zoneNamed(text: string): Zone | null {
  const words = text.trim().replace(/[−]/g, '-');
  const upper = words.toUpperCase();
  const bracketed = /^([A-Z]{2,5})\s?\((.+)\)$/i.exec(words);
  if (bracketed) {
    const offset = fixedOffset(bracketed[2] ?? '');
    const literal = abbreviations[(bracketed[1] ?? '').toUpperCase()]?.[0];
    const contradictsItself = literal !== undefined && fixedOffset(literal) !== offset;
    if (offset !== null) return { ...fixed(words, offset), contradictsItself };
    return zoneNamed(bracketed[1] ?? '');
  }
  // Only those that nobody takes for a word are read in small letters.
  const known = abbreviations[words === upper || /^(?:utc|gmt|cest|cet|pst|pdt)$/i.test(words) ? upper : ''];
  if (known) {
    const [offset, home, ambiguous] = known;
    return { name: upper, offset: fixedOffset(offset), region: null, home, isAmbiguous: ambiguous === true };
  }
  const offset = fixedOffset(words);
  if (offset !== null) return fixed(words, offset);
  const region = regions[regionKey(words, upper)] ?? byLowerName.get(words.toLowerCase());
  if (region !== undefined) return inRegion(words, region);
  const city = byCity.get(words.replace(/\s(?:local\s)?time$/i, '').replace(/^\w/, (c) => c.toUpperCase()));
  return city === undefined || !/^\p{Lu}/u.test(words) ? null : inRegion(words, city);
}

function regionKey(words: string, upper: string): string {
  if (upper.includes('/')) return upper;
  if (/^[A-Z]{2}$/.test(words)) return words;
  return /^(?:Pacific|Mountain|Central|Eastern)/.test(words) ? (upper.split(/\s/)[0] ?? '') : '';
}

function fixed(name: string, offset: number): Zone {
  return { name, offset, region: null, home: null, isAmbiguous: false };
}

/** Words in capitals that end in T and are no zones. */
const otherWords =
  /^(?:GET|PUT|POST|NOT|BUT|OUT|TEST|EXIT|LAST|NEXT|LOST|REST|HOST|ROOT|BOOT|SENT|TEXT|UAT|SIT|GIT|MQTT|JIT|IOT|BOT|SLOT|PORT)$/;

/** A zone that is named and that nobody knows: `UTC+19`, `XYZT`, `Dallas time`. Its times are no moments. */
export function unknownZone(text: string): Zone | null {
  const name =
    /^[\s,]{0,2}[([]?((?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?|[A-Z]{2,3}T(?=\s*(?:[-–—:,.;)|\]]|$))|[A-Z][a-z]{3,15}\s(?:local\s)?time\b)/.exec(
      text,
    )?.[1];
  if (
    name === undefined ||
    otherWords.test(name) ||
    /^(?:This|That|Some|First|Last|Same|Next|Every|Down|Start|End|Load|Response|Since|After|Before|Around)\b/.test(
      name,
    )
  )
    return null;
  return { name, offset: null, region: null, home: null, isAmbiguous: false, isUnknown: true };
}

/** A zone by its IANA name. */
export function inRegion(name: string, region: string): Zone {
  return { name, offset: null, region, home: null, isAmbiguous: false };
}

function fixedOffset(text: string): number | null {
  const parts = /^(?:UTC|GMT)?\s?([+-])\s?(\d{1,2})(?::?([0-5]\d))?$/i.exec(text.trim().replace('−', '-'));
  if (!parts) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return minutes > 14 * 60 ? null : parts[1] === '-' ? -minutes : minutes;
}

/** Minutes east of UTC that hold in a zone at a wall clock (minutes since 1970 as if it were UTC). */
export function offsetAt(zone: Zone, wallMinutes: number): number {
  if (zone.offset !== null) return zone.offset;
  return zone.region === null ? 0 : offsetInRegion(zone.region, wallMinutes);
}

/** Whether an abbreviation is in force at that moment where it is used; null where that cannot be said. */
export function isInForce(zone: Zone, wallMinutes: number): boolean | null {
  if (zone.home === null || zone.offset === null) return null;
  return offsetInRegion(zone.home, wallMinutes) === zone.offset;
}

/**
 * The offsets that a wall clock may mean in a zone, the earlier moment first: two in the hour that is repeated when
 * summer time ends, none in the hour that is left out when it begins.
 */
export function offsetsAt(zone: Zone, wallMinutes: number): number[] {
  if (zone.region === null) return [zone.offset ?? 0];
  const region = zone.region;
  const around = [wallMinutes - 180, wallMinutes + 180].map((wall) => offsetInRegion(region, wall));
  return [...new Set(around)]
    .filter((offset) => offsetAtInstant(region, wallMinutes - offset) === offset)
    .sort((a, b) => b - a);
}

function offsetAtInstant(region: string, utcMinutes: number): number {
  return -new TZDate(utcMinutes * 60_000, region).getTimezoneOffset();
}

function offsetInRegion(region: string, wallMinutes: number): number {
  const wall = new Date(wallMinutes * 60_000);
  const there = new TZDate(
    wall.getUTCFullYear(),
    wall.getUTCMonth(),
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
    region,
  );
  return Math.round((wallMinutes * 60_000 - there.getTime()) / 60_000);
}
