import { type Issue, type Link, type LinkType, nextId } from '../state.ts';
import { type Origin, stamp, type World } from '../world.ts';
import { referenceTo } from './references.ts';
import { systemNote } from './system-notes.ts';

/** The link between two issues, whichever of them it was made from. */
function linkBetween(world: Pick<World, 'db'>, one: Issue, other: Issue): Link | undefined {
  return world.db.links.find(
    (link) =>
      (link.sourceId === one.id && link.targetId === other.id) ||
      (link.sourceId === other.id && link.targetId === one.id),
  );
}

/** Links two issues and says so in both, where each reader sees at least that a link exists. No webhook tells. */
export function createLink(
  world: World,
  source: Issue,
  target: Issue,
  type: LinkType,
  origin: Origin,
): Link | 'already-linked' {
  if (linkBetween(world, source, target)) return 'already-linked';
  const link: Link = {
    id: nextId(world.db, 'link'),
    sourceId: source.id,
    targetId: target.id,
    type,
    createdAt: stamp(world),
  };
  world.db.links.push(link);
  systemNote(world, source, `marked this issue as related to ${referenceTo(world, target, source)}`, origin);
  systemNote(world, target, `marked this issue as related to ${referenceTo(world, source, target)}`, origin);
  world.changed();
  return link;
}
