import type { Finding, ReadOptions } from '../reading.ts';
import type { Section } from '../text/sections.ts';
import type { Stamp } from '../time/stamps.ts';
import { type ZoneStatement, zoneStated } from '../time/zone-statements.ts';
import { inRegion, type Zone, zoneNamed } from '../time/zones.ts';
import type { Seen } from './seen.ts';

/**
 * Gives each time its zone: its own, the one stated for its section, that of the times around it, the only one
 * of the document, or the configured one.
 */
export function nameZones(
  seen: Seen[],
  stamps: Stamp[][],
  sections: Section[],
  options: ReadOptions,
  findings: Finding[],
): void {
  const statements: ZoneStatement[] = [];
  for (const [index, { line }] of seen.entries()) {
    const zone = line.kind === 'blank' || line.text === '' ? null : zoneStated(line);
    const section = sections[index];
    if (zone && section) statements.push({ zone, line: line.number, section });
  }
  const all = stamps.flat();
  const named = new Map<string, Zone>();
  for (const { mention } of all) if (mention.zone) named.set(mention.zone.name, mention.zone);
  const only = named.size === 1 ? ([...named.values()][0] ?? null) : null;
  const assumed = options.assumeZone == null ? null : inRegion(options.assumeZone, options.assumeZone);
  let next = 0;
  let stated: ZoneStatement | null = null;
  let previous: { zone: Zone; section: Section | undefined } | null = null;
  for (const [index, onLine] of stamps.entries()) {
    while (statements[next] !== undefined && (statements[next]?.line ?? 0) <= index + 1) {
      stated = statements[next] ?? null;
      next += 1;
    }
    const section = sections[index];
    const labelled =
      onLine.length > 0 && onLine[0]?.mention.zone === null
        ? zoneInLabel(seen[index]?.line.text ?? '')
        : null;
    for (const stamp of onLine) {
      if (stamp.minuteOfDay === null) continue;
      const own = stamp.mention.zone;
      if (own) previous = { zone: own, section };
      const nearby = previous !== null && previous.section === section ? previous.zone : null;
      const zone =
        own ?? labelled ?? stated?.zone ?? nearby ?? statements[0]?.zone ?? only ?? previous?.zone ?? null;
      stamp.zone = zone ?? assumed;
      stamp.zoneFrom = zone ? 'text' : assumed ? 'configured' : null;
    }
  }
  const first = all.find((stamp) => stamp.minuteOfDay !== null && stamp.zoneFrom !== 'text');
  if (first) {
    const message = assumed
      ? `no time zone is named; ${assumed.name} is assumed, as configured`
      : 'no time zone is named, so no moment can be given in UTC';
    findings.push({ code: 'zone-missing', line: first.line, message });
  }
}

/** `Start (UTC): 10:00` names the zone in the label. */
function zoneInLabel(text: string): Zone | null {
  const named = /^[^\d()[\]]{2,60}[([]\s?([A-Za-z/_+: \d-]{2,24})\s?[)\]]\s*[:|=]/.exec(text)?.[1];
  return named === undefined ? null : zoneNamed(named);
}
