import type { BoxState } from '../boxes/box.ts';
import { type Ticked, tick } from '../boxes/tick.ts';
import type { Checklist, Said } from '../checklist.ts';
import { detailsRead } from '../details-seen.ts';
import { type Relabelled, relabelled, severityAgreed, severityToFollow } from '../follow-severity.ts';
import { hintsOn } from '../hints/index.ts';
import { hasLabel } from '../labels.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import { readReviewText } from '../review-text/review-text.ts';
import type { Instant, IssueSnapshot, Severity } from '../words.ts';
import { evaluate, type Judged } from './evaluate.ts';
import type { Evidence } from './evidence.ts';
import { leftAtClosing, type Report, reportOf } from './report.ts';
import { sayNow } from './said.ts';

/** Who closes a review once more so soon after we had opened it means it. */
const insistingWithinMs = 60 * 60_000;

/** What was read of a review. `related` null: the incident is hidden from people who are shown the review. */
export type Shown = { review: IssueSnapshot; description: string; related: IssueSnapshot[] | null };

/** `template`: the guidelines that it asks for by now. `closedAt` null: the review is open. */
export type Terms = {
  now: Instant;
  policy: Policy;
  template: ReadonlySet<string> | null;
  closedAt: Instant | null;
};

/** What a judgement comes to: what is to be written into the review, what is said of it, and what to remember. */
export type Judgement = {
  /** null: no box has to be set. */
  ticked: Ticked | null;
  /** null: the labels stay as they are. */
  follows: Relabelled | null;
  said: Said;
  report: Report;
  /** What was left when it was closed; null: it is open, or nobody is asked for anything. */
  left: Report | null;
  /** It is to be opened again for that. */
  reopens: boolean;
  details: NonNullable<Checklist['details']>;
  severityAgreed: Severity | null;
};

/** Judges a review that bears our mark. Pure, and linear in the length of its text. */
export function judge(row: Review, shown: Shown, { now, policy, template, closedAt }: Terms): Judgement {
  const { snapshot, checklist, announcement } = row;
  const agreed = checklist?.severityAgreed ?? null;
  const isWithheld = shown.related === null;
  const follows = isWithheld ? null : severityToFollow(agreed, shown.review, snapshot);
  // As it will be once the labels are written, in the same request.
  const labels = follows === null ? shown.review.labels : relabelled(shown.review.labels, follows);
  const review = { ...shown.review, labels };
  const text = readReviewText(shown.description);
  const details = detailsRead(text, review.updatedAt, checklist);
  const lastCommentAt = checklist?.lastCommentAt ?? null;
  const evidence: Evidence = {
    now,
    policy,
    text,
    template,
    review,
    incident: { issue: snapshot, withheld: isWithheld },
    related: shown.related,
    announced: { announcement },
    discussion: { lastCommentAt, detailsEditedAt: details.editedAt },
  };
  const judged = evaluate(evidence);
  const ticked = tick(shown.description, boxesFor(judged));
  const byPeople = Object.fromEntries((ticked?.theirs ?? []).map(({ id, stands }) => [id, stands]));
  const said = sayNow(judged, checklist?.said ?? null);
  const report = reportOf({ judged, changes: said.changes, byPeople, hints: hintsOn(evidence) });
  // Nobody is asked for a review that is not needed any more.
  const isAsked = closedAt !== null && !hasLabel(snapshot.labels, policy.trigger.notNeeded);
  return {
    ticked: ticked !== null && ticked.written.length > 0 ? ticked : null,
    follows,
    said,
    report,
    left: isAsked ? leftAtClosing(report) : null,
    reopens: closedAt !== null && policy.guidelines.reopen && isFirstClosing(checklist, closedAt),
    details,
    severityAgreed: isWithheld ? agreed : severityAgreed(agreed, review, snapshot),
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

function isFirstClosing(checklist: Checklist | null, closedAt: Instant): boolean {
  const undoneAt = checklist?.undoneClosingAt ?? null;
  return undoneAt === null || Date.parse(closedAt) - Date.parse(undoneAt) > insistingWithinMs;
}
