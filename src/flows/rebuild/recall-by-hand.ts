import { hasLabel } from '../../domain/labels.ts';
import { type Policy, watched } from '../../domain/policy.ts';
import { type RememberedIncident, rebuiltReview } from '../../domain/rebuild.ts';
import { isReviewTitle } from '../../domain/review-title.ts';
import type { IssueSnapshot } from '../../domain/words.ts';
import { canMoreRead, quietly } from '../can-more-read.ts';
import { findKnown } from '../find-rows.ts';
import { follow } from './follow.ts';
import { keepRow } from './keep-row.ts';
import { labelMoments, recallLabels } from './label-moments.ts';
import { referenceTo } from './report.ts';
import type { Run } from './run.ts';

/** Reviews that people opened, or that lost their marks: told by their titles and the incidents that they are related to. */
export async function recallByHand(titled: IssueSnapshot[], run: Run): Promise<void> {
  // The older one is the review, should people have opened two.
  for (const issue of titled.toSorted((a, b) => a.id - b.id)) {
    await run.attempt(`review ${referenceTo(issue)}`, issue.project.id, () => recall(issue, run));
    run.onProgress('reviews', run.taken.size);
  }
}

async function recall(issue: IssueSnapshot, run: Run): Promise<void> {
  const { deps, report, taken } = run;
  const { gitlab, storage, policy } = deps;
  const review = await follow(issue, () => true, gitlab);
  if (review.movedTo !== null || taken.has(review.id)) return;
  if ((await storage.reviewByIssue(review.project.id, review.id)) !== null) {
    taken.add(review.id);
    report.rebuilt.known += 1;
    return;
  }
  const related = await gitlab.relatedIssues({ project: review.project.id, iid: review.iid });
  let keeps: string | null = null;
  for (const incident of related.filter((one) => isIncident(one, policy()))) {
    const known = await findKnown(asSeen(incident), deps);
    if (!known?.review.issue) return await keep(review, incident, run);
    const { projectPath, iid } = known.review.issue;
    keeps ??= `${projectPath}#${iid}`;
  }
  if (keeps !== null) report.duplicates.push({ review: referenceTo(review), keeps });
}

function isIncident(issue: IssueSnapshot, policy: Policy): boolean {
  const isOne = issue.kind === 'incident' || hasLabel(issue.labels, policy.incident.label);
  return isOne && !isReviewTitle(issue.title) && issue.movedTo === null && watched(issue.project, policy);
}

export function asSeen(issue: IssueSnapshot) {
  return { kind: 'issue.changed' as const, issue, before: {}, by: null };
}

async function keep(review: IssueSnapshot, snapshot: IssueSnapshot, run: Run): Promise<void> {
  const { deps, report, taken } = run;
  const { gitlab, policy } = deps;
  const found: RememberedIncident = {
    incident: { project: snapshot.project.id, issue: snapshot.id, iid: snapshot.iid },
    snapshot,
    movedIncident: null,
    labelSetAt: labelMoments(await recallLabels(snapshot, policy(), gitlab)),
  };
  const readableByMore = await canMoreRead(snapshot.project.id, review.project.id, quietly(deps));
  const remembered = { issue: review, openedAt: review.createdAt, ours: false, readableByMore };
  const unwritten = { keyInformation: null, proof: null, met: [] };
  const rebuilt = rebuiltReview(found, { ...remembered, ...unwritten }, policy());
  const { kept } = await keepRow(rebuilt, deps);
  taken.add(review.id);
  report.rebuilt[kept.standing === 'closed' ? 'closed' : 'open'] += 1;
}
