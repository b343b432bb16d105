import type { EndRecord, Sources, TimelineEvent } from './facts.ts';
import type { Confidence, Where } from './key-information.ts';
import { sameLabel } from './labels.ts';
import type { Policy } from './policy.ts';
import type { ReadTime } from './read/reading.ts';
import { placeWords, whereIn } from './text-place.ts';
import type { Told } from './told.ts';
import type { Instant } from './words.ts';

/** The sources of start and end, the best first. Reasons are in ADR 11. */
export const sourceRanks = [
  'timeline-tag',
  'description-field',
  'comment-field',
  'impact-tag',
  'mitigated-label',
  'resolved-label',
  'timeline-words',
  'description-prose',
  'comment-prose',
  'ticket',
] as const;

export type SourceRank = (typeof sourceRanks)[number];

/**
 * What one source says of an end of the window. `value` null: it names no moment, because the day is all it says or its
 * time zone is missing; it is shown to people then and never taken. `says`: what stands there, where it is no moment.
 */
export type Claim = {
  rank: SourceRank;
  value: Instant | null;
  says: string | null;
  source: string;
  confidence: Confidence;
  where?: Where;
};

/** What all sources say of the start, the best first. */
export function startClaims({ timeline, told, incident }: Sources): Claim[] {
  return [
    ...tagged(timeline, 'Start time', 'timeline-tag', earliest),
    ...written(told, 'start', 'description-field'),
    ...written(told, 'start', 'comment-field'),
    ...tagged(timeline, 'Impact detected', 'impact-tag', earliest),
    ...written(told, 'start', 'timeline-words'),
    ...written(told, 'start', 'description-prose'),
    ...written(told, 'start', 'comment-prose'),
    fromTicket(incident.createdAt, 'when the incident was opened'),
  ];
}

/**
 * The same of the end, which is when the service was restored. GitLab forgets a closure when an incident is opened
 * again, so the one it knows is the last; a label that was set before that tells of an earlier end.
 */
export function endClaims(
  { timeline, told, incident, labelSetAt, record }: Sources,
  trigger: Policy['trigger'],
): Claim[] {
  const { mitigated, resolved } = trigger.labels;
  return [
    ...tagged(timeline, 'End time', 'timeline-tag', latest),
    ...written(told, 'end', 'description-field'),
    ...written(told, 'end', 'comment-field'),
    ...tagged(timeline, 'Impact mitigated', 'impact-tag', latest),
    ...labelled('mitigated-label', mitigated, labelSetAt.mitigated ?? record.mitigated, record),
    ...labelled('resolved-label', resolved, labelSetAt.resolved ?? record.resolved, record),
    ...written(told, 'end', 'timeline-words'),
    ...written(told, 'end', 'description-prose'),
    ...written(told, 'end', 'comment-prose'),
    ...(incident.closedAt === null ? [] : [fromTicket(incident.closedAt, 'when the incident was closed')]),
  ];
}

/** Whether people have written in a field when it ended, so that labels need not be asked. */
export function saysEnd(told: Told[]): boolean {
  return [...written(told, 'end', 'description-field'), ...written(told, 'end', 'comment-field')].some(
    ({ value }) => value !== null,
  );
}

function fromTicket(value: Instant, source: string): Claim {
  return { rank: 'ticket', value, says: null, source, confidence: 'fallback' };
}

type Choose = (a: TimelineEvent, b: TimelineEvent) => TimelineEvent;
const earliest: Choose = (a, b) => (b.occurredAt < a.occurredAt ? b : a);
const latest: Choose = (a, b) => (b.occurredAt > a.occurredAt ? b : a);

function tagged(
  timeline: TimelineEvent[],
  tag: string,
  rank: 'timeline-tag' | 'impact-tag',
  choose: Choose,
): Claim[] {
  const events = timeline.filter((event) => event.tags.some((one) => sameLabel(one, tag)));
  if (events.length === 0) return [];
  return [
    {
      rank,
      value: events.reduce(choose).occurredAt,
      says: null,
      source: `timeline event tagged "${tag}"`,
      confidence: rank === 'timeline-tag' ? 'stated' : 'inferred',
    },
  ];
}

function labelled(
  rank: 'mitigated-label' | 'resolved-label',
  label: string,
  setAt: Instant | null,
  { reopened }: EndRecord,
): Claim[] {
  if (setAt === null || (reopened !== null && setAt < reopened)) return [];
  return [
    { rank, value: setAt, says: null, source: `when the label "${label}" was set`, confidence: 'inferred' },
  ];
}

/**
 * What the texts of one rank say, in their order: comments come with the newest first. A text that tells of several
 * incidents says nothing of this one, and GitLab itself knows better when the ticket was opened.
 */
function written(told: Told[], side: 'start' | 'end', rank: SourceRank): Claim[] {
  return told.flatMap(({ place, reading }) => {
    const time = reading[side];
    if (time.local === null || rankOf(place, time) !== rank || time.confidence === 'fallback') return [];
    if (reading.findings.some(({ code }) => code === 'several-incidents')) return [];
    const where = whereIn(place, time.line);
    return [
      {
        rank,
        value: momentOf(time),
        says: asWritten(time),
        source: `${place.in === 'timeline' ? 'the words' : sourceOf(time)} ${placeWords(place)}${zoneWords(time)}`,
        confidence: rank.endsWith('-field') ? ('stated' as const) : ('inferred' as const),
        ...(where ? { where } : {}),
      },
    ];
  });
}

const field = 'field:';
const row = 'row:';

function rankOf({ in: place }: Told['place'], { source, confidence }: ReadTime): SourceRank {
  if (place === 'timeline') return 'timeline-words';
  const isField = confidence === 'stated' && source?.startsWith(field) === true;
  return `${place}-${isField ? 'field' : 'prose'}`;
}

/** A day alone is no moment. */
function momentOf({ value, precision }: ReadTime): Instant | null {
  return value === null || precision !== 'minute' ? null : new Date(value).toISOString();
}

function sourceOf({ source }: ReadTime): string {
  if (source === null) return 'a text';
  if (source.startsWith(field)) return `field "${source.slice(field.length)}"`;
  if (source.startsWith(row)) return `the row "${source.slice(row.length)}"`;
  return source === 'sentence' ? 'a sentence' : source;
}

function zoneWords({ zoneFrom, zone }: ReadTime): string {
  return zoneFrom === 'configured' ? ` (time zone ${zone ?? ''} by configuration)` : '';
}

function asWritten({ local, zone }: ReadTime): string | null {
  if (local === null) return null;
  return `${local.replace('T', ' ')} ${zone ?? '(no time zone)'}`;
}
