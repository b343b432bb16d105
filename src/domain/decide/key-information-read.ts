import type { DomainEvent } from '../events.ts';
import { isOlder } from '../is-older.ts';
import type { Policy } from '../policy.ts';
import type { Review } from '../review.ts';
import type { Instant } from '../words.ts';
import { type Decision, ignored } from './decision.ts';
import { measure } from './measure.ts';
import { gathering, isKept, same } from './refresh.ts';

/**
 * What was found is kept, the incident is known as of that moment if nothing else is new about it, and how many were
 * affected is measured for the window that the review tells.
 */
export function keyInformationRead(
  { issue, keyInformation, window }: Extract<DomainEvent, { kind: 'key-information.read' }>,
  known: Review | null,
  policy: Policy,
  now: Instant,
): Decision {
  if (known === null || !isKept(known)) return ignored('no key information is ours to keep');
  const { snapshot } = known;
  const isLater = isOlder(snapshot.updatedAt, issue.updatedAt);
  const isSame = same({ ...issue, updatedAt: '' }, { ...snapshot, updatedAt: '' });
  const moved = isLater && isSame ? { ...snapshot, updatedAt: issue.updatedAt } : snapshot;
  const { figures, intents } = measure(known, window, policy, now);
  const isNew = moved !== snapshot || !same(keyInformation, known.keyInformation);
  if (!isNew && figures === known.figures && intents.length === 0) return ignored('nothing new');
  const review: Review = { ...known, snapshot: moved, keyInformation, figures };
  // What changed the incident may have come with a merge request or an alert.
  const gathered = isNew ? gathering(known, `read ${known.version}`, now) : [];
  return { outcome: 'done', because: known.because, review, intents: [...intents, ...gathered] };
}
