import { nearest } from './nearest.ts';

/** The platform takes more names of three letters than IANA has, in the sense of whoever wrote it: BST as Dhaka. */
const shortNames = [
  'UTC',
  'GMT',
  'UCT',
  'WET',
  'CET',
  'MET',
  'EET',
  'EST',
  'MST',
  'HST',
  'PRC',
  'ROC',
  'ROK',
];

/** Whether this is the IANA name of a time zone, such as `Europe/Berlin`; abbreviations and offsets are not. */
export function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  if (name.length === 3 && !shortNames.includes(name.toUpperCase())) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The zone that was probably meant, also by its city alone (`Berlin`); null where none is near enough. */
export function nearestZone(name: string): string | null {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const zone = nearest(name, zones);
  if (zone !== null) return zone;
  const city = nearest(name, zones.map(cityOf));
  return zones.find((one) => cityOf(one) === city) ?? null;
}

function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1);
}
