import { readMark } from '../../domain/mark.ts';
import { Problem } from '../../domain/problems.ts';
import type { ReviewPlan } from '../../domain/review.ts';
import type { IncidentKey, Instant } from '../../domain/words.ts';
import type { IssueDraft, IssueWithText } from '../../ports/gitlab.ts';
import type { Deps } from '../deps.ts';
import { ourUsers } from '../our-users.ts';
import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/** GitLab's clock and ours may differ; doctor complains from five minutes on. */
const clockSlackMs = 10 * 60_000;

/**
 * Writes the review. GitLab has no key that would make the write safe to repeat, so whenever an
 * earlier attempt may have got through, what we wrote is looked for first: by author and mark, not by
 * label, which GitLab drops when the token's role is too low.
 */
export const openReview: Performer<'open-review'> = async ({ incident, at, plan }, claimed, deps) => {
  const { gitlab } = deps;
  let asked = plan.asked;
  if (claimed.attempts > 1) {
    const written = await findWritten(plan.project, incident, claimed.firstAttemptAt, deps);
    if (written) return created(incident, plan, written, 'an earlier attempt had opened it');
    // Time has passed since the facts were gathered: nothing confidential may become public by that.
    const fresh = await gitlab.issue({ project: at.project, iid: at.iid });
    asked = { ...asked, confidential: asked.confidential || fresh.confidential };
  }
  const draft = await write({ ...plan, asked }, deps);
  return created(incident, { ...plan, asked }, await gitlab.createIssue(plan.project, draft));
};

function created(incident: IncidentKey, plan: ReviewPlan, review: IssueWithText, note?: string) {
  return {
    event: {
      kind: 'review.created' as const,
      incident,
      review: snapshotOf(review),
      askedFor: plan.asked,
      furtherCandidates: plan.furtherCandidates,
    },
    note: note ?? review.url,
  };
}

async function findWritten(
  project: number,
  incident: IncidentKey,
  firstAttemptAt: Instant,
  deps: Deps,
): Promise<IssueWithText | null> {
  const createdAfter = new Date(Date.parse(firstAttemptAt) - clockSlackMs).toISOString();
  for (const author of await ourUsers(deps)) {
    const issues = await deps.gitlab.issuesBy({ project, author, label: null, createdAfter });
    const ours = issues.find(({ description }) => {
      const marked = readMark(description)?.incident;
      return marked?.project === incident.project && marked.issue === incident.issue;
    });
    if (ours) return ours;
  }
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
      {
        cause: error,
      },
    );
  }
}
