import { InvalidArgumentError } from 'commander';
import type { Instant } from '../domain/words.ts';

/** A day begins in UTC; a time needs its zone, for nobody could say which was meant. */
export function readMoment(text: string): Instant {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const ms = isDay || isMoment ? Date.parse(text) : Number.NaN;
  // Where a month has no such day, the platform goes on counting in the next one.
  if (Number.isNaN(ms) || !isInCalendar(text.slice(0, 10))) {
    throw new InvalidArgumentError(
      'Write a day (2026-01-31) or a moment with its zone (2026-01-31T08:00:00Z).',
    );
  }
  return new Date(ms).toISOString();
}

function isInCalendar(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
