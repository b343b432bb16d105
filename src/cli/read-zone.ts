import { InvalidArgumentError } from 'commander';
import { isTimeZone, nearestZone } from '../domain/time-zone.ts';

/** An IANA name, for abbreviations mean different zones to different people. */
export function readZone(text: string): string {
  if (isTimeZone(text)) return text;
  const near = nearestZone(text);
  const mend = near === null ? '' : ` Did you mean ${near}?`;
  throw new InvalidArgumentError(`Write the IANA name of a zone, such as Europe/Berlin or UTC.${mend}`);
}
