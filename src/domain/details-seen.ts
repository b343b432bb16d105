import type { Checklist } from './checklist.ts';
import { isOlder } from './is-older.ts';
import { hashOfText } from './mark.ts';
import { type ReviewText, readReviewText } from './review-text/review-text.ts';
import { partsOf, piecesOf } from './review-text/sections.ts';
import type { Instant } from './words.ts';

type Details = NonNullable<Checklist['details']>;

/** The Details of a review as they are read now. When they were changed since the last reading is not known: not before that. */
export function detailsRead(text: ReviewText, updatedAt: Instant, known: Checklist | null): Details {
  const hash = hashOfDetails(text);
  const before = known?.details ?? null;
  const lastCommentAt = known?.lastCommentAt ?? null;
  const seenAt = lastCommentAt !== null && isOlder(updatedAt, lastCommentAt) ? lastCommentAt : updatedAt;
  if (before === null) return { hash, editedAt: null, seenAt };
  return { hash, editedAt: before.hash === hash ? before.editedAt : before.seenAt, seenAt };
}

/** The same after an edit that GitLab told of, with its moment; what is known where it changed no Details. */
export function detailsEdited(
  { previous, current }: { previous: string; current: string },
  at: Instant,
  known: Checklist,
): Checklist['details'] {
  const hash = hashOfDetails(readReviewText(current));
  if (hash === hashOfDetails(readReviewText(previous))) return known.details;
  return { hash, editedAt: at, seenAt: at };
}

function hashOfDetails(text: ReviewText): string {
  const pieces = piecesOf(partsOf(text, 'Details'));
  return hashOfText(pieces.map(({ source }) => source).join('\n'));
}
