import { z } from 'zod';
import { Problem } from '../../domain/problems.ts';
import type { Log } from '../../ports/log.ts';

const mostPages = 1_000;
const perPage = 100;

const List = z.array(z.unknown());

/** Checks an answer; `what` names it in the problem. Values stay out of the text: they may be confidential. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: unknown, what: string): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw new Problem('gitlab-unreadable', `${what} is not as documented: ${faultsOf(read.error)}`);
}

/**
 * Those items of a list that are as documented; of the others the log tells. Only for lists in which each item
 * stands for itself: where one that is missing would mislead, `readAnswer` reads all or nothing. It is nothing here
 * too where not a single one is understood.
 */
export function readEach<T>(
  item: z.ZodType<T>,
  answer: unknown,
  what: string,
  log: Pick<Log, 'warn'> | undefined,
): T[] {
  const read = readAnswer(List, answer, what).map((one) => item.safeParse(one));
  const understood = read.flatMap(({ data, success }) => (success ? [data] : []));
  const odd = read.flatMap(({ error }) => (error ? [faultsOf(error)] : []));
  const [first] = odd;
  if (first === undefined) return understood;
  if (understood.length === 0) {
    throw new Problem('gitlab-unreadable', `${what} is not as documented: ${first}`);
  }
  log?.warn(
    { what, leftOut: odd.length, detail: first },
    'GitLab answered a list of which a part is left out',
  );
  return understood;
}

function faultsOf(error: z.ZodError): string {
  const faults = error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return faults.join('; ');
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
