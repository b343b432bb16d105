import type { DomainEvent } from '../domain/events.ts';
import type { Intent, IntentKind } from '../domain/intents.ts';
import type { ClaimedIntent } from '../ports/storage.ts';
import { applyEvent } from './apply-event.ts';
import type { Deps } from './deps.ts';
import { perform } from './intents/index.ts';

/** Intents that only read; all others change something outside and are never carried out in a rehearsal. */
const readers: IntentKind[] = ['identify-issue', 'gather-facts', 'verify-review', 'follow-review'];

export type Scene = { event: DomainEvent; because: string; intents: Intent[] };

export type Rehearsal =
  | { kind: 'scenes'; scenes: Scene[] }
  | { kind: 'ignored'; reason: string }
  | { kind: 'unknown'; reason: string };

/**
 * What the service would do about one delivery, as if the incident were new to it. With `canRead` GitLab
 * is asked for what is needed to go on; nothing is ever written outside. `deps.storage` is thrown away
 * afterwards.
 */
export async function rehearse(body: unknown, deps: Deps, canRead: boolean): Promise<Rehearsal> {
  const translation = deps.translate(body);
  if (translation.kind !== 'events') return translation;
  const scenes: Scene[] = [];
  const waiting = [...translation.events];
  for (let event = waiting.shift(); event; event = waiting.shift()) {
    const { decision } = await applyEvent(event, {}, deps);
    scenes.push({ event, because: decision.because, intents: decision.intents });
    if (!canRead) continue;
    for (const [index, intent] of decision.intents.entries()) {
      if (!readers.includes(intent.body.kind)) continue;
      const performed = await perform(asClaimed(intent, index, deps), deps);
      if (performed.event) waiting.push(performed.event);
    }
  }
  return { kind: 'scenes', scenes };
}

function asClaimed(intent: Intent, id: number, { clock }: Deps): ClaimedIntent {
  const now = clock.now();
  return { ...intent, id, attempts: 1, maybeDoneAt: null, createdAt: now, firstAttemptAt: now };
}
