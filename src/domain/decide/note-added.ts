import type { DomainEvent } from '../events.ts';
import { isOlder } from '../is-older.ts';
import { readCommentMark } from '../mark.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import { type Decision, ignored } from './decision.ts';

type Added = Extract<DomainEvent, { kind: 'note.added' }>;

/** Longer reasons are cut: the whole stands in the comment. */
const reasonLimit = 500;

/** A person answered why no review is needed: the first comment after the label was set. */
export function noteAdded({ note }: Added, known: Review | null, policy: Policy): Decision {
  if (!known?.waiver) return ignored('nothing waits for a comment here');
  if (known.waiver.reason !== null) return ignored('a reason is given already');
  if (policy.botUsers.includes(note.author.id) || readCommentMark(note.body))
    return ignored('our own comment');
  if (isOlder(note.at, known.waiver.since)) return ignored('the comment is from before the label');
  const reason = note.body.trim().slice(0, reasonLimit);
  if (reason === '') return ignored('the comment is empty');
  const waiver = {
    ...known.waiver,
    // An internal comment is for fewer people than those who read why there is no review.
    reason: note.internal ? 'given in an internal comment' : reason,
    reasonBy: note.author.username,
  };
  return {
    outcome: 'done',
    because: 'a reason was given for having no review',
    review: { ...known, waiver },
    intents: [],
  };
}
