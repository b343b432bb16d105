import type { Document } from '../document/document.ts';
import type { Finding } from '../reading.ts';
import { localText, type Stamp, wallMinutes } from '../time/stamps.ts';
import { isInForce, offsetsAt } from '../time/zones.ts';
import type { Check } from './case.ts';

/** Abbreviations that are not in force at that time of the year, or that mean several zones. */
export const checkZones: Check = ({ document, choice }) => {
  const found: Finding[] = [];
  const told = new Set<string>();
  const used = [choice.start?.stamp, choice.end?.stamp, ...document.stamps.flat()];
  for (const stamp of used) {
    const wall = stamp ? wallMinutes(stamp) : null;
    if (!stamp?.zone || stamp.zoneFrom !== 'text' || wall === null || stamp.minuteOfDay === null) continue;
    const { name, isAmbiguous } = stamp.zone;
    if (isAmbiguous && !told.has(`ambiguous ${name}`)) {
      told.add(`ambiguous ${name}`);
      const message = `${name} is the name of several zones; read as UTC${offsetText(stamp.zone.offset ?? 0)}`;
      found.push({ code: 'zone-ambiguous', line: stamp.line, message });
    }
    if (stamp.zone.contradictsItself && !told.has(`both ${name}`)) {
      told.add(`both ${name}`);
      const message = `"${name}" gives two offsets; the explicit one is taken`;
      found.push({ code: 'zone-conflict', line: stamp.line, message });
    }
    const day = `${name} ${stamp.day}`;
    if (told.has(day)) continue;
    told.add(day);
    if (stamp.isYearKnown && !told.has(`season ${name}`) && isInForce(stamp.zone, wall) === false) {
      told.add(`season ${name}`);
      const message = `${name} was not in force on ${localText({ ...stamp, minuteOfDay: null })}; read literally, as UTC${offsetText(stamp.zone.offset ?? 0)}`;
      found.push({ code: 'zone-wrong-season', line: stamp.line, message });
    }
  }
  return [...found, ...mixedZones(document), ...changedClocks([choice.start?.stamp, choice.end?.stamp])];
};

function offsetText(minutes: number): string {
  const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0');
  return `${minutes < 0 ? '−' : '+'}${hours}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
}

function mixedZones(document: Document): Finding[] {
  const named = document.stamps.flat().filter(({ mention }) => mention.zone !== null);
  const offsets = new Map<number | string, Stamp>();
  for (const stamp of named) offsets.set(stamp.zone?.offset ?? stamp.zone?.region ?? '', stamp);
  if (offsets.size < 2) return [];
  const [, second] = [...offsets.values()];
  const names = [...new Set(named.map(({ zone }) => zone?.name ?? ''))].slice(0, 4).join(', ');
  const message = `times are given in several zones: ${names}`;
  return [{ code: 'zone-conflict', line: second?.line ?? null, message }];
}

/** Times in the hour that a change of the clocks repeats or leaves out. */
function changedClocks(stamps: (Stamp | undefined)[]): Finding[] {
  return stamps.flatMap((stamp): Finding[] => {
    const wall = stamp ? wallMinutes(stamp) : null;
    if (!stamp?.zone || wall === null || stamp.minuteOfDay === null || !stamp.isYearKnown) return [];
    const passes = offsetsAt(stamp.zone, wall).length;
    if (passes === 1) return [];
    const code = passes === 0 ? 'impossible-time' : 'zone-ambiguous';
    const what = passes === 0 ? 'does not exist' : 'comes twice';
    const message = `${localText(stamp).replace('T', ' ')} ${what} in ${stamp.zone.name}: the clocks are changed then`;
    return [{ code, line: stamp.line, message }];
  });
}
