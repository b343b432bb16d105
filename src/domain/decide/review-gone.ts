import type { DomainEvent } from '../events.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { type Decision, ignored } from './decision.ts';
import { pursue } from './pursue.ts';

type Gone = Extract<DomainEvent, { kind: 'review.gone' }>;

/** A person deleted the review. It comes again only where somebody asks for one. */
export function reviewGone(event: Gone, known: Review | null, policy: Policy, now: Instant): Decision {
  if (!known) return ignored('the incident is not known');
  if (known.standing !== 'open' && known.standing !== 'closed') {
    return ignored(`the review is ${known.standing} by now`);
  }
  const deleted: Review = {
    ...known,
    standing: 'deleted',
    issue: null,
    openedAt: null,
    announcement: null,
    // What was found, and the comment that said so, went with it.
    checklist: null,
    driMissing: false,
    because: 'a person deleted the review',
  };
  const pursued = pursue(deleted, { policy, now, asked: event.unasked !== true, by: null });
  return { outcome: 'done', because: pursued.review.because, ...pursued };
}
