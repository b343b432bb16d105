import type { MergeRequest } from './changes.ts';

type Address = { path: string; iid: number };

/** A merge request that was merged to take another one back, and which one that is. */
export type Revert = { revert: MergeRequest & { mergedAt: string }; reverted: Address };

/** GitLab's own words, in a line of their own. */
const words = /^This reverts merge request (?:([\w.-]+(?:\/[\w.-]+)+))?!(\d{1,12})\b/gm;
const ofRevert = /^Revert "Revert "/;

/**
 * The revert by which an incident was ended, among the merge requests that are related to it: a merged one that says in
 * GitLab's words what it reverts. null: there is none, or they revert different merge requests and nobody says which
 * of them was the cause. Of several that revert the same one the first. What brings back something that was reverted is
 * no revert.
 */
export function revertAmong(related: readonly MergeRequest[]): Revert | null {
  const reverts = related.flatMap(asRevert);
  const ofChanges = reverts.filter(
    ({ reverted }) => !reverts.some(({ revert }) => isSameChange(revert, reverted)),
  );
  const [first, ...others] = ofChanges.toSorted((a, b) => (a.revert.mergedAt < b.revert.mergedAt ? -1 : 1));
  if (first === undefined || others.some(({ reverted }) => !isSameChange(reverted, first.reverted)))
    return null;
  return first;
}

function asRevert(one: MergeRequest): Revert[] {
  const { mergedAt, title, path } = one;
  if (mergedAt === null || ofRevert.test(title)) return [];
  const named = revertedIn(one.description, path);
  const [reverted] = named;
  if (reverted === undefined || named.some((other) => !isSameChange(other, reverted))) return [];
  return [{ revert: { ...one, mergedAt }, reverted }];
}

function revertedIn(description: string, own: string): Address[] {
  return [...description.matchAll(words)].map(([, path = own, iid]) => ({ path, iid: Number(iid) }));
}

/** Whether both name the same merge request. */
export function isSameChange(a: Address, b: Address): boolean {
  return a.iid === b.iid && a.path.toLowerCase() === b.path.toLowerCase();
}
