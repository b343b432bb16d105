import { asStored } from '../domain/as-stored.ts';
import { hashOfText, stamped } from '../domain/mark.ts';
import type { Review } from '../domain/review.ts';
import type { IssueChange, IssueWithText } from '../ports/gitlab.ts';
import type { Deps } from './deps.ts';

/** GitLab refuses a longer text. */
const longestText = 1_048_576;
/** `,"write":"0123456789abcdef"` */
const longestStamp = 27;

/** Whether GitLab takes a text of ours, with the stamp that its mark may still get. */
export function isTaken(text: string): boolean {
  return text.length + longestStamp <= longestText;
}

/**
 * The one way in which a review gets another text. `shown`: the review as it was read directly before, of which the text
 * was made. Its mark says which write it is. Both are kept before the write: GitLab has no lock, and only its webhook of
 * this write tells what was really overwritten. `restores`: the write whose overwritten edit the text brings back. `also`:
 * what is changed in the same request.
 */
export async function writeText(
  { incident }: Pick<Review, 'incident'>,
  shown: Pick<IssueWithText, 'project' | 'iid' | 'description'>,
  { text, restores = null, also = {} }: { text: string; restores?: number | null; also?: IssueChange },
  { storage, gitlab, clock }: Pick<Deps, 'storage' | 'gitlab' | 'clock'>,
): Promise<IssueWithText> {
  const base = shown.description;
  const description = stamped(text, hashOfText(JSON.stringify([base, text])));
  const write = { base, text: description, restores };
  await storage.keepTextWrite(incident, write, asStored(description), clock.now());
  return await gitlab.changeIssue({ project: shown.project.id, iid: shown.iid }, { ...also, description });
}
