import type { Facts, TimelineEvent } from './facts.ts';
import { sameLabel } from './labels.ts';
import type { Policy } from './policy.ts';
import { severityLabelOf } from './severity.ts';
import type { Instant, IssueSnapshot, Severity } from './words.ts';

/** How sure a figure is: a field or tag says so, chosen from a timeline or label, or only ticket times. */
export type Confidence = 'stated' | 'inferred' | 'fallback';

/**
 * A value of the key information with its evidence; null when nothing tells it. `source` is a short
 * English phrase for people, such as `timeline event tagged "Start time"`.
 */
export type Figure<T> = { value: T; source: string; confidence: Confidence } | null;

/** The top table of a review, as far as GitLab's own data tell it. Durations in whole minutes. */
export type KeyInformation = {
  severity: Figure<Severity>;
  start: Figure<Instant>;
  end: Figure<Instant>;
  durationMinutes: Figure<number>;
};

/**
 * Severity, start, end and duration from labels, GitLab's severity field, timeline events and ticket
 * times. A ticket time that contradicts a better source is dropped rather than shown, and a duration
 * is computed or unknown, never negative.
 */
export function findKeyInformation(
  facts: Pick<Facts, 'incident' | 'timeline' | 'labelSetAt'>,
  trigger: Policy['trigger'],
): KeyInformation {
  const { start, end } = consistent(findStart(facts), findEnd(facts, trigger));
  return { severity: findSeverity(facts.incident), start, end, durationMinutes: findDuration(start, end) };
}

function findSeverity(incident: IssueSnapshot): Figure<Severity> {
  const label = severityLabelOf(incident.labels);
  if (label) return { value: label.severity, source: `label "${label.label}"`, confidence: 'stated' };
  if (incident.severity === null) return null;
  return { value: incident.severity, source: "the incident's severity field", confidence: 'stated' };
}

function findStart({
  timeline,
  incident,
}: Pick<Facts, 'incident' | 'timeline'>): NonNullable<Figure<Instant>> {
  return (
    tagged(timeline, 'Start time', 'stated', earliest) ??
    tagged(timeline, 'Impact detected', 'inferred', earliest) ?? {
      value: incident.createdAt,
      source: 'when the incident was opened',
      confidence: 'fallback',
    }
  );
}

function findEnd(
  { timeline, incident, labelSetAt }: Pick<Facts, 'incident' | 'timeline' | 'labelSetAt'>,
  trigger: Policy['trigger'],
): Figure<Instant> {
  const told =
    tagged(timeline, 'End time', 'stated', latest) ??
    tagged(timeline, 'Impact mitigated', 'inferred', latest);
  if (told) return told;
  if (labelSetAt.resolved !== null) {
    const source = `when the label "${trigger.labels.resolved}" was set`;
    return { value: labelSetAt.resolved, source, confidence: 'inferred' };
  }
  if (incident.closedAt === null) return null;
  return { value: incident.closedAt, source: 'when the incident was closed', confidence: 'fallback' };
}

/** Ticket times give way: an incident opened after its impact had ended says nothing about the start. */
function consistent(start: NonNullable<Figure<Instant>>, end: Figure<Instant>) {
  if (end === null || end.value >= start.value) return { start, end };
  if (start.confidence === 'fallback') return { start: null, end };
  if (end.confidence === 'fallback') return { start, end: null };
  return { start, end };
}

function findDuration(start: Figure<Instant>, end: Figure<Instant>): Figure<number> {
  if (!start || !end || end.value < start.value) return null;
  // GitLab shows times to the minute: the duration is that between the minutes people see.
  const minutes = minuteOf(end.value) - minuteOf(start.value);
  const weakest = weaker(start.confidence, end.confidence);
  return { value: minutes, source: `from ${start.source} to ${end.source}`, confidence: weakest };
}

function minuteOf(instant: Instant): number {
  return Math.floor(Date.parse(instant) / 60_000);
}

function weaker(a: Confidence, b: Confidence): Confidence {
  const order: Confidence[] = ['fallback', 'inferred', 'stated'];
  return order.find((one) => one === a || one === b) ?? 'fallback';
}

type Choose = (a: TimelineEvent, b: TimelineEvent) => TimelineEvent;
const earliest: Choose = (a, b) => (b.occurredAt < a.occurredAt ? b : a);
const latest: Choose = (a, b) => (b.occurredAt > a.occurredAt ? b : a);

function tagged(
  timeline: TimelineEvent[],
  tag: string,
  confidence: Confidence,
  choose: Choose,
): NonNullable<Figure<Instant>> | null {
  const events = timeline.filter((event) => event.tags.some((one) => sameLabel(one, tag)));
  if (events.length === 0) return null;
  return { value: events.reduce(choose).occurredAt, source: `timeline event tagged "${tag}"`, confidence };
}
