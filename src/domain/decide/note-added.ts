import { isBotName } from '../bots.ts';
import type { DomainEvent, Note } from '../events.ts';
import { isOlder } from '../is-older.ts';
import { readCommentMark } from '../mark.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { type Decision, ignored } from './decision.ts';
import { refresh } from './refresh.ts';

type Added = Extract<DomainEvent, { kind: 'note.added' }>;
type Edited = Extract<DomainEvent, { kind: 'note.edited' }>;

/** Longer reasons are cut: the whole stands in the comment. */
const reasonLimit = 500;

/** A person wrote on an incident: why no review is needed, if that was asked, or what belongs into its review. */
export function noteAdded(event: Added, known: Review | null, policy: Policy, now: Instant): Decision {
  const reason = reasonGiven(event, known, policy);
  return reason.outcome === 'done' ? reason : (readAgain(event.note, known, policy, now) ?? reason);
}

export function noteEdited({ note }: Edited, known: Review | null, policy: Policy, now: Instant): Decision {
  return readAgain(note, known, policy, now) ?? ignored('no review is written from it');
}

/** Only what everybody may read who reads the incident counts, and only what people write. null: nothing follows. */
function readAgain(note: Note, known: Review | null, policy: Policy, now: Instant): Decision | null {
  if (known === null || !isPublicWord(note, policy.botUsers)) return null;
  const intents = refresh(known, note.at, now);
  if (intents.length === 0) return null;
  return { outcome: 'done', because: 'a comment may tell something of it', review: null, intents };
}

/** Whether a note is a person's word to all who can read the incident. */
export function isPublicWord({ internal, author, body }: Note, botUsers: number[]): boolean {
  if (internal || botUsers.includes(author.id) || isBotName(author.username)) return false;
  return readCommentMark(body) === null;
}

/** A person answered why no review is needed: the first comment after the label was set. */
function reasonGiven({ note }: Added, known: Review | null, policy: Policy): Decision {
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
