import { asStored } from '../domain/as-stored.ts';
import type { Known } from '../domain/decide/index.ts';
import type { DomainEvent } from '../domain/events.ts';
import { wasOverwritten } from '../domain/restore/restore.ts';
import type { Deps } from './deps.ts';

/**
 * The event without the texts that it tells of, but for a person's edit of a review; where one of ours has taken the
 * place of another than we had read for it, with that one. Who writes the same text for two others would have written
 * it for either.
 */
export async function withOverwritten(
  event: DomainEvent,
  known: Known,
  { storage, policy }: Pick<Deps, 'storage' | 'policy'>,
): Promise<DomainEvent> {
  if (event.kind !== 'issue.changed' || !event.edited) return event;
  const { edited, ...rest } = event;
  const isOurAct = event.by !== null && policy().botUsers.includes(event.by.id);
  if (known?.as !== 'review') return rest;
  if (!isOurAct) return event;
  const { previous, current } = edited;
  const writes = await storage.textWritesAs(known.review.incident, asStored(current));
  const write = writes.at(-1);
  if (write === undefined || !writes.every((one) => wasOverwritten(one, previous))) return rest;
  return { ...rest, overwrote: { write: write.id, previous } };
}
