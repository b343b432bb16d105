import type { ProjectFacts } from './facts.ts';
import type { Visibility } from './words.ts';

/** Ids of members; null: nobody may tell. */
type Members = { from: Set<number>; to: Set<number> } | null;

const order: Record<Visibility, number> = { private: 0, internal: 1, public: 2 };

/**
 * Whether people who cannot read `from` can read `to`. Two private projects are compared by their
 * members; unknown members (null) count as more readers, because a leak cannot be taken back.
 */
export function readableByMore(from: ProjectFacts, to: ProjectFacts, members: Members): boolean {
  if (from.id === to.id) return false;
  if (order[to.visibility] !== order[from.visibility]) return order[to.visibility] > order[from.visibility];
  if (to.visibility !== 'private') return false;
  return isAnyNew(members);
}

/**
 * The same of what is confidential: GitLab shows it, but for those who are assigned, to members from Planner on, as
 * which `members` are given; however public the projects are.
 */
export function confidentialReadableByMore(
  from: Pick<ProjectFacts, 'id'>,
  to: Pick<ProjectFacts, 'id'>,
  members: Members,
): boolean {
  return from.id !== to.id && isAnyNew(members);
}

function isAnyNew(members: Members): boolean {
  return members === null || [...members.to].some((member) => !members.from.has(member));
}
