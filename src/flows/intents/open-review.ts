import { wishFor } from '../../domain/decide/wish.ts';
import { notTooEarly } from '../../domain/due-date.ts';
import type { IntentBody } from '../../domain/intents.ts';
import { isOlder } from '../../domain/is-older.ts';
import { readMark } from '../../domain/mark.ts';
import { Problem } from '../../domain/problems.ts';
import type { ReviewPlan } from '../../domain/review.ts';
import { withhold } from '../../domain/withhold.ts';
import type { IncidentKey, Instant } from '../../domain/words.ts';
import type { IssueDraft, IssueWithText } from '../../ports/gitlab.ts';
import type { ClaimedIntent } from '../../ports/storage.ts';
import { canMoreRead, canMoreReadConfidential } from '../can-more-read.ts';
import { ensureCertain } from '../certain.ts';
import type { Deps } from '../deps.ts';
import { learnHidden } from '../learn-hidden.ts';
import { ourUsers } from '../our-users.ts';
import { orNotYet } from '../read-fresh.ts';
import type { Performed, Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

type OpenReview = Extract<IntentBody, { kind: 'open-review' }>;

/** GitLab's clock and ours may differ; doctor complains from five minutes on. */
const clockSlackMs = 10 * 60_000;

/**
 * Writes the review. GitLab has no key that would make the write safe to repeat, so whenever an
 * earlier attempt may have got through, what we wrote is looked for first: by author and mark, not by
 * label, which GitLab drops when the token's role is too low. Time may have passed since the plan was
 * made: it is carried out only while it is still wanted, and never less confidential than the incident.
 */
export const openReview: Performer<'open-review'> = async (body, claimed, deps) => {
  const { incident, plan, attempt } = body;
  if (claimed.maybeDoneAt !== null || attempt > 1) {
    const written = await findWritten(body, claimed.firstAttemptAt, deps);
    if (written)
      return created(
        { incident, plan, review: written, overtaken: true },
        'an earlier attempt had opened it',
      );
    ensureCertain(claimed, deps);
  }
  // However lately the plan was made: a second is enough for turning confidential.
  const shown = await readIncident(body, claimed, deps);
  const row = await deps.storage.reviewOf(incident);
  if (row?.standing !== 'wanted' || row.attempt !== attempt) return { note: 'overtaken' };
  const fresh = snapshotOf(shown);
  const now = isOlder(fresh.updatedAt, row.snapshot.updatedAt) ? row.snapshot : fresh;
  const wish = wishFor({ ...row, snapshot: now }, deps.policy(), true);
  if (wish.what !== 'review') {
    return { event: { kind: 'plan.overtaken', incident, issue: fresh }, note: `overtaken: ${wish.because}` };
  }
  await learnHidden(shown, row.snapshot, deps);
  const isHidden = now.confidential || row.snapshot.confidential;
  // Projects, too, may have been opened to more people since the plan was made.
  const confidential =
    plan.asked.confidential || isHidden || (await canMoreRead(body.at.project, plan.project, deps));
  const fit = isHidden ? await fitForReaders(body, deps) : plan;
  const dueDate =
    plan.asked.dueDate && notTooEarly(plan.asked.dueDate, deps.clock.now(), deps.policy().calendar);
  const values = { ...fit.values, dueDate: dueDate ?? plan.values.dueDate };
  const draft = await write({ ...fit, values, asked: { ...fit.asked, confidential, dueDate } }, deps);
  const review = await deps.gitlab.createIssue(plan.project, draft);
  const { labels, assignee } = draft;
  const asked = { labels, assignee, dueDate, confidential: draft.confidential };
  const overtaken = isOlder(plan.asOf, shown.updatedAt);
  return created({ incident, plan: { ...fit, values, asked }, review, overtaken });
};

/** Of a confidential incident nothing is written where people read it to whom GitLab does not show the incident. */
async function fitForReaders({ at, plan }: OpenReview, deps: Deps): Promise<ReviewPlan> {
  const more = await canMoreReadConfidential(at.project, plan.project, deps);
  return more ? withhold(plan, deps.policy()) : plan;
}

/** Perhaps as it was before: who asks compares it with the row. */
async function readIncident({ at }: OpenReview, claimed: ClaimedIntent, deps: Deps): Promise<IssueWithText> {
  const read = () => deps.gitlab.issue({ project: at.project, iid: at.iid });
  return await orNotYet({ createdAt: null }, claimed, deps, read);
}

type Created = { incident: IncidentKey; plan: ReviewPlan; review: IssueWithText; overtaken: boolean };

function created({ review, ...rest }: Created, note?: string): Performed {
  return { event: { kind: 'review.created', review: snapshotOf(review), ...rest }, note: note ?? review.url };
}

async function findWritten(
  { incident, plan, attempt, at }: OpenReview,
  firstAttemptAt: Instant,
  deps: Deps,
): Promise<IssueWithText | null> {
  // An earlier plan may have been written at any time since the incident was opened.
  const row = await deps.storage.reviewOf(incident);
  const moments = [attempt > 1 ? row?.snapshot.createdAt : row?.snapshot.closedAt, firstAttemptAt];
  // Of GitLab's moment and ours the earlier: our clock may have been ahead when we tried first.
  const since = moments.filter((at) => typeof at === 'string').sort()[0] ?? firstAttemptAt;
  const createdAfter = new Date(Date.parse(since) - clockSlackMs).toISOString();
  for (const author of await ourUsers(deps)) {
    const issues = await deps.gitlab.issuesBy({ project: plan.project, author, createdAfter });
    const ours = issues.find(({ description, movedTo }) => {
      // The review that went from here was deleted where it went: its old place is not it.
      if (movedTo !== null && (row?.generation ?? 0) > 0) return false;
      const marked = readMark(description)?.incident;
      return marked?.project === incident.project && marked.issue === incident.issue;
    });
    if (ours) return ours;
  }
  deps.log.debug({ incident: at.iid, createdAfter }, 'no earlier attempt had opened the review');
  return null;
}

const fromProject = 'gitlab:';

async function write(plan: ReviewPlan, deps: Deps): Promise<IssueDraft> {
  const { title, asked, template, values } = plan;
  const draft = { title, assignee: asked.assignee, dueDate: asked.dueDate };
  if (!template.startsWith(fromProject)) {
    const description = deps.templates.review(template, values);
    return { ...draft, description, labels: asked.labels, confidential: asked.confidential };
  }
  const content = await projectTemplate(plan.project, template.slice(fromProject.length), deps);
  const written = deps.templates.projectReview(content, values, template);
  return {
    ...draft,
    description: written.description,
    labels: [...new Set([...asked.labels, ...written.labels])],
    confidential: asked.confidential || written.confidential,
  };
}

async function projectTemplate(project: number, name: string, { gitlab }: Deps): Promise<string> {
  try {
    return await gitlab.issueTemplate(project, name);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'gitlab-not-found') throw error;
    throw new Problem(
      'template-missing',
      `.gitlab/issue_templates/${name}.md is not in the project of the reviews`,
      { cause: error },
    );
  }
}
