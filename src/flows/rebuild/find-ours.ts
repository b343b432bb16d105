import type { ProjectFacts } from '../../domain/facts.ts';
import { type ReviewMark, readMark } from '../../domain/mark.ts';
import type { Proof } from '../../domain/measure/read-proof.ts';
import { provenIn } from '../../domain/measured-block.ts';
import { isReviewTitle } from '../../domain/review-title.ts';
import type { IssueSnapshot } from '../../domain/words.ts';
import type { IssueWithText } from '../../ports/gitlab.ts';
import type { GitLabArchive } from '../../ports/gitlab-archive.ts';
import { snapshotOf } from '../intents/snapshot.ts';
import { readMade } from './read-made.ts';
import type { Run } from './run.ts';

/** `proof`: what its text proves to have been measured; null: nothing. */
export type Ours = { issue: IssueSnapshot; mark: ReviewMark; proof: Proof | null };

type Which = Parameters<GitLabArchive['issuesMade']>[0]['which'];

/**
 * The reviews of a project that we opened, told by author and mark, a page at a time. By author they are found
 * whatever people did to title and labels; those of a user that we were under an earlier token lead to that user by
 * title or label. `others` gets what is titled as a review and is not surely ours.
 */
export async function* findOurs(
  project: ProjectFacts,
  others: IssueSnapshot[],
  { deps, archive, users }: Run,
): AsyncGenerator<Ours[], void> {
  const [label = ''] = deps.policy().review.labels;
  const searches: Which[] = [...users].map((author) => ({ author }));
  // GitLab splits what it is asked for at commas.
  if (label !== '' && !label.includes(',')) searches.push({ label });
  searches.push({ titled: 'Incident Review' });
  const seen = new Set<number>();
  // What is found on the way may lead to one more search.
  for (const which of searches) {
    for await (const page of readMade({ project: project.id, which }, archive)) {
      const ours: Ours[] = [];
      for (const issue of page) {
        if (seen.has(issue.id)) continue;
        seen.add(issue.id);
        const mark = readMark(issue.description);
        if (mark !== null && (await isByUs(issue, users, deps.gitlab))) {
          ours.push({ issue: snapshotOf(issue), mark, proof: provenIn(issue.description) });
          if (!users.has(issue.author.id)) searches.push({ author: issue.author.id });
          users.add(issue.author.id);
        } else if (isReviewTitle(issue.title)) others.push(snapshotOf(issue));
      }
      if (ours.length > 0) yield ours;
    }
  }
}

/** Anybody can copy a mark. Of those whom we do not know, GitLab calls none a bot but those that tokens made. */
async function isByUs(
  { author }: IssueWithText,
  users: Set<number>,
  gitlab: Run['deps']['gitlab'],
): Promise<boolean> {
  return users.has(author.id) || (await gitlab.userByName(author.username))?.bot === true;
}
