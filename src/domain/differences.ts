import type { countsOf } from './counts-told.ts';
import type { Sources } from './facts.ts';
import type { Confidence, Doubt, Figure, OtherSource } from './key-information.ts';
import { placeWords, whereIn } from './text-place.ts';
import type { Told } from './told.ts';
import type { Chosen } from './window.ts';
import type { Claim } from './window-claims.ts';
import { durationText, timeText } from './wording.ts';
import type { Instant, Severity } from './words.ts';

/**
 * How far apart two sources may lie before that is said. Whoever writes a time down means it to some minutes; labels and
 * the tags of detection and mitigation are set when somebody gets round to it.
 */
const apartMinutes: Record<Confidence, number> = { stated: 15, inferred: 60, fallback: 120 };

/** What nobody needs to be told twice: the figures show for themselves that something is unknown. */
const shownByFigures = new Set(['start-missing', 'end-missing']);

/** A claimed length and the computed one are told in whole minutes. */
const sameLengthMinutes = 1;

const mostOthers = 20;
const mostDoubts = 20;

type Compared = {
  starts: Claim[];
  ends: Claim[];
  chosen: Chosen;
  severity: Figure<Severity>;
  durationMinutes: number | null;
  sources: Sources;
  counts: ReturnType<typeof countsOf>;
};

/** What the sources say that were not chosen, and where they contradict the chosen one, the ticket, or themselves. */
export function differences(compared: Compared): { others: OtherSource[]; doubts: Doubt[] } {
  const { starts, ends, chosen, severity, durationMinutes, sources, counts } = compared;
  const counted = [counts.customersAffected, counts.requestsAffected];
  const severities = otherSeverities(severity, sources.told);
  const telling = sources.told.filter(tellsOf([...starts, ...ends]));
  const others = [
    ...otherClaims('start', starts, chosen.start),
    ...otherClaims('end', ends, chosen.end),
    ...severities,
    ...counted.flatMap((one) => one.others),
  ];
  const doubts = [
    ...reversed(chosen),
    ...fromTicket(chosen, sources),
    ...apart('start', starts, chosen),
    ...apart('end', ends, chosen),
    ...severities.map(({ says, source, where }) =>
      doubt('sources-disagree', `${source} say severity ${says}`, where),
    ),
    ...counted.flatMap((one) => one.doubts),
    ...otherLengths(telling, durationMinutes),
    ...ofTexts(telling),
  ];
  return { others: others.slice(0, mostOthers), doubts: doubts.slice(0, mostDoubts) };
}

function doubt(code: Doubt['code'], message: string, where?: Doubt['where']): Doubt {
  return { code, message, ...(where ? { where } : {}) };
}

/** Those that say something else; that the ticket has times of its own is no news. */
function otherClaims(about: 'start' | 'end', claims: Claim[], chosen: Claim | null): OtherSource[] {
  return claims
    .filter((claim) => claim !== chosen && claim.rank !== 'ticket')
    .filter(({ value }) => value === null || value !== chosen?.value)
    .map(({ value, says, source, where }) => ({
      about,
      says: value === null ? (says ?? 'no moment') : timeText(value),
      source,
      ...(where ? { where } : {}),
    }));
}

function reversed({ start, end, passedOver }: Chosen): Doubt[] {
  const givenUp = passedOver.map(({ side, claim }) => {
    const order = side === 'end' ? 'an end before the start' : 'a start after the end';
    return doubt('end-before-start', `${claim.source} gives ${order} and was passed over`, claim.where);
  });
  if (start?.value == null || end?.value == null || end.value >= start.value) return givenUp;
  return [doubt('end-before-start', `${end.source} gives an end before the start`, end.where)];
}

