import { z } from 'zod';
import type { Instant } from '../../domain/words.ts';

/**
 * GitLab writes moments in two ways: ISO-8601 with any offset and precision, and `2023-05-25 17:12:06 UTC`
 * (seen in payloads of 15.x and 16.x). Without a zone it is no moment, so it is refused, not guessed.
 */
const written = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?) ?(Z|UTC|[+-]\d{2}:?\d{2})$/;

/** The instant that a GitLab date stands for; null when it is none. */
export function toInstant(text: string): Instant | null {
  const [, day, time, zone] = written.exec(text) ?? [];
  if (day === undefined || time === undefined || zone === undefined) return null;
  const offset = zone === 'UTC' || zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const ms = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** A GitLab date in an answer, read as an `Instant`. */
export const InstantText = z.string().transform((text, context): Instant => {
  const instant = toInstant(text);
  if (instant !== null) return instant;
  context.addIssue({ code: 'custom', message: 'is no date with a zone' });
  return z.NEVER;
});
