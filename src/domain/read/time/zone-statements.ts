import type { Line } from '../text/lines.ts';
import type { Section } from '../text/sections.ts';
import { type Zone, zoneNamed, zonePattern } from './zones.ts';

/** "All times in CET": holds for its section and what lies below it; the first one for the whole document. */
export type ZoneStatement = { zone: Zone; line: number; section: Section };

const about =
  /\b(?:times?|timestamps?|dates?|time ?zone|tz|timeline|chronology|clock)\b|^\(?(?:UTC|GMT)\)?$|^(?:\w+\s)?(?:start|end|began|begin|when|from|to|updates?|events?)\b.{0,30}[([]/i;
const leadsTo =
  /(?:\b(?:in|are|is|as|zone|times?|timestamps?|timeline|the|using|use|all|tz)|[:([,|–—-]|^|\d{4}-\d\d-\d\d|\b(?:19|20)\d\d)\s*$/i;
/** Cheap to look for, and in every name of a zone. */
const mayName =
  /\b(?:UTC|GMT|[A-Z]{1,4}T|WIB)\b|[a-z]\/[A-Z]|[A-Z][a-z]+ time\b|\b(?:Pacific|Eastern|Central|Mountain)\b|[+\-−]\d\d?(?::?\d\d)?\)|\b(?:utc|gmt|cest?|p[sd]t)\b/;
const longest = 240;

/** What a line says of the zone of all times around it, or null. */
export function zoneStated(line: Line): Zone | null {
  const texts = line.cells === null ? [line.text] : line.isHead ? line.cells : [];
  for (const text of texts) {
    if (text.length > longest || !about.test(text) || !mayName.test(text)) continue;
    const pattern = new RegExp(zonePattern.source, 'gi');
    for (const found of text.matchAll(pattern)) {
      const before = text.slice(0, found.index);
      // `Time: 10:00 UTC` is one time, not all of them.
      if (/(?:\d:\d\d|\d\s?[ap]m|:\d\d\s?[ap]m)[\s([]*$/i.test(before) || !leadsTo.test(before)) continue;
      if (!/\b(?:UTC|GMT|[A-Z]{2,5})\b|[+\-−]\d|\/|time\b/.test(found[0])) continue;
      const zone = zoneNamed(found[0]);
      if (zone !== null && isAboutZone(text, found[0], line)) return zone;
    }
  }
  return null;
}

/** A city or an abbreviation that is a word as well counts only in a short line that speaks of times. */
function isAboutZone(text: string, name: string, line: Line): boolean {
  if (/^(?:utc|gmt)/i.test(name) || name.includes('/')) return true;
  return line.kind !== 'text' || text.length < 120;
}