/** A window that lies apart from the life of its ticket is often one of a wrong day. */
function fromTicket({ start, end }: Chosen, { incident }: Sources): Doubt[] {
  const doubts: Doubt[] = [];
  const say = (claim: Claim, message: string) =>
    doubts.push(doubt('window-differs-from-ticket', message, claim.where));
  if (start?.value && start.rank !== 'ticket') {
    const minutes = minutesFrom(incident.createdAt, start.value);
    if (minutes < -apartMinutes.fallback)
      say(start, `the start is ${hours(-minutes)} before the incident was opened`);
    if (minutes > apartMinutes.fallback)
      say(start, `the start is ${hours(minutes)} after the incident was opened`);
  }
  if (end?.value && end.rank !== 'ticket') {
    if (end.value < incident.createdAt) say(end, 'the end is before the incident was opened');
    const minutes = incident.closedAt === null ? 0 : minutesFrom(incident.closedAt, end.value);
    if (minutes > apartMinutes.fallback)
      say(end, `the end is ${hours(minutes)} after the incident was closed`);
  }
  return doubts;
}

function apart(side: 'start' | 'end', claims: Claim[], chosen: Chosen): Doubt[] {
  const best = chosen[side];
  if (best?.value == null || best.rank === 'ticket') return [];
  const { value: taken, confidence } = best;
  const passed = chosen.passedOver.map(({ claim }) => claim);
  return claims.flatMap((claim) => {
    if (claim === best || claim.value === null || claim.rank === 'ticket' || passed.includes(claim))
      return [];
    const minutes = Math.abs(minutesFrom(taken, claim.value));
    if (minutes <= Math.max(apartMinutes[confidence], apartMinutes[claim.confidence])) return [];
    const message = `${claim.source} gives the ${side} as ${timeText(claim.value)}, ${hours(minutes)} apart`;
    return [doubt('sources-disagree', message, claim.where)];
  });
}

/** A label or GitLab's field is the last word; what texts say otherwise is only said. */
function otherSeverities(severity: Figure<Severity>, told: Told[]): OtherSource[] {
  return told.flatMap(({ place, reading }) => {
    if (reading.severity === null || reading.severity === severity?.value) return [];
    const where = whereIn(place, null);
    const source = `the words ${placeWords(place)}`;
    return [
      { about: 'severity' as const, says: String(reading.severity), source, ...(where ? { where } : {}) },
    ];
  });
}

/** The description, and of comments those that tell of the window. */
function tellsOf(claims: Claim[]): (one: Told) => boolean {
  return ({ place }) =>
    place.in === 'description' ||
    (place.in === 'comment' && claims.some(({ where }) => where?.note === place.note));
}

/**
 * A length that a text claims, where the window comes from elsewhere; of its own start and end the reader has compared
 * it. The windows of a text may add up to less than from the first to the last.
 */
function otherLengths(told: Told[], minutes: number | null): Doubt[] {
  if (minutes === null) return [];
  return told.flatMap(({ place, reading }) => {
    const { statedMinutes, statedText, minutes: own, downtimeMinutes } = reading.duration;
    if (statedMinutes === null || statedText === null || own === minutes) return [];
    const fits = [minutes, downtimeMinutes].some(
      (one) => one !== null && Math.abs(one - statedMinutes) <= sameLengthMinutes,
    );
    if (fits || reading.findings.some(({ code }) => code === 'duration-mismatch')) return [];
    const message = `the words ${placeWords(place)} say "${statedText}", but from start to end it is ${durationText(minutes)}`;
    return [doubt('duration-mismatch', message, whereIn(place, null))];
  });
}

/** The reader's own findings. */
function ofTexts(told: Told[]): Doubt[] {
  return told.flatMap(({ place, reading }) =>
    reading.findings
      .filter(({ code }) => !shownByFigures.has(code))
      .map(({ code, message, line }) => doubt(code, message, whereIn(place, line))),
  );
}

function minutesFrom(a: Instant, b: Instant): number {
  return Math.round((Date.parse(b) - Date.parse(a)) / 60_000);
}

function hours(minutes: number): string {
  const whole = Math.floor(minutes / 60);
  return whole === 0 ? `${minutes} min` : `${whole} h ${minutes % 60} min`;
}
