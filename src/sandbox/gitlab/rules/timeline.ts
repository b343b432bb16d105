import { type Issue, nextId, type TimelineEvent } from '../state.ts';
import { type Origin, stamp, type World } from '../world.ts';
import { systemNote } from './system-notes.ts';

/** Adds an entry to an incident's timeline. No webhook tells of it and `updated_at` does not move. */
export function addTimelineEvent(
  world: World,
  issue: Issue,
  entry: {
    note: string;
    occurredAt: string;
    tags?: readonly string[] | undefined;
    action?: string | undefined;
  },
  origin: Origin,
): TimelineEvent {
  const event: TimelineEvent = {
    id: nextId(world.db, 'timeline'),
    issueId: issue.id,
    authorId: origin.user.id,
    note: entry.note,
    action: entry.action ?? 'comment',
    occurredAt: entry.occurredAt,
    createdAt: stamp(world),
    tags: [...(entry.tags ?? [])],
  };
  world.db.timelineEvents.push(event);
  systemNote(world, issue, 'added an incident timeline event', origin);
  world.changed();
  return event;
}
