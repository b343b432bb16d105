import { nothingRecorded, type ProjectFacts } from '../../domain/facts.ts';
import { findKeyInformation } from '../../domain/find-key-information.ts';
import type { KeyInformation } from '../../domain/key-information.ts';
import type { ReviewMark } from '../../domain/mark.ts';
import { watched } from '../../domain/policy.ts';
import { provenBy, type RememberedIncident, rebuiltReview } from '../../domain/rebuild.ts';
import type { Review } from '../../domain/review.ts';
import type { IssueSnapshot } from '../../domain/words.ts';
import { canMoreRead, quietly } from '../can-more-read.ts';
import type { Deps } from '../deps.ts';
import { findOurs, type Ours } from './find-ours.ts';
import { follow, issueOrNull } from './follow.ts';
import { keepRow } from './keep-row.ts';
import { labelMoments, recallLabels } from './label-moments.ts';
import { referenceTo } from './report.ts';
import type { Run } from './run.ts';

/** Brings back every review of a project that we opened; `others` gets what may be the work of people. */
export async function recallOurs(project: ProjectFacts, others: IssueSnapshot[], run: Run): Promise<void> {
  for await (const page of findOurs(project, others, run)) {
    const fresh: Ours[] = [];
    for (const one of page) {
      rememberMoments(one, run);
      if (!(await isKnown(one.issue, run))) fresh.push(one);
    }
    const incidents = await readIncidents(fresh, run.deps);
    for (const one of fresh) {
      await run.attempt(`review ${referenceTo(one.issue)}`, project.id, async () => {
        await recall(one, incidents.get(one.mark.incident.issue) ?? null, run);
      });
    }
    run.onProgress('reviews', run.taken.size);
  }
}

function rememberMoments({ issue: { createdAt }, mark: { incident } }: Ours, run: Run): void {
  const first = run.firstOpened.get(incident.project);
  if (first === undefined || createdAt < first) run.firstOpened.set(incident.project, createdAt);
  if (run.lastOpened === null || createdAt > run.lastOpened) run.lastOpened = createdAt;
}

/** An earlier call had brought it back. */
async function isKnown({ id, project }: IssueSnapshot, { deps, report, taken }: Run): Promise<boolean> {
  if ((await deps.storage.reviewByIssue(project.id, id)) === null) return false;
  if (!taken.has(id)) report.rebuilt.known += 1;
  taken.add(id);
  return true;
}

/** The incidents of a page of reviews as they are now, by their ids: a hundred at once, and not one by one. */
async function readIncidents(found: Ours[], { gitlab }: Deps): Promise<Map<number, IssueSnapshot>> {
  const incidents = new Map<number, IssueSnapshot>();
  for (const [project, marks] of Map.groupBy(found, ({ mark }) => mark.incident.project)) {
    const numbers = [...new Set(marks.map(({ mark }) => mark.incident.iid))];
    for (const incident of await gitlab.issuesByNumber(project, numbers)) {
      incidents.set(incident.id, incident);
    }
  }
  return incidents;
}

async function recall({ issue, mark, proof }: Ours, shown: IssueSnapshot | null, run: Run): Promise<void> {
  const { deps, report, taken } = run;
  const { gitlab, policy } = deps;
  const review = await follow(issue, () => true, gitlab);
  if (review.id !== issue.id && (await isKnown(review, run))) return;
  const { project, iid } = mark.incident;
  const first = shown ?? (await issueOrNull({ project, iid }, gitlab));
  if (first?.id !== mark.incident.issue) {
    report.unread.push({ review: referenceTo(issue), because: 'its incident is gone, or hidden from us' });
    return;
  }
  // Where an incident went that nobody watches, no row followed it before either.
  const snapshot = await follow(first, (place) => watched(place.project, policy()), gitlab);
  const keeps = await keptFor(snapshot, mark, deps);
  if (keeps?.issue) {
    const { projectPath, iid: number } = keeps.issue;
    report.duplicates.push({ review: referenceTo(review), keeps: `${projectPath}#${number}` });
    return;
  }
  const found: RememberedIncident = {
    incident: mark.incident,
    snapshot,
    movedIncident: snapshot.movedTo ?? (snapshot.id === first.id ? null : snapshot.id),
    labelSetAt: labelMoments(await recallLabels(snapshot, policy(), gitlab)),
  };
  const rebuilt = rebuiltReview(
    found,
    {
      issue: review,
      openedAt: issue.createdAt,
      ours: true,
      readableByMore: await canMoreRead(snapshot.project.id, review.project.id, quietly(deps)),
      keyInformation: await recallKeyInformation(found, mark, deps),
      proof,
      met: Object.keys(mark.boxes).filter((id) => mark.boxes[id] === 'x'),
    },
    policy(),
  );
  const { kept } = await keepRow(rebuilt, deps);
  taken.add(review.id);
  report.rebuilt[kept.standing === 'closed' ? 'closed' : 'open'] += 1;
  if (review.movedTo !== null) {
    report.unread.push({ review: referenceTo(review), because: 'it was moved to where we cannot see it' });
  }
}

/** The row of an incident with another review, by whichever of its places that one knows it. */
async function keptFor(
  snapshot: IssueSnapshot,
  { incident }: ReviewMark,
  { storage }: Deps,
): Promise<Review | null> {
  const rows = [
    await storage.reviewOf(incident),
    await storage.reviewOf({ project: snapshot.project.id, issue: snapshot.id }),
    await storage.reviewByMovedIncident(snapshot.id),
  ];
  return rows.find((row) => row?.issue) ?? null;
}

/** The timeline is read only where the rest does not explain what the mark proves. */
async function recallKeyInformation(
  { snapshot, labelSetAt }: RememberedIncident,
  mark: ReviewMark,
  { gitlab, policy }: Deps,
): Promise<KeyInformation> {
  const { trigger } = policy();
  const plainly = { incident: snapshot, timeline: [], labelSetAt, told: [], record: nothingRecorded };
  const told = findKeyInformation(plainly, trigger);
  const plain = provenBy(mark, told);
  const isExplained = [plain.start, plain.end].every((figure) => figure !== null);
  if (isExplained || (mark.cells.start === undefined && mark.cells.end === undefined)) return plain;
  const timeline = await gitlab.timeline(snapshot.project.path, snapshot.id);
  return provenBy(mark, findKeyInformation({ ...plainly, timeline }, trigger));
}
