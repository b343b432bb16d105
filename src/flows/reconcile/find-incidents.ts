import type { DomainEvent, LabelMoments } from '../../domain/events.ts';
import type { ProjectFacts } from '../../domain/facts.ts';
import { hasLabel, lastSet } from '../../domain/labels.ts';
import type { Review } from '../../domain/review.ts';
import { isKnownState } from '../../domain/same-state.ts';
import { cameFarEnoughAt, farEnough } from '../../domain/stage.ts';
import type { Instant, IssueSnapshot } from '../../domain/words.ts';
import type { Deps } from '../deps.ts';
import { findKnown } from '../find-rows.ts';
import { beginAt, readCursor } from './cursor.ts';
import { readChanged } from './read-changed.ts';

export type Looked = { events: DomainEvent[]; from: Instant | null; until: Instant };

/**
 * Incidents of a project that changed since we last looked and that are shown otherwise than we know them.
 * The first time there is nothing to look back to, unless a person asks for it.
 */
export async function findIncidents(
  project: ProjectFacts,
  since: Instant | null,
  now: Instant,
  deps: Deps,
): Promise<Looked> {
  const cursor = await readCursor('incidents', project.id, now, deps.storage);
  if (cursor === null && since === null) return { events: [], from: null, until: now };
  const from = beginAt(cursor ?? now, since);
  const { label } = deps.policy().incident;
  const searches = [{ type: 'incident' as const }, ...(canBeSearched(label) ? [{ label }] : [])];
  const found: IssueSnapshot[] = [];
  let until = now;
  for (const which of searches) {
    const read = await readChanged({ project: project.id, which, after: from, before: now }, deps.gitlab);
    found.push(...read.issues.filter((issue) => !found.some(({ id }) => id === issue.id)));
    if (read.until < until) until = read.until;
  }
  const events: DomainEvent[] = [];
  for (const issue of found) {
    const event = await asEvent(issue, since, deps);
    if (event) events.push(event);
  }
  return { events, from, until };
}

/** GitLab splits what it is asked for at commas. */
function canBeSearched(label: string): boolean {
  return !label.includes(',');
}

async function asEvent(issue: IssueSnapshot, since: Instant | null, deps: Deps): Promise<DomainEvent | null> {
  const plain = { kind: 'issue.changed' as const, issue, before: {}, by: null };
  const known = await findKnown(plain, deps);
  // It carries the label of an incident, but it is a review: those are looked through on their own.
  if (known?.as === 'review') return null;
  const row = known?.review ?? null;
  if (row && since === null && isKnownState(issue, row, deps.clock.now())) return null;
  return { ...plain, found: { labelSetAt: await momentsOf(issue, row, deps), since } };
}

/** When labels were set is asked only where it decides whether the incident is old, or whether a review was asked for. */
async function momentsOf(
  issue: IssueSnapshot,
  row: Review | null,
  { gitlab, policy }: Deps,
): Promise<LabelMoments> {
  const { trigger } = policy();
  const known = row?.labelSetAt ?? { mitigated: null, resolved: null };
  const isUndated = farEnough(issue, trigger) !== null && cameFarEnoughAt(issue, known, trigger) === null;
  const mayBeAsked = row === null && hasLabel(issue.labels, trigger.requestedBy);
  if (!isUndated && !mayBeAsked) return { ...known, requested: null };
  const events = await gitlab.labelEvents({ project: issue.project.id, iid: issue.iid });
  return {
    mitigated: known.mitigated ?? lastSet(trigger.labels.mitigated, events)?.at ?? null,
    resolved: known.resolved ?? lastSet(trigger.labels.resolved, events)?.at ?? null,
    requested: lastSet(trigger.requestedBy, events)?.at ?? null,
  };
}
