import { isKept } from '../../domain/decide/refresh.ts';
import { nothingRecorded, type TimelineEvent } from '../../domain/facts.ts';
import { lastSet, sameLabel } from '../../domain/labels.ts';
import type { Recorded } from '../../domain/times/changes.ts';
import { momentsOf } from '../../domain/times/moments.ts';
import { tellTimes } from '../../domain/times/times-block.ts';
import type { Instant, IssueSnapshot } from '../../domain/words.ts';
import type { Deps } from '../deps.ts';
import { findChanges } from '../find-changes.ts';
import { orUnknown } from '../or-unknown.ts';
import type { Performer } from './performer.ts';

/**
 * Asks GitLab what it knows of the times of an incident: alerts, its record of labels, merge requests and deployments.
 * Four requests where nothing was reverted, up to twelve more once where something was. Writes nothing: whatever is new
 * comes into the review as everything else does.
 */
export const gatherTimes: Performer<'gather-times'> = async ({ incident: key }, _claimed, deps) => {
  const { storage, policy } = deps;
  const row = await storage.reviewOf(key);
  if (row === null || !isKept(row)) return { note: 'there is no key information to keep' };
  const { snapshot: incident } = row;
  const found = await orUnknown(() => readRecord(incident, deps));
  if (found === null) return { note: 'GitLab does not show the incident' };
  const { timeline, ...recorded } = found;
  const changes = await findChanges(incident, row.times, deps);
  const { trigger } = policy();
  const moments = momentsOf({
    sources: { incident, timeline, labelSetAt: row.labelSetAt, told: [], record: nothingRecorded },
    trigger,
    keyInformation: { start: null, end: null },
    window: { start: null, end: null },
    recorded,
  });
  const times = { ...recorded, ...changes, tells: tellTimes(moments, changes) };
  return { event: { kind: 'times.gathered', incident: key, times } };
};

async function readRecord(
  incident: IssueSnapshot,
  deps: Deps,
): Promise<Recorded & { timeline: TimelineEvent[] }> {
  const { gitlab } = deps;
  const timeline = await gitlab.timeline(incident.project.path, incident.id);
  const alerts = await gitlab.alertsRaised(incident.id);
  const mitigatedAt = await labelledMitigated(incident, timeline, deps);
  return { timeline, alertAt: alerts.toSorted()[0] ?? null, mitigatedAt };
}

/** By GitLab's own record: a scoped label takes the place of the one before. What was set before a reopening tells of an earlier end. */
async function labelledMitigated(
  { project, iid }: IssueSnapshot,
  timeline: TimelineEvent[],
  { gitlab, policy }: Deps,
): Promise<Instant | null> {
  if (timeline.some(({ tags }) => tags.some((tag) => sameLabel(tag, 'Impact mitigated')))) return null;
  const address = { project: project.id, iid };
  const set = lastSet(policy().trigger.labels.mitigated, await gitlab.labelEvents(address));
  if (set === null) return null;
  const states = await gitlab.stateEvents(address);
  const reopened = states.findLast(({ state }) => state === 'reopened');
  return reopened !== undefined && set.at < reopened.at ? null : set.at;
}
