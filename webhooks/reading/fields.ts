import { z } from 'zod';
import type { Day, Instant, IssueKind, Severity } from '../../src/domain/words.ts';

/*
 * Single values, as GitLab's versions write them. The message of a schema completes the sentence
 * "expected …" in the reason of a parked delivery.
 */

const earliest = '1970-01-01T00:00:00.000Z';
/** Far enough for any due date, and near enough that adding days to it never leaves the four-digit years. */
const tooLate = '3000-01-01T00:00:00.000Z';

const moment =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? ?(?:Z|UTC|([+-])(\d\d):?(\d\d))$/;

/**
 * A moment as GitLab writes it: `2026-05-28T06:11:46.057Z` today, `2023-05-25 17:12:06 UTC` in notes, in
 * `changes` and in older versions, and with an offset such as `+0200` where a reverse proxy or an old
 * Rails default had its way. null: not a moment, or none between 1970 and 2999.
 */
export function instantOf(text: string): Instant | null {
  if (text.length > 40) return null;
  const parts = moment.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, fraction = '', sign, ...offset] = parts;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const asUtc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  );
  // Date rolls 30 February over to March: what does not come back as it was given is no date.
  const asGiven = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  if (!new Date(asUtc).toISOString().startsWith(asGiven)) return null;
  const [hoursAhead = 0, minutesAhead = 0] = offset.map((part) => Number(part ?? 0));
  if (hoursAhead > 14 || minutesAhead > 59) return null;
  const ahead = (hoursAhead * 60 + minutesAhead) * (sign === '-' ? -1 : 1);
  const instant = new Date(asUtc - ahead * 60_000).toISOString();
  return instant >= earliest && instant < tooLate ? instant : null;
}

/** A due date: `2026-06-04`, in some older payloads with a time behind it. */
export function dayOf(value: unknown): Day | null {
  if (typeof value !== 'string') return null;
  const day = value.slice(0, 10);
  return instantOf(`${day}T00:00:00Z`) === null ? null : day;
}

const severities = new Map<string, Severity>([
  ['critical', 1],
  ['high', 2],
  ['medium', 3],
  ['low', 4],
]);

/** GitLab's severity field: lower case in webhooks, upper case in REST; `unknown` where none is set. */
export function severityOf(value: unknown): Severity | null {
  return typeof value === 'string' ? (severities.get(value.slice(0, 16).toLowerCase()) ?? null) : null;
}

/** `opened` or `closed`, the numbers of `state_id` (since GitLab 12), or `reopened` (before GitLab 10). */
export function stateOf(value: unknown): 'opened' | 'closed' | null {
  if (value === 'opened' || value === 'reopened' || value === 1) return 'opened';
  return value === 'closed' || value === 2 ? 'closed' : null;
}

/** `object_attributes.type` (since GitLab 17.2): `Incident`, `Issue`, `Task`, `Test Case`… */
export function issueKindOf(value: unknown): IssueKind {
  if (typeof value !== 'string' || value === '') return 'unknown';
  const type = value.slice(0, 16).toLowerCase();
  return type === 'incident' || type === 'issue' ? type : 'other';
}

/** Half a surrogate pair or a NUL would be refused later by a database, so neither gets in. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

const idMessage = 'a whole number above 0';
export const id = z.int(idMessage).positive(idMessage);

export const text = z.string('a text').overwrite(storable);
export const filledText = text.min(1, 'a text that is not empty');

export const instant = z.string('a date with a time').transform((value, context): Instant => {
  const read = instantOf(value);
  if (read !== null) return read;
  context.issues.push({ code: 'custom', input: value, message: 'a date with a time' });
  return z.NEVER;
});
