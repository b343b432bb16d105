import type { ProjectFacts } from './facts.ts';
import type { Visibility } from './words.ts';

const order: Record<Visibility, number> = { private: 0, internal: 1, public: 2 };

/**
 * Whether people who cannot read `from` can read `to`. Two private projects are compared by their
 * members; unknown members (null) count as more readers, because a leak cannot be taken back.
 */
export function readableByMore(
  from: ProjectFacts,
  to: ProjectFacts,
  members: { from: Set<number>; to: Set<number> } | null,
): boolean {
  if (from.id === to.id) return false;
  if (order[to.visibility] !== order[from.visibility]) return order[to.visibility] > order[from.visibility];
  if (to.visibility !== 'private') return false;
  if (members === null) return true;
  return [...members.to].some((member) => !members.from.has(member));
}
