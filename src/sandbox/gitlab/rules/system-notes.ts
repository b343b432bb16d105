import { type Issue, nextId } from '../state.ts';
import { type Origin, stamp, type World } from '../world.ts';

/** Leaves a note that GitLab itself writes. It fires no webhook and does not touch the issue. */
export function systemNote(world: World, issue: Issue, body: string, origin: Origin): void {
  world.db.notes.push({
    id: nextId(world.db, 'note'),
    issueId: issue.id,
    authorId: origin.user.id,
    body,
    system: true,
    internal: false,
    createdAt: stamp(world),
    updatedAt: stamp(world),
  });
}
