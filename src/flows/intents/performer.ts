import type { DomainEvent } from '../../domain/events.ts';
import type { IntentBody, IntentKind } from '../../domain/intents.ts';
import type { ClaimedIntent } from '../../ports/storage.ts';
import type { Deps } from '../deps.ts';

/** What an act brought: an event that `decide` shall judge, and a note for the ledger. */
export type Performed = { event?: DomainEvent; note?: string };

/**
 * Carries out one kind of intent. `claimed.maybeDoneAt` means that an earlier attempt may have done it
 * without our knowing: look before repeating a write. Failures are `Problem`s.
 */
export type Performer<Kind extends IntentKind> = (
  body: Extract<IntentBody, { kind: Kind }>,
  claimed: ClaimedIntent,
  deps: Deps,
) => Promise<Performed>;
