import { z } from 'zod';
import { Problem } from '../../domain/problems.ts';

const mostPages = 1_000;
const perPage = 100;

/** Checks an answer; `what` names it in the problem. Values stay out of the text: they may be confidential. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: unknown, what: string): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const faults = read.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Problem('gitlab-unreadable', `${what} is not as documented: ${faults.join('; ')}`);
}

/** What gitbeaker calls a page when asked for `showExpanded`; `next` comes from GitLab's `X-Next-Page`. */
type PageWish = { page: number; perPage: number; showExpanded: true };

/**
 * All pages of a list, or a `Problem`: a list of which a part is missing is never returned.
 * GitLab's offset paging; callers ask for an order in which new rows come last.
 */
export async function readPages<T>(
  item: z.ZodType<T>,
  what: string,
  readPage: (wish: PageWish) => Promise<unknown>,
): Promise<T[]> {
  const Page = z.object({ data: z.array(item), paginationInfo: z.object({ next: z.number().nullable() }) });
  const all: T[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = readAnswer(Page, await readPage({ page, perPage, showExpanded: true }), what);
    all.push(...answer.data);
    // A full page may have lost its header to a proxy: only a page that is not full is surely the last.
    if (answer.paginationInfo.next === null && answer.data.length < perPage) return all;
  }
  throw new Problem('gitlab-unreadable', `${what}: there is no end after ${mostPages} pages`);
}
