import { isBotName } from '../bots.ts';
import { type Checklist, untouchedChecklist } from '../checklist.ts';
import type { DomainEvent, Note } from '../events.ts';
import { isOlder } from '../is-older.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { check } from './check.ts';
import { type Decision, ignored } from './decision.ts';

/**
 * A person wrote on a review, or edited what stands there: what the discussion comes to is to be summed up after it.
 * Whoever edited our comment has taken it over.
 */
export function reviewDiscussed(
  { note }: Extract<DomainEvent, { kind: 'note.added' | 'note.edited' }>,
  known: Review,
  { botUsers }: Pick<Policy, 'botUsers'>,
  now: Instant,
): Decision {
  if (botUsers.includes(note.author.id) || isBotName(note.author.username))
    return ignored('no person wrote it');
  const checklist = known.checklist ?? untouchedChecklist;
  const discussed: Review = { ...known, checklist: { ...checklist, ...taken(checklist, note) } };
  const { review, intents } = check(discussed, note.at, now);
  return { outcome: 'done', because: known.because, review, intents };
}

function taken({ comment, lastCommentAt }: Checklist, { id, at }: Note): Partial<Checklist> {
  if (comment !== null && comment.note === id) return { comment: { ...comment, isTheirs: true } };
  return lastCommentAt !== null && isOlder(at, lastCommentAt) ? {} : { lastCommentAt: at };
}
