import { type Checklist, untouchedChecklist } from '../checklist.ts';
import type { DomainEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import { isOlder } from '../is-older.ts';
import { hashOfText } from '../mark.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { isLeftToLater } from './check.ts';
import { type Decision, ignored, intentFor, reviewIssueOf, tellApps } from './decision.ts';

const unwritten = { note: null, written: null, isTheirs: false };

type Checked = Extract<DomainEvent, { kind: 'guidelines.checked' }>;

/** What came of judging a review: its comment says it, and apps hear of what is met. */
export function guidelinesChecked(
  event: Checked,
  known: Review | null,
  policy: Policy,
  now: Instant,
): Decision {
  if (known === null || known.issue === null || known.issue.id !== event.review.id)
    return ignored('the review is another one by now');
  const { said, details, severityAgreed, changedAt, farewell } = event;
  // It turned confidential while it was judged.
  const text = known.snapshot.confidential && !event.ofConfidential ? null : event.comment;
  const checklist = known.checklist ?? untouchedChecklist;
  const before = checklist.comment ?? unwritten;
  const isLater = isOlder(known.issue.updatedAt, event.review.updatedAt);
  const review: Review = {
    ...known,
    // As we have just written or read it: its echo is no news.
    issue: isLater ? reviewIssueOf(event.review) : known.issue,
    checklist: {
      ...checklist,
      dueFor: isLeftToLater(known, changedAt) ? checklist.dueFor : null,
      said,
      met: Object.keys(said.verdicts).filter((id) => said.verdicts[id] === 'met'),
      comment: { ...before, text },
      details,
      severityAgreed,
      undoneClosingAt: farewell?.reopens ? changedAt : checklist.undoneClosingAt,
    },
  };
  return {
    outcome: 'done',
    because: 'the guidelines were judged',
    review,
    intents: [
      ...commentOn(review, now),
      ...sayFarewell(review, event),
      ...tellOfMet(checklist, review, changedAt, policy, now),
    ],
  };
}

/** Our mark is gone: that is all that the comment says, until it is back. */
export function guidelinesLeftAlone(
  { comment: text, changedAt }: Extract<DomainEvent, { kind: 'guidelines.left-alone' }>,
  known: Review | null,
  now: Instant,
): Decision {
  if (known === null) return ignored('there is no review');
  const checklist = known.checklist ?? untouchedChecklist;
  const dueFor = isLeftToLater(known, changedAt) ? checklist.dueFor : null;
  const comment = { ...(checklist.comment ?? unwritten), text };
  const review: Review = { ...known, checklist: { ...checklist, dueFor, said: null, comment } };
  return {
    outcome: 'done',
    because: 'the review is left to people',
    review,
    intents: commentOn(review, now),
  };
}

/** The comment was written, or is not ours to write any more. */
export function reviewCommented(
  { note, written, isTheirs }: Extract<DomainEvent, { kind: 'review.commented' }>,
  known: Review | null,
): Decision {
  const comment = known?.checklist?.comment;
  if (!known?.checklist || !comment) return ignored('there is no comment to keep');
  const now = isTheirs ? { ...comment, isTheirs } : { ...comment, note, written };
  const review: Review = { ...known, checklist: { ...known.checklist, comment: now } };
  const because = isTheirs ? 'the comment is a person’s by now' : 'the comment says what was found';
  return { outcome: 'done', because, review, intents: [] };
}

/** Nothing where it says that already. */
function commentOn({ incident, generation, checklist }: Review, now: Instant): Intent[] {
  const comment = checklist?.comment;
  if (!comment || comment.text === null || comment.isTheirs) return [];
  const shall = hashOfText(comment.text);
  if (comment.written === shall) return [];
  return [intentFor(incident, { kind: 'comment-on-review', incident }, generation, shall, now)];
}

function sayFarewell({ incident, generation }: Review, { farewell, changedAt }: Checked): Intent[] {
  if (farewell === null) return [];
  const body = { kind: 'tell-of-open-boxes' as const, incident, closedAt: changedAt, ...farewell };
  return [intentFor(incident, body, generation, changedAt)];
}

/** Each that is met by now and was not before. */
function tellOfMet(before: Checklist, review: Review, at: Instant, policy: Policy, now: Instant): Intent[] {
  const met = review.checklist?.met ?? [];
  return met.flatMap((id) => {
    if (before.met.includes(id)) return [];
    const because = `the guideline ${id} is met`;
    return tellApps(policy, review, 'guideline.met', `${id}:${at}`, now, because, id);
  });
}
