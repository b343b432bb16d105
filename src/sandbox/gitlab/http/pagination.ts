import { badParameter } from './errors.ts';
import type { Fields, Values } from './fields.ts';

export const PAGE = { page: 'integer', per_page: 'integer' } as const satisfies Fields;

/** GitLab counts no further than this; above it the total is left out. */
const MOST_COUNTED = 10_000;

/** One page by number, with the headers GitLab sends along. Beyond 100 rows a page GitLab gives 100. */
export function paginate<T>(
  rows: readonly T[],
  query: Values<typeof PAGE>,
  address: URL,
): { rows: T[]; headers: Record<string, string> } {
  const perPage = Math.min(query.per_page ?? 20, 100);
  const page = query.page ?? 1;
  if (perPage < 1) throw badParameter('per_page does not have a valid value');
  if (page < 1) throw badParameter('page does not have a valid value');
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const link = (rel: string, to: number): string =>
    `<${withParameters(address, { page: to, per_page: perPage })}>; rel="${rel}"`;
  const counted = rows.length <= MOST_COUNTED;
  const links = [
    ...(page > 1 ? [link('prev', page - 1)] : []),
    ...(page < pages ? [link('next', page + 1)] : []),
    link('first', 1),
    ...(counted ? [link('last', pages)] : []),
  ];
  return {
    rows: rows.slice((page - 1) * perPage, page * perPage),
    headers: {
      link: links.join(', '),
      'x-page': String(page),
      'x-per-page': String(perPage),
      'x-next-page': page < pages ? String(page + 1) : '',
      'x-prev-page': page > 1 ? String(page - 1) : '',
      ...(counted && { 'x-total': String(rows.length), 'x-total-pages': String(pages) }),
    },
  };
}

/**
 * One page by position: the cursor names the last row that was seen, so that rows which move meanwhile are
 * not skipped. `keyOf` gives the value that rows are ordered by, as text that sorts.
 */
export function paginateByKey<T extends { id: number }>(
  rows: readonly T[],
  query: { perPage: number; cursor: string | null; descending: boolean; keyOf(row: T): string },
  address: URL,
): { rows: T[]; headers: Record<string, string> } {
  const position = query.cursor === null ? null : readCursor(query.cursor);
  const after = rows.filter((row) => position === null || isBeyond(row, position, query));
  const shown = after.slice(0, query.perPage);
  const last = shown.at(-1);
  const more = after.length > shown.length && last !== undefined;
  const cursor = last && Buffer.from(JSON.stringify([query.keyOf(last), last.id])).toString('base64url');
  return {
    rows: shown,
    headers: {
      'x-per-page': String(query.perPage),
      ...(more && {
        link: `<${withParameters(address, { cursor: cursor ?? '', per_page: query.perPage })}>; rel="next"`,
      }),
    },
  };
}

function isBeyond<T extends { id: number }>(
  row: T,
  [key, id]: [string, number],
  query: { descending: boolean; keyOf(row: T): string },
): boolean {
  const own = query.keyOf(row);
  const later = own > key || (own === key && row.id > id);
  const same = own === key && row.id === id;
  return !same && later !== query.descending;
}

function readCursor(cursor: string): [string, number] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(read) && typeof read[0] === 'string' && typeof read[1] === 'number') {
      return [read[0], read[1]];
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badParameter('cursor is invalid');
}

function withParameters(address: URL, parameters: Record<string, string | number>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
  return url.href;
}
