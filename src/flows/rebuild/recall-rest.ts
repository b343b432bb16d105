import { wishFor } from '../../domain/decide/wish.ts';
import type { ProjectFacts } from '../../domain/facts.ts';
import { watchingSince } from '../../domain/policy.ts';
import { leftAlone, type RememberedIncident, rebuiltIncident, rebuiltWaiver } from '../../domain/rebuild.ts';
import type { Review } from '../../domain/review.ts';
import type { Instant, IssueSnapshot } from '../../domain/words.ts';
import { findKnown } from '../find-rows.ts';
import { readChanged } from '../reconcile/read-changed.ts';
import { mention } from '../reconcile/report.ts';
import { keepRow } from './keep-row.ts';
import { labelMoments, recallLabels } from './label-moments.ts';
import { asSeen } from './recall-by-hand.ts';
import { referenceTo } from './report.ts';
import type { Run } from './run.ts';

/**
 * Incidents of a project that have no review: waived ones, those whose review must have been deleted, and those that
 * had come to their end before our last act, so that their closure was told of. What becomes of all others follows
 * from what they are. `lookBackTo`: what came far enough since then and needs a review may just not have got it yet.
 */
export async function recallRest(project: ProjectFacts, lookBackTo: Instant, run: Run): Promise<void> {
  const { attempt, onProgress } = run;
  let count = 0;
  for await (const incident of readIncidents(project, run)) {
    await attempt(`incident ${referenceTo(incident)}`, project.id, () => recall(incident, lookBackTo, run));
    count += 1;
    if (count % 100 === 0) onProgress(`incidents of ${project.path}`, count);
  }
}

/** Whatever happened to an incident since we watch its project has changed it since then. */
async function* readIncidents(project: ProjectFacts, { deps, report }: Run): AsyncGenerator<IssueSnapshot> {
  const { label } = deps.policy().incident;
  const seen = new Set<number>();
  for (const which of [{ type: 'incident' as const }, ...(label.includes(',') ? [] : [{ label }])]) {
    let after: Instant = watchingSince(project, deps.policy());
    while (after < report.at) {
      const search = { project: project.id, which, after, before: report.at };
      const { issues, until } = await readChanged(search, deps.gitlab);
      const fresh = issues.filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      yield* fresh;
      after = until;
    }
  }
}

async function recall(snapshot: IssueSnapshot, lookBackTo: Instant, run: Run): Promise<void> {
  const { deps, report } = run;
  const { gitlab, policy } = deps;
  if (snapshot.movedTo !== null || (await findKnown(asSeen(snapshot), deps)) !== null) return;
  const labels = await recallLabels(snapshot, policy(), gitlab);
  const found: RememberedIncident = {
    incident: { project: snapshot.project.id, issue: snapshot.id, iid: snapshot.iid },
    snapshot,
    movedIncident: null,
    labelSetAt: labelMoments(labels),
  };
  const row = rebuiltIncident(found, policy());
  const wish = wishFor(row, policy(), false);
  if (wish.what === 'waive') {
    const { at, by } = labels.notNeeded ?? { at: snapshot.updatedAt, by: null };
    const notes = await gitlab.notes({ project: snapshot.project.id, iid: snapshot.iid });
    await keep(rebuiltWaiver(found, { at, by, notes }, policy()), run);
    report.waived += 1;
  }
  if (wish.what === 'review') {
    const because = await whyNone(row, lookBackTo, run);
    if (because === null) return;
    await keep(leftAlone(row, because), run);
    report.leftAlone.push(mention(snapshot, because));
  }
  if (wish.what === 'nothing' || wish.what === 'ask-severity') {
    if (wasTold(row, run)) await keep({ ...row, because: wish.because }, run);
  }
}

function wasTold({ snapshot: { state, closedAt } }: Review, { lastOpened }: Run): boolean {
  return state === 'closed' && closedAt !== null && lastOpened !== null && closedAt < lastOpened;
}

/** null: it may still be to come. */
async function whyNone(
  { snapshot, reachedAt }: Review,
  lookBackTo: Instant,
  { archive, users }: Run,
): Promise<string | null> {
  const address = { project: snapshot.project.id, iid: snapshot.iid };
  if (await archive.wasRelatedBy([...users], address)) return 'a person deleted the review';
  const isOld = reachedAt !== null && reachedAt < lookBackTo;
  return isOld ? `it came to its end before ${lookBackTo} and has no review` : null;
}

async function keep(review: Review, { deps }: Run): Promise<void> {
  await keepRow({ review, intents: [], announcedAs: null, evidence: [] }, deps);
}
