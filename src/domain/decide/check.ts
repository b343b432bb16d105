import { untouchedChecklist } from '../checklist.ts';
import type { Intent } from '../intents.ts';
import { isOlder } from '../is-older.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { intentFor } from './decision.ts';

/**
 * A review is judged once people pause: five seconds after the last change of a burst. Changes of the same `sliceMs`, by
 * GitLab's clock, are judged together; whichever is followed by another slice leaves the judgement to that one. What is
 * told of a slice after that was judged is judged once more.
 */
const sliceMs = 2_500;
const quietMs = 5_000 + sliceMs;

/** The guidelines of a review are judged anew because of what changed at `at`: the row that knows it, and the intent. */
export function check(review: Review, at: Instant, now: Instant): { review: Review; intents: Intent[] } {
  const { standing, issue, keyInformation } = review;
  if (standing !== 'open' || issue === null || keyInformation === null) return { review, intents: [] };
  const checklist = review.checklist ?? untouchedChecklist;
  const { dueFor } = checklist;
  const isAwaited = dueFor !== null && sliceOf(dueFor) >= sliceOf(at);
  const notBefore = new Date(Date.parse(now) + quietMs).toISOString();
  return {
    review: { ...review, checklist: { ...checklist, dueFor: dueFor && isOlder(at, dueFor) ? dueFor : at } },
    intents: isAwaited ? [] : [{ ...checking(review, at, false), notBefore }],
  };
}

/** It was closed: what is open now stays open. */
export function checkAtClosing(review: Review, closedAt: Instant): Intent[] {
  const { issue, keyInformation } = review;
  return issue === null || keyInformation === null ? [] : [checking(review, closedAt, true)];
}

/** Whether a later change of the same burst is followed by a judgement of its own. */
export function isLeftToLater({ checklist }: Review, changedAt: Instant): boolean {
  const dueFor = checklist?.dueFor ?? null;
  return dueFor !== null && sliceOf(dueFor) > sliceOf(changedAt);
}

function checking({ incident, generation, version }: Review, changedAt: Instant, isClosing: boolean): Intent {
  const body = { kind: 'check-guidelines' as const, incident, changedAt, isClosing };
  const occurrence = isClosing ? `closed ${changedAt}` : `${sliceOf(changedAt)}:${version}`;
  return intentFor(incident, body, generation, occurrence);
}

function sliceOf(at: Instant): number {
  return Math.floor(Date.parse(at) / sliceMs);
}
