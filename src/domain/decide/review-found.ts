import type { DomainEvent } from '../events.ts';
import { isOlder } from '../is-older.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { type Decision, ignored } from './decision.ts';
import { adopt } from './facts-gathered.ts';
import { firstSeen } from './first-seen.ts';

/** A review that a person opened is taken into care, whether or not the policy would have asked for one. */
export function reviewFound(
  { issue, existing }: Extract<DomainEvent, { kind: 'review.found' }>,
  known: Review | null,
  policy: Policy,
  now: Instant,
): Decision {
  if (known?.issue) return ignored('the incident has a review already');
  // Whoever opens one looks for what is there first.
  if (known?.standing === 'wanted') return ignored('a review is being opened');
  const row = known ?? firstSeen(issue);
  const snapshot = isOlder(issue.updatedAt, row.snapshot.updatedAt) ? row.snapshot : issue;
  return adopt({ ...row, snapshot, waiver: null }, existing, policy, now);
}
