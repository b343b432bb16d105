import type { Change, Changes, MergeRequest } from '../domain/times/changes.ts';
import { isSameChange, revertAmong } from '../domain/times/reverts.ts';
import { shipmentsAfter } from '../domain/times/shipments.ts';
import type { Instant, IssueSnapshot } from '../domain/words.ts';
import type { Deps } from './deps.ts';
import { orUnknown } from './or-unknown.ts';

type Merged = MergeRequest & { mergedAt: Instant };

/**
 * The merge request that was reverted because of an incident, its revert, and when both reached production. What GitLab
 * does not let us read is not known. `known`: what was found before; a deployment stays the first one.
 */
export async function findChanges(
  { project, iid }: IssueSnapshot,
  known: Changes | null,
  { gitlab }: Deps,
): Promise<Changes> {
  const related = await orUnknown(() => gitlab.relatedMergeRequests({ project: project.id, iid }));
  const found = revertAmong(related ?? []);
  if (found === null) return { cause: null, revert: null };
  const { revert, reverted } = found;
  const cause =
    related?.find((one) => isSameChange(one, reverted)) ??
    // A number outlives that the project is renamed.
    (await orUnknown(() =>
      gitlab.mergeRequest(reverted.path === revert.path ? revert.project : reverted.path, reverted.iid),
    ));
  return {
    cause: cause && isMerged(cause) ? await changeOf(cause, known?.cause ?? null, gitlab) : null,
    revert: await changeOf(revert, known?.revert ?? null, gitlab),
  };
}

function isMerged(one: MergeRequest): one is Merged {
  return one.mergedAt !== null;
}

async function changeOf(
  { project, path, iid, mergedAt }: Merged,
  known: Change | null,
  gitlab: Deps['gitlab'],
): Promise<Change> {
  const isKnown = known?.project === project && known.iid === iid;
  const shipped = (isKnown ? known.shipped : null) ?? (await shippedAt({ project, iid, mergedAt }, gitlab));
  return { project, path, iid, mergedAt, shipped };
}

async function shippedAt(
  { project, iid, mergedAt }: Pick<Merged, 'project' | 'iid' | 'mergedAt'>,
  gitlab: Deps['gitlab'],
): Promise<Change['shipped']> {
  const deployments = await orUnknown(() => gitlab.deploymentsSince(project, mergedAt));
  for (const shipment of shipmentsAfter(mergedAt, deployments ?? [])) {
    const came = await orUnknown(() => gitlab.shippedWith(project, shipment.deployment));
    if (came?.includes(iid)) return shipment;
  }
  return null;
}
