import { durationText } from '../wording.ts';
import type { Candidate, StatedLength } from './candidates.ts';
import { type Choice, minutesBetween } from './choose.ts';
import type { Document } from './document.ts';
import type { Finding } from './reading.ts';
import { localText, type Stamp, wallMinutes } from './stamps.ts';
import { isInForce } from './zones.ts';

/** How far two sources may lie apart before people are told. */
const toleranceMinutes = 1;

type Case = {
  document: Document;
  choice: Choice;
  candidates: Candidate[];
  minutes: number | null;
  downtimeMinutes: number | null;
  stated: StatedLength | null;
  /** Of several windows each has its own start and end. */
  isSeveral: boolean;
};

/** All that is wrong with a document beyond what was found while reading it, each check on its own. */
export function lint(one: Case): Finding[] {
  return [
    ...missing(one),
    ...duration(one),
    ...disagreement(one),
    ...zones(one),
    ...hedges(one),
    ...ticket(one),
    ...titleDay(one),
    ...undated(one),
  ];
}

function missing({ choice, candidates, document }: Case): Finding[] {
  const found: Finding[] = [];
  const speaks = candidates.length > 0 || document.entries.length > 0;
  if (!choice.start && speaks)
    found.push({ code: 'start-missing', line: null, message: 'nothing says when the impact began' });
  if (!choice.end && speaks)
    found.push({ code: 'end-missing', line: null, message: 'nothing says when the service was restored' });
  return found;
}

function duration({ minutes, downtimeMinutes, stated }: Case): Finding[] {
  if (minutes === null || stated === null) return [];
  const fits = [minutes, downtimeMinutes ?? minutes].some(
    (one) => Math.abs(one - stated.minutes) <= toleranceMinutes,
  );
  if (fits) return [];
  const message = `"${stated.text}" is said, but from start to end it is ${durationText(minutes)}`;
  return [{ code: 'duration-mismatch', line: stated.line, message }];
}

/** Another kind of source tells another moment: the better one is taken, and the difference is told. */
function disagreement({ choice, candidates, isSeveral }: Case): Finding[] {
  const found: Finding[] = [];
  if (isSeveral) return found;
  for (const role of ['start', 'end'] as const) {
    const chosen = choice[role];
    if (!chosen) continue;
    const weight = (one: Candidate) =>
      one.tier === 'row' ? 0 : one.tier === 'sentence' ? 76 : one.tier === 'tag' ? 54 : 160;
    const others = candidates.filter(
      (one) =>
        one.role === role &&
        one.tier !== chosen.tier &&
        one.tier !== 'row' &&
        one.score >= weight(one) &&
        !one.stamp.isDoubtful,
    );
    const other = others.sort((a, b) => b.score - a.score)[0];
    const apart = other ? minutesBetween(chosen.stamp, other.stamp) : null;
    if (!other || apart === null || Math.abs(apart) <= toleranceMinutes) continue;
    const message = `the ${role} is ${localText(chosen.stamp)} in line ${chosen.stamp.line} and ${localText(other.stamp)} here`;
    found.push({ code: 'sources-disagree', line: other.stamp.line, message });
  }
  return found;
}

/** Abbreviations that are not in force at that time of the year, or that mean several zones. */
function zones({ document, choice }: Case): Finding[] {
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
    const day = `${name} ${stamp.day}`;
    if (told.has(day)) continue;
    told.add(day);
    if (stamp.isYearKnown && !told.has(`season ${name}`) && isInForce(stamp.zone, wall) === false) {
      told.add(`season ${name}`);
      const message = `${name} was not in force on ${localText({ ...stamp, minuteOfDay: null })}; read literally, as UTC${offsetText(stamp.zone.offset ?? 0)}`;
      found.push({ code: 'zone-wrong-season', line: stamp.line, message });
    }
  }
  return [...found, ...mixedZones(document)];
}

function offsetText(minutes: number): string {
  const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0');
  return `${minutes < 0 ? '−' : '+'}${hours}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
}

function mixedZones(document: Document): Finding[] {
  const named: Stamp[] = document.stamps.flat().filter(({ mention }) => mention.zone !== null);
  const offsets = new Map<number | string, Stamp>();
  for (const stamp of named) offsets.set(stamp.zone?.offset ?? stamp.zone?.region ?? '', stamp);
  if (offsets.size < 2) return [];
  const [, second] = [...offsets.values()];
  const names = [...new Set(named.map(({ zone }) => zone?.name ?? ''))].slice(0, 4).join(', ');
  const message = `times are given in several zones: ${names}`;
  return [{ code: 'zone-conflict', line: second?.line ?? null, message }];
}

function hedges({ choice }: Case): Finding[] {
  return (['start', 'end'] as const).flatMap((role) => {
    const stamp = choice[role]?.stamp;
    if (!stamp?.mention.isHedged) return [];
    return [
      { code: 'time-approximate' as const, line: stamp.line, message: `the ${role} is given as approximate` },
    ];
  });
}

/** The life of the ticket is not the impact: told where the document gives both and they lie far apart. */
function ticket({ candidates, minutes, choice }: Case): Finding[] {
  const fields = candidates.filter(({ tier }) => tier === 'field');
  const opened = fields.find(
    ({ role, source }) => role === 'start' && /opened|created|declared|raised/i.test(source),
  );
  const closed = fields.find(({ role, source }) => role === 'end' && /closed|resolved/i.test(source));
  if (!opened || !closed || minutes === null || opened === choice.start || closed === choice.end) return [];
  const life = minutesBetween(opened.stamp, closed.stamp);
  if (
    life === null ||
    life < 0 ||
    Math.abs(life - minutes) < 60 ||
    Math.max(life, minutes) < 2 * Math.min(life, minutes)
  )
    return [];
  const message = `the ticket was open for ${durationText(life)}, but the impact lasted ${durationText(minutes)}`;
  return [{ code: 'window-differs-from-ticket', line: opened.stamp.line, message }];
}

/** The title's date belongs to another incident: a copied heading, or a slip. */
function titleDay({ document, choice }: Case): Finding[] {
  const day = choice.start?.stamp.isYearKnown ? choice.start.stamp.day : null;
  const title = document.lines.find(({ kind, level }) => kind === 'heading' && level === 1);
  const [stamp] = title ? (document.stamps[title.number - 1] ?? []) : [];
  if (
    !stamp?.isDated ||
    !stamp.isYearKnown ||
    stamp.day === null ||
    day == null ||
    Math.abs(stamp.day - day) <= 3
  )
    return [];
  const message = `the title says ${localText({ ...stamp, minuteOfDay: null })}, the impact began on ${localText({ ...stamp, day, minuteOfDay: null })}`;
  return [{ code: 'date-conflict', line: stamp.line, message }];
}

/** A start or an end without a date of its own, outside of the timeline, which tells it by itself. */
function undated({ choice, document }: Case): Finding[] {
  const rows = new Set(document.entries.map(({ at }) => at));
  for (const role of ['start', 'end'] as const) {
    const stamp = choice[role]?.stamp;
    if (!stamp || rows.has(stamp) || (stamp.dayFrom !== 'anchor' && stamp.dayFrom !== null)) continue;
    const message =
      stamp.day === null
        ? `the ${role} has no date, and nothing in the text gives one`
        : `the ${role} has no date; ${localText({ ...stamp, minuteOfDay: null })} is what the document is about`;
    return [{ code: 'date-missing', line: stamp.line, message }];
  }
  return [];
}
