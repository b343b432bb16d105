import type { Intent } from '../intents.ts';
import { isOlder } from '../is-older.ts';
import type { Review } from '../review.ts';
import type { Instant, IssueSnapshot } from '../words.ts';
import { check } from './check.ts';
import { type Decision, ignored, intentFor } from './decision.ts';

/**
 * People write a timeline entry by entry: what changed is read once they pause. Changes of the same `sliceMs`, by
 * GitLab's clock, have one key; it is shorter than the pause, so that none of them comes after the reading.
 */
const quietMs = 10_000;
const sliceMs = 5_000;
/** Nobody waits for the times of an incident. */
const calmMs = 45_000;

/** Whether the key information of a review is ours to keep up with its incident: we wrote it, and people work on it. */
export function isKept({ standing, issue, keyInformation }: Review): boolean {
  return standing === 'open' && issue !== null && keyInformation !== null;
}

/** The incident has to be read again because of what changed at `at`. Nothing where nobody would write it. */
export function refresh(review: Review, at: Instant, now: Instant): Intent[] {
  if (!isKept(review)) return [];
  const notBefore = later(now, quietMs);
  const slice = Math.floor(Date.parse(at) / sliceMs);
  return [{ ...reading(review, at, slice), notBefore }];
}

/** The incident is read again at once. `occurrence` tells why apart from other times. */
export function reading(
  { incident, generation }: Review,
  changedAt: Instant | null,
  occurrence: number | string,
): Intent {
  const body = { kind: 'refresh-key-information' as const, incident, changedAt };
  return intentFor(incident, body, generation, occurrence);
}

/** GitLab is asked for the times of an incident. `occurrence` tells why apart from other times. */
export function gathering(review: Review, occurrence: string, now: Instant): Intent[] {
  if (!isKept(review)) return [];
  const { incident, generation } = review;
  const intent = intentFor(incident, { kind: 'gather-times', incident }, generation, occurrence);
  return [{ ...intent, notBefore: later(now, calmMs) }];
}

/**
 * The incident was changed since we knew it. What changed is not asked: a label, its text and a comment may all say when
 * it ended, and an event that told of the text may have been lost.
 */
export function refreshAfter(
  known: IssueSnapshot | undefined,
  shown: IssueSnapshot,
  review: Review,
  now: Instant,
): Intent[] {
  const isLater =
    known !== undefined && known.updatedAt !== shown.updatedAt && !isOlder(shown.updatedAt, known.updatedAt);
  return isLater ? refresh(review, shown.updatedAt, now) : [];
}

/** Nobody tells of timelines, of deployments, nor of comments that were deleted: now and then it is looked at. */
export function incidentDue(known: Review | null, now: Instant): Decision {
  if (known === null || !isKept(known)) return ignored('no key information is ours to keep');
  // GitLab tells nobody of links.
  const checked = check(known, now, now);
  const intents = [
    ...gathering(known, `due ${now}`, now),
    reading(known, null, `due ${now}`),
    ...checked.intents,
  ];
  return { outcome: 'done', because: 'it may say something else by now', review: checked.review, intents };
}

/** Nobody tells of links, of a due date that passes, nor of guidelines that are others by now. */
export function reviewDue(known: Review | null, now: Instant): Decision {
  if (known === null || !isKept(known)) return ignored('the review is not ours to judge');
  return { outcome: 'done', because: known.because, ...check(known, now, now) };
}

function later(now: Instant, ms: number): Instant {
  return new Date(Date.parse(now) + ms).toISOString();
}

/** Whether two values say the same, in whatever order their keys are. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** What comes out of the database may have its keys in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, one]): [string, unknown] => [key, sorted(one)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
