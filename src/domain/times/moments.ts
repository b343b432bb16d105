import type { Sources, TimelineEvent } from '../facts.ts';
import type { KeyInformation } from '../key-information.ts';
import { sameLabel } from '../labels.ts';
import type { ImpactWindow } from '../measure/window.ts';
import type { Policy } from '../policy.ts';
import { type Claim, endClaims, startClaims } from '../window-claims.ts';
import type { Instant } from '../words.ts';
import type { Recorded } from './changes.ts';
import type { Moment } from './moment.ts';

export const momentNames = ['start', 'detected', 'declared', 'responded', 'mitigated', 'resolved'] as const;

export type MomentName = (typeof momentNames)[number];

/** null: nobody tells it. */
export type Moments = Record<MomentName, Moment | null>;

type Told = {
  sources: Sources;
  trigger: Policy['trigger'];
  keyInformation: Pick<KeyInformation, 'start' | 'end'>;
  /** As the review tells it: a person may have corrected what was found. */
  window: ImpactWindow;
  recorded: Recorded;
};

/**
 * The moments of an incident, each from the best source that tells it. Start and end are those of the impact window, which
 * is chosen elsewhere. When the incident was opened is *declared*, and never taken for detection.
 */
export function momentsOf({ sources, trigger, keyInformation, window, recorded }: Told): Moments {
  const { timeline, incident } = sources;
  return {
    start: inWindow(window.start, keyInformation.start),
    detected: ofRank(startClaims(sources), 'impact-tag') ?? raised(recorded.alertAt),
    declared: { at: incident.createdAt, source: 'when the incident was opened', confidence: 'fallback' },
    responded: tagged(timeline, 'Response initiated') ?? acknowledged(timeline),
    mitigated:
      ofRank(endClaims(sources, trigger), 'impact-tag') ??
      labelled(recorded.mitigatedAt, trigger.labels.mitigated),
    resolved: inWindow(window.end, keyInformation.end),
  };
}

function inWindow(at: Instant | null, found: KeyInformation['start']): Moment | null {
  if (at === null) return null;
  if (at === found?.value) return { at, source: found.source, confidence: found.confidence };
  return { at, source: 'as a person wrote it in this review', confidence: 'stated' };
}

function ofRank(claims: Claim[], rank: Claim['rank']): Moment | null {
  const claim = claims.find((one) => one.rank === rank);
  if (claim === undefined || claim.value === null) return null;
  return { at: claim.value, source: claim.source, confidence: claim.confidence };
}

/** No title: fewer people may read an alert than its incident. */
function raised(alertAt: Instant | null): Moment | null {
  if (alertAt === null) return null;
  return { at: alertAt, source: 'when the first alert of the incident was raised', confidence: 'inferred' };
}

function labelled(at: Instant | null, label: string): Moment | null {
  return at === null ? null : { at, source: `when the label "${label}" was set`, confidence: 'inferred' };
}

function tagged(timeline: TimelineEvent[], tag: string): Moment | null {
  return earliest(
    timeline.filter(({ tags }) => tags.some((one) => sameLabel(one, tag))),
    `timeline event tagged "${tag}"`,
  );
}

/** GitLab's own words, which it enters when somebody sets the status of an incident. They are never translated. */
const acknowledgement = /^@\S+ changed the incident status to \*\*Acknowledged\*\*/;

function acknowledged(timeline: TimelineEvent[]): Moment | null {
  return earliest(
    timeline.filter(({ note }) => acknowledgement.test(note)),
    'timeline event of the status Acknowledged',
  );
}

function earliest(events: TimelineEvent[], source: string): Moment | null {
  const [at] = events.map(({ occurredAt }) => occurredAt).toSorted();
  return at === undefined ? null : { at, source, confidence: 'stated' };
}
