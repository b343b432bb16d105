import type { DomainEvent } from '../events.ts';
import { isOlder, mayLagBehind } from '../is-older.ts';
import type { Instant } from '../words.ts';

type Changed = Extract<DomainEvent, { kind: 'issue.changed' }>;
type Seen = { updatedAt: Instant; confidential: boolean };

/**
 * Whether an event tells less than is known of the same issue. Events come late and out of order, but what GitLab
 * itself shows is believed before an older stamp: where it tells of confidentiality, and where no replica can lag
 * behind what is known.
 */
export function isOverruled({ issue, found }: Changed, known: Seen, now: Instant): boolean {
  if (!isOlder(issue.updatedAt, known.updatedAt)) return false;
  return !found || (mayLagBehind(known.updatedAt, now) && !hidesMore(issue, known));
}

/** Only who says that less may be shown is worth asking GitLab for, however old that is. */
export function hidesMore(issue: Pick<Seen, 'confidential'>, known: Pick<Seen, 'confidential'>): boolean {
  return issue.confidential && !known.confidential;
}
