import { countsOf } from './counts-told.ts';
import { differences } from './differences.ts';
import type { Sources } from './facts.ts';
import { minuteOf } from './impact-window.ts';
import type { Confidence, Figure, KeyInformation } from './key-information.ts';
import type { Policy } from './policy.ts';
import { severityLabelOf } from './severity.ts';
import { chooseWindow } from './window.ts';
import { type Claim, endClaims, startClaims } from './window-claims.ts';
import type { Instant, IssueSnapshot, Severity } from './words.ts';

/**
 * Each figure from the best source that tells it; the order is in `window-claims.ts`. What other sources say is kept
 * beside it. A source that contradicts a better one is passed over, and a duration is computed or unknown, never
 * negative.
 */
export function findKeyInformation(sources: Sources, trigger: Policy['trigger']): KeyInformation {
  const starts = startClaims(sources);
  const ends = endClaims(sources, trigger);
  const chosen = chooseWindow(starts, ends);
  const severity = findSeverity(sources.incident);
  const counts = countsOf(sources.told);
  const start = asFigure(chosen.start);
  const end = asFigure(chosen.end);
  const duration = findDuration(start, end);
  const durationMinutes = duration?.value ?? null;
  const { others, doubts } = differences({
    starts,
    ends,
    chosen,
    severity,
    durationMinutes,
    sources,
    counts,
  });
  return {
    customersAffected: counts.customersAffected.figure,
    requestsAffected: counts.requestsAffected.figure,
    severity,
    start,
    end,
    durationMinutes: duration,
    others,
    doubts,
  };
}

function findSeverity(incident: IssueSnapshot): Figure<Severity> {
  const label = severityLabelOf(incident.labels);
  if (label) return { value: label.severity, source: `label "${label.label}"`, confidence: 'stated' };
  if (incident.severity === null) return null;
  return { value: incident.severity, source: "the incident's severity field", confidence: 'stated' };
}

function asFigure(claim: Claim | null): Figure<Instant> {
  if (claim === null || claim.value === null) return null;
  const { value, source, confidence, where } = claim;
  return { value, source, confidence, ...(where ? { where } : {}) };
}

function findDuration(start: Figure<Instant>, end: Figure<Instant>): Figure<number> {
  if (!start || !end || end.value < start.value) return null;
  const minutes = minuteOf(end.value) - minuteOf(start.value);
  const weakest = weaker(start.confidence, end.confidence);
  return { value: minutes, source: `from ${start.source} to ${end.source}`, confidence: weakest };
}

function weaker(a: Confidence, b: Confidence): Confidence {
  const order: Confidence[] = ['fallback', 'inferred', 'stated'];
  return order.find((one) => one === a || one === b) ?? 'fallback';
}
