import type { BoxState } from '../../domain/boxes/box.ts';
import { tick } from '../../domain/boxes/tick.ts';
import { evaluate, type Judged } from '../../domain/check/evaluate.ts';
import type { Evidence } from '../../domain/check/evidence.ts';
import { leftAtClosing, reportOf } from '../../domain/check/report.ts';
import { sayNow } from '../../domain/check/said.ts';
import type { Checklist } from '../../domain/checklist.ts';
import { isLeftToLater } from '../../domain/decide/check.ts';
import { isConfidential } from '../../domain/decide/retract.ts';
import { detailsRead } from '../../domain/details-seen.ts';
import {
  type Relabelled,
  relabelled,
  severityAgreed,
  severityToFollow,
} from '../../domain/follow-severity.ts';
import { hintsOn } from '../../domain/hints/index.ts';
import { hasLabel } from '../../domain/labels.ts';
import { readMark } from '../../domain/mark.ts';
import type { Review, ReviewIssue } from '../../domain/review.ts';
import { type ReviewText, readReviewText } from '../../domain/review-text/review-text.ts';
import type { Instant, IssueSnapshot } from '../../domain/words.ts';
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

const insistingWithinMs = 60 * 60_000;

type Details = NonNullable<Checklist['details']>;

/** `related` null: the incident is hidden from people who are shown the review. */
type Shown = { review: IssueWithText; related: IssueSnapshot[] | null };

type Read = Shown & { text: ReviewText; details: Details };

/**
 * Judges a review by its guidelines and sets the boxes that are ours. Two requests read what is judged, the review last
 * and so directly before it is written, and one writes it where a box changes; what is said of it follows as an intent of
 * its own. Repeated, it finds nothing to write.
 */
export const checkGuidelines: Performer<'check-guidelines'> = async (body, claimed, deps) => {
  const { incident, changedAt, isClosing } = body;
  const { storage, templates } = deps;
  const row = await storage.reviewOf(incident);
  if (row?.issue == null || row.standing !== (isClosing ? 'closed' : 'open'))
    return { note: isClosing ? 'the review is open again' : 'there is no open review' };
  if (!isClosing && isLeftToLater(row, changedAt)) return { note: 'people are still at it' };
  const { issue, snapshot } = row;
  const shown = await orNull(() => read(row, issue, claimed, deps));
  if (shown === null) return { note: 'the incident or its review is gone' };
  const because = await whyNotJudge(row, shown.review, deps);
  if (because !== null) return { note: because };
  if (readMark(shown.review.description)?.incident.issue !== incident.issue) {
    const comment = templates.onReview('left-alone', { ...nothingFound, reopens: false }, row.incident);
    return {
      event: { kind: 'guidelines.left-alone', incident, changedAt, comment },
      note: 'our mark is gone from the review',
    };
  }

  const agreed = row.checklist?.severityAgreed ?? null;
  const isWithheld = shown.related === null;
  const follows = isWithheld ? null : severityToFollow(agreed, shown.review, snapshot);
  const review =
    follows === null ? shown.review : { ...shown.review, labels: relabelled(shown.review.labels, follows) };
  const text = readReviewText(review.description);
  const details = detailsRead(text, review.updatedAt, row.checklist);
  const evidence = gather(row, { ...shown, review, text, details }, deps);
  const judged = evaluate(evidence);
  const ticked = tick(review.description, boxesFor(judged));
  const byPeople = Object.fromEntries((ticked?.theirs ?? []).map(({ id, stands }) => [id, stands]));
  const said = sayNow(judged, row.checklist?.said ?? null);
  const report = reportOf({ judged, changes: said.changes, byPeople, hints: hintsOn(evidence) });
  // Nobody is asked for a review that is not needed any more.
  const isWaived = hasLabel(snapshot.labels, deps.policy().trigger.notNeeded);
  const left = leftAtClosing(report);
  const isOpen = left.todo.length + left.forAPerson.length > 0;
  const reopens = isClosing && deps.policy().guidelines.reopen && isFirstClosing(row, changedAt);
  // Where a box cannot be set any more, what is left is said all the same.
  const set = ticked !== null && ticked.written.length > 0 && isTaken(ticked.text) ? ticked : null;
  const written = await write(row, shown.review, set?.text ?? null, follows, deps);
  return {
    event: {
      kind: 'guidelines.checked',
      incident,
      changedAt,
      review: snapshotOf(written),
      ofConfidential: snapshot.confidential,
      said,
      comment: templates.onReview('guidelines', { ...report, reopens }, row.incident),
      details,
      severityAgreed: isWithheld ? agreed : severityAgreed(agreed, review, snapshot),
      farewell:
        isClosing && isOpen && !isWaived
          ? {
              text: templates.onReview('closed-with-boxes-open', { ...left, reopens }, row.incident),
              reopens,
            }
          : null,
    },
    note: asNote(set?.written ?? [], follows),
  };
};

/** Who closes it once more soon after we had opened it means it. */
function isFirstClosing({ checklist }: Review, closedAt: Instant): boolean {
  const undoneAt = checklist?.undoneClosingAt ?? null;
  return undoneAt === null || Date.parse(closedAt) - Date.parse(undoneAt) > insistingWithinMs;
}

/** Of a confidential incident with its review elsewhere, it is asked first who is shown which: two requests more. */
async function read(
  { snapshot, openedAt }: Review,
  { project, iid, updatedAt }: ReviewIssue,
  claimed: ClaimedIntent,
  deps: Deps,
): Promise<Shown> {
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

function gather(
  { snapshot, announcement, checklist }: Review,
  { text, review, related, details }: Read,
  { clock, policy, templates }: Pick<Deps, 'clock' | 'policy' | 'templates'>,
): Evidence {
  return {
    now: clock.now(),
    policy: policy(),
    text,
    template: templates.guidelinesOf(text.mark?.template ?? ''),
    review: snapshotOf(review),
    incident: { issue: snapshot, withheld: related === null },
    related,
    announced: { announcement },
    discussion: { lastCommentAt: checklist?.lastCommentAt ?? null, detailsEditedAt: details.editedAt },
  };
}

/** What each box shall be. Where only a person can tell, a tick of ours without evidence goes; where nobody asked, it stays. */
function boxesFor(judged: readonly Judged[]): Map<string, BoxState> {
  const states = {
    met: 'x',
    'not-met': ' ',
    'not-yet': ' ',
    'not-applicable': '~',
    'for-a-person': ' ',
  } as const;
  return new Map(
    judged.flatMap(({ id, verdict: { is } }): [string, BoxState][] =>
      is === 'needs-gitlab' ? [] : [[id, states[is]]],
    ),
  );
}

/** Nothing, or one request. */
async function write(
  row: Review,
  read: IssueWithText,
  text: string | null,
  follows: Relabelled | null,
  deps: Deps,
): Promise<IssueWithText> {
  const also = follows === null ? {} : { addLabels: [follows.add], removeLabels: follows.remove };
  if (text !== null) return await writeText(row, read, { text, also }, deps);
  if (follows === null) return read;
  return await deps.gitlab.changeIssue({ project: read.project.id, iid: read.iid }, also);
}

function asNote(written: string[], follows: Relabelled | null): string {
  const boxes = written.length === 0 ? 'every box is as it should be' : `boxes set: ${written.join(', ')}`;
  return follows === null ? boxes : `${boxes}; the label is ${follows.add} now, as on the incident`;
}
