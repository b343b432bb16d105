import { type Judgement, judge } from '../../domain/check/judge.ts';
import { reportOf } from '../../domain/check/report.ts';
import { isLeftToLater } from '../../domain/decide/check.ts';
import { isConfidential } from '../../domain/decide/retract.ts';
import { readMark } from '../../domain/mark.ts';
import type { Review, ReviewIssue } from '../../domain/review.ts';
import type { IssueSnapshot } from '../../domain/words.ts';
import type { IssueWithText } from '../../ports/gitlab.ts';
import type { ClaimedIntent } from '../../ports/storage.ts';
import { canMoreReadConfidential, quietly } from '../can-more-read.ts';
import type { Deps } from '../deps.ts';
import { orNull } from '../or-null.ts';
import { ourUsers } from '../our-users.ts';
import { readFresh } from '../read-fresh.ts';
import { isTaken, writeText } from '../write-text.ts';
import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

const nothingFound = reportOf({ judged: [], changes: [], byPeople: {}, hints: [] });

/** `related` null: the incident is hidden from people who are shown the review. */
type Read = { review: IssueWithText; related: IssueSnapshot[] | null };

/**
 * Judges a review by its guidelines and sets the boxes that are ours. Two requests read what is judged, the review last
 * and so directly before it is written, and one writes it where a box changes; what is said of it follows as an intent of
 * its own. Repeated, it finds nothing to write.
 */
export const checkGuidelines: Performer<'check-guidelines'> = async (body, claimed, deps) => {
  const { incident, changedAt, isClosing } = body;
  const { storage, templates, clock, policy } = deps;
  const row = await storage.reviewOf(incident);
  if (row?.issue == null || row.standing !== (isClosing ? 'closed' : 'open'))
    return { note: isClosing ? 'the review is open again' : 'there is no open review' };
  if (!isClosing && isLeftToLater(row, changedAt)) return { note: 'people are still at it' };
  const { issue } = row;
  const shown = await orNull(() => read(row, issue, claimed, deps));
  if (shown === null) return { note: 'the incident or its review is gone' };
  const { review, related } = shown;
  const because = await whyNotJudge(row, review, deps);
  if (because !== null) return { note: because };
  const mark = readMark(review.description);
  if (mark?.incident.issue !== incident.issue) {
    const comment = templates.onReview('left-alone', { ...nothingFound, reopens: false }, row.incident);
    const event = { kind: 'guidelines.left-alone' as const, incident, changedAt, comment };
    return { event, note: 'our mark is gone from the review' };
  }

  const judgement = judge(
    row,
    { review: snapshotOf(review), description: review.description, related },
    {
      now: clock.now(),
      policy: policy(),
      template: templates.guidelinesOf(mark.template),
      closedAt: isClosing ? changedAt : null,
    },
  );
  const { said, report, left, reopens, details, severityAgreed } = judgement;
  const { shown: written, boxes } = await write(row, review, judgement, deps);
  const isLeft = left !== null && left.todo.length + left.forAPerson.length > 0;
  return {
    event: {
      kind: 'guidelines.checked',
      incident,
      changedAt,
      review: snapshotOf(written),
      ofConfidential: row.snapshot.confidential,
      said,
      comment: templates.onReview('guidelines', { ...report, reopens }, row.incident),
      details,
      severityAgreed,
      farewell: isLeft
        ? { text: templates.onReview('closed-with-boxes-open', { ...left, reopens }, row.incident), reopens }
        : null,
    },
    note: asNote(boxes, judgement),
  };
};

/** Of a confidential incident with its review elsewhere, it is asked first who is shown which: two requests more. */
async function read(
  { snapshot, openedAt }: Review,
  { project, iid, updatedAt }: ReviewIssue,
  claimed: ClaimedIntent,
  deps: Deps,
): Promise<Read> {
  const place = { project: snapshot.project.id, iid: snapshot.iid };
  const isWithheld =
    snapshot.confidential && (await canMoreReadConfidential(place.project, project, quietly(deps)));
  const related = isWithheld ? null : await deps.gitlab.relatedIssues(place);
  const review = await readFresh({ project, iid }, { createdAt: openedAt, updatedAt }, claimed, deps);
  return { review, related };
}

/** Why a review is not ours to judge, or not now; null: it is. */
async function whyNotJudge(row: Review, review: IssueWithText, deps: Deps): Promise<string | null> {
  if (review.movedTo !== null) return 'the review was moved';
  if (!(await ourUsers(deps)).includes(review.author.id)) return 'a person opened the review';
  return isConfidential(row) && !review.confidential ? 'the review is still to be hidden' : null;
}

/** Nothing, or one request; and the boxes that it set. Where GitLab would not take the text, what is left is said all the same. */
async function write(
  row: Review,
  review: IssueWithText,
  { ticked, follows }: Judgement,
  deps: Deps,
): Promise<{ shown: IssueWithText; boxes: string[] }> {
  const also = follows === null ? {} : { addLabels: [follows.add], removeLabels: follows.remove };
  if (ticked !== null && isTaken(ticked.text)) {
    const shown = await writeText(row, review, { text: ticked.text, also }, deps);
    return { shown, boxes: ticked.written };
  }
  if (follows === null) return { shown: review, boxes: [] };
  const address = { project: review.project.id, iid: review.iid };
  return { shown: await deps.gitlab.changeIssue(address, also), boxes: [] };
}

function asNote(written: string[], { follows }: Judgement): string {
  const boxes = written.length === 0 ? 'every box is as it should be' : `boxes set: ${written.join(', ')}`;
  return follows === null ? boxes : `${boxes}; the label is ${follows.add} now, as on the incident`;
}
