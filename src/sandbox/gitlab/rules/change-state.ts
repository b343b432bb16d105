import { type Issue, nextId } from '../state.ts';
import { type Origin, stamp, type World } from '../world.ts';
import { systemNote } from './system-notes.ts';

/**
 * Closes an issue. An incident is resolved by it, and that is told by a second event: one closure, two
 * deliveries. It is told once only, since a reopened incident stays `resolved`.
 */
export function closeIssue(world: World, issue: Issue, origin: Origin): void {
  if (issue.state === 'closed') return;
  const before = structuredClone(issue);
  issue.state = 'closed';
  issue.closedAt = stamp(world);
  issue.closedById = origin.user.id;
  touch(world, issue, origin);
  recordState(world, issue, 'closed', origin);
  const escalated = issue.escalationStatus;
  if (escalated !== null && escalated !== 'resolved') issue.escalationStatus = 'resolved';
  const resolvedNow = issue.escalationStatus !== escalated;
  if (resolvedNow) {
    systemNote(world, issue, 'changed the incident status to **Resolved** by closing the incident', origin);
  }
  tellIssue(world, 'close', before, issue, origin);
  if (resolvedNow) {
    world.emit({
      kind: 'issue',
      action: 'update',
      before,
      after: structuredClone(issue),
      origin,
      delayMs: world.settings.closureEchoMs,
      alsoChanged: { escalation_status: { previous: escalated, current: 'resolved' } },
    });
  }
}

export function reopenIssue(world: World, issue: Issue, origin: Origin): void {
  if (issue.state === 'opened') return;
  const before = structuredClone(issue);
  issue.state = 'opened';
  issue.closedAt = null;
  issue.closedById = null;
  touch(world, issue, origin);
  recordState(world, issue, 'reopened', origin);
  tellIssue(world, 'reopen', before, issue, origin);
}

export function touch(world: World, issue: Issue, origin: Origin): void {
  issue.updatedAt = stamp(world);
  issue.updatedById = origin.user.id;
}

/** Announces an act on an issue to the webhooks, with copies of before and after. */
export function tellIssue(
  world: World,
  action: 'open' | 'update' | 'close' | 'reopen',
  before: Issue | null,
  after: Issue,
  origin: Origin,
): void {
  world.emit({
    kind: 'issue',
    action,
    before: before && structuredClone(before),
    after: structuredClone(after),
    origin,
    delayMs: 0,
    alsoChanged: {},
  });
  world.changed();
}

function recordState(world: World, issue: Issue, state: 'closed' | 'reopened', origin: Origin): void {
  world.db.stateEvents.push({
    id: nextId(world.db, 'event'),
    issueId: issue.id,
    userId: origin.user.id,
    state,
    createdAt: stamp(world),
  });
}
