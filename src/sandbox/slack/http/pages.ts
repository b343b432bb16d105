import { Refusal } from './refusal.ts';

const DEFAULT_LIMIT = 100;
/** Slack's most, where it names one. */
const MOST = 1000;

/** A page of a list. `next` is empty behind the last one; a cursor is where to go on, written so that nobody counts on it. */
export function page<T>(
  all: readonly T[],
  asked: { cursor?: string; limit?: number },
): { items: T[]; next: string } {
  const from = asked.cursor === undefined ? 0 : place(asked.cursor);
  const limit = Math.min(asked.limit === undefined || asked.limit < 1 ? DEFAULT_LIMIT : asked.limit, MOST);
  const end = from + limit;
  const next = end < all.length ? Buffer.from(`place:${end}`).toString('base64') : '';
  return { items: all.slice(from, end), next };
}

function place(cursor: string): number {
  const found = /^place:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1];
  if (found === undefined) throw new Refusal('invalid_cursor');
  return Number(found);
}
