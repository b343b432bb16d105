import { isConfidential } from '../../domain/decide/retract.ts';
import { hashOfText, readCommentMark } from '../../domain/mark.ts';
import { Problem } from '../../domain/problems.ts';
import type { IssueAddress } from '../../ports/gitlab.ts';
import type { ClaimedIntent } from '../../ports/storage.ts';
import { ensureCertain } from '../certain.ts';
import type { Deps } from '../deps.ts';
import { ourUsers } from '../our-users.ts';
import type { Performer } from './performer.ts';

/**
 * Ensures that the one comment on a review says what was found last: edited in place where we know it, else looked for
 * among our own by its mark, and written only where there is none. One that a person took away is not put back.
 */
export const commentOnReview: Performer<'comment-on-review'> = async ({ incident }, claimed, deps) => {
  const row = await deps.storage.reviewOf(incident);
  const comment = row?.checklist?.comment ?? null;
  if (row?.issue == null || comment === null || comment.isTheirs)
    return { note: 'no comment is ours to write' };
  const written = hashOfText(comment.text);
  if (comment.written === written) return { note: 'it says so already' };
  // Who reads the review may read its comments; once it is hidden, it is judged anew.
  if (isConfidential(row) && !row.issue.confidential) return { note: 'the review is still to be hidden' };
  const address = { project: row.issue.project, iid: row.issue.iid };
  const note = comment.note ?? (await findOurs(address, deps));
  const event = { kind: 'review.commented' as const, incident, written };
  if (note === null)
    return { event: { ...event, note: await add(address, comment.text, claimed, deps), isGone: false } };
  const isThere = await change(address, note, comment.text, deps);
  return { event: { ...event, note, isGone: !isThere } };
};

async function findOurs(address: IssueAddress, deps: Deps): Promise<number | null> {
  const ours = await ourUsers(deps);
  const notes = await deps.gitlab.notes(address);
  const found = notes.find(
    ({ author, body }) => ours.includes(author.id) && readCommentMark(body)?.topic === 'guidelines',
  );
  return found?.id ?? null;
}

async function add(address: IssueAddress, text: string, claimed: ClaimedIntent, deps: Deps): Promise<number> {
  ensureCertain(claimed, deps);
  const { id } = await deps.gitlab.addNote(address, text);
  return id;
}

/** false: it is not there any more. */
async function change(address: IssueAddress, note: number, text: string, { gitlab }: Deps): Promise<boolean> {
  try {
    await gitlab.changeNote({ ...address, note }, text);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'gitlab-not-found') return false;
    throw error;
  }
}
