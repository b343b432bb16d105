import type { CommentTopic } from '../../domain/comment-topics.ts';
import { isConfidential } from '../../domain/decide/retract.ts';
import type { Note } from '../../domain/events.ts';
import { mayLagBehind } from '../../domain/is-older.ts';
import { hashOfText, isAsWritten, readCommentMark } from '../../domain/mark.ts';
import { Problem } from '../../domain/problems.ts';
import type { IssueAddress } from '../../ports/gitlab.ts';
import type { ClaimedIntent } from '../../ports/storage.ts';
import { ensureCertain } from '../certain.ts';
import type { Deps } from '../deps.ts';
import { orNull } from '../or-null.ts';
import { ourUsers } from '../our-users.ts';
import { incidentNow } from '../read-now.ts';
import type { Performer } from './performer.ts';

/**
 * Ensures that the one comment on a review says what was found last: edited in place where we know it, else looked for
 * among our own by its mark, and written only where there is none. It is read directly before, and so is the incident:
 * one that a person has edited is left to them, one that a person took away is not put back, and of an incident that has
 * turned confidential nothing is said as it was found before.
 */
export const commentOnReview: Performer<'comment-on-review'> = async ({ incident }, claimed, deps) => {
  const row = await deps.storage.reviewOf(incident);
  const comment = row?.checklist?.comment ?? null;
  if (row?.issue == null || comment === null || comment.isTheirs)
    return { note: 'no comment is ours to write' };
  const { text } = comment;
  if (text === null) return { note: 'it is judged anew first' };
  const written = hashOfText(text);
  if (comment.written === written) return { note: 'it says so already' };
  // Who reads the review may read its comments; once it is hidden, it is judged anew.
  if (isConfidential(row) && !row.issue.confidential) return { note: 'the review is still to be hidden' };
  const shown = await incidentNow(row, claimed, deps);
  if (shown === null) return { note: 'the incident is gone' };
  if (shown.confidential && !row.snapshot.confidential) return { note: 'it is judged anew first' };
  const address = { project: row.issue.project, iid: row.issue.iid };
  const found = await orNull(() => find(address, comment.note, deps));
  if (found === null) return { note: 'the review is gone' };
  const [standing] = found;
  const event = { kind: 'review.commented' as const, incident, written };
  if (standing === undefined) {
    if (comment.note !== null) {
      ensureNoLag(claimed, deps);
      return { event: { ...event, note: comment.note, isTheirs: true } };
    }
    ensureCertain(claimed, deps);
    const { id } = await deps.gitlab.addNote(address, text);
    return { event: { ...event, note: id, isTheirs: false } };
  }
  const { id: note, body } = standing;
  if (!isAsWritten(body)) return { event: { ...event, note, isTheirs: true } };
  if (hashOfText(body) !== written) await deps.gitlab.changeNote({ ...address, note }, text);
  return { event: { ...event, note, isTheirs: false } };
};

/** A replica may not have seen yet what we have written lately. */
function ensureNoLag({ firstAttemptAt }: ClaimedIntent, { clock }: Pick<Deps, 'clock'>): void {
  if (mayLagBehind(firstAttemptAt, clock.now()))
    throw new Problem('gitlab-stale', 'our comment is not there, or not yet');
}

/** Our comment, or none; a review that was moved took it along under another number. */
async function find(address: IssueAddress, known: number | null, deps: Deps): Promise<Note[]> {
  const { gitlab } = deps;
  const note = known === null ? null : await orNull(() => gitlab.note({ ...address, note: known }));
  if (note !== null) return [note];
  const ours = await ourUsers(deps);
  const notes = await gitlab.notes(address);
  return notes.filter(
    ({ author, body }) => ours.includes(author.id) && isTheOne(readCommentMark(body)?.topic),
  );
}

function isTheOne(topic: CommentTopic | undefined): boolean {
  return topic === 'guidelines' || topic === 'left-alone';
}
