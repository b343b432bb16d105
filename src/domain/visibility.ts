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

/**
 * Whether everybody who can read a review may see the merge requests and deployments of a project. `mayRead`: the members
 * for whom they are where they are private; `members`: those who can read the review, which are all who can where it is
 * confidential or its project private.
 */
export function changesReadableByAll(
  { ofChanges }: Pick<ProjectFacts, 'ofChanges'>,
  mayRead: ReadonlySet<number>,
  review: Pick<ProjectFacts, 'visibility'> & { confidential: boolean; members: ReadonlySet<number> },
): boolean {
  const readers = review.confidential ? 'private' : review.visibility;
  if (ofChanges !== 'private') return order[ofChanges] >= order[readers];
  return readers === 'private' && [...review.members].every((member) => mayRead.has(member));
}

function isAnyNew(members: Members): boolean {
  return members === null || [...members.to].some((member) => !members.from.has(member));
}
