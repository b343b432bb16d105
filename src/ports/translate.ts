import type { DomainEvent } from '../domain/events.ts';

/**
 * What a webhook delivery says in our words.
 * - `events`: what happened; in one delivery never more than a few
 * - `ignored`: a GitLab event that we know and that nobody here needs
 * - `unknown`: a shape that was not understood, to be parked. `reason` names the path, what was found
 *   there and what is expected
 */
export type Translation =
  | { kind: 'events'; events: DomainEvent[] }
  | { kind: 'ignored'; reason: string }
  | { kind: 'unknown'; reason: string };

/** Pure, linear in the size of the body, and never throws for a JSON value. */
export type Translate = (body: unknown) => Translation;
