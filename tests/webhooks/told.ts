import type { DomainEvent } from '../../src/domain/events.ts';
import { translate } from '../../webhooks/index.ts';
import { example } from './examples.ts';

type Kind = 'issue.changed' | 'note.added';

/** Changes a fresh copy of an example; what it returns does not matter. */
export type Change = (delivery: ReturnType<typeof example>) => unknown;

/** The one event of an example, after a change was made to it. */
export function told<K extends Kind>(
  kind: K,
  name: string,
  change: Change = () => undefined,
): Extract<DomainEvent, { kind: K }> {
  const delivery = example(name);
  change(delivery);
  const translation = translate(delivery);
  if (translation.kind !== 'events') throw new Error(`${translation.kind}: ${translation.reason}`);
  const [event, ...others] = translation.events;
  if (!event || !isOf(kind, event) || others.length > 0) throw new Error(`not one ${kind}`);
  return event;
}

/** `unknown: …` or `ignored: …`, after a change was made to an example. */
export function refused(name: string, change: Change): string {
  const delivery = example(name);
  change(delivery);
  const translation = translate(delivery);
  if (translation.kind === 'events') throw new Error('understood');
  return `${translation.kind}: ${translation.reason}`;
}

function isOf<K extends Kind>(kind: K, event: DomainEvent): event is Extract<DomainEvent, { kind: K }> {
  return event.kind === kind;
}
