import type { DomainEvent } from '../../domain/events.ts';
import { Problem } from '../../domain/problems.ts';
import type { Review } from '../../domain/review.ts';
import type { Instant } from '../../domain/words.ts';
import type { Storage } from '../../ports/storage.ts';
import { canMoreRead, quietly } from '../can-more-read.ts';
import type { Deps } from '../deps.ts';
import type { Attempts } from './attempts.ts';

const fact = 'readers';
/** Reviews are moved while they are closed, and a row may not have been judged when its project was opened. */
const allEveryMs = 24 * 3_600_000;

/**
 * What the last look found: for each pair of projects, that of an incident and that of its review (`7>9`),
 * whether more people can read the latter. `allAt`: when all reviews were looked at, and not only the open ones.
 */
export type Readers = { allAt: Instant; pairs: Map<string, boolean> };

async function readReaders(storage: Pick<Storage, 'fact'>): Promise<Readers | null> {
  const [allAt, ...pairs] = (await storage.fact(fact))?.split(' ') ?? [];
  if (allAt === undefined) return null;
  const known = pairs.map((text): [string, boolean] => [text.replace(/[+=]$/, ''), text.endsWith('+')]);
  return { allAt, pairs: new Map(known) };
}

export async function rememberReaders(
  { allAt, pairs }: Readers,
  storage: Pick<Storage, 'setFact'>,
): Promise<void> {
  const known = [...pairs].map(([pair, readableByMore]) => `${pair}${readableByMore ? '+' : '='}`);
  await storage.setFact(fact, [allAt, ...known].join(' '));
}

/**
 * Reviews whose project is read by more people than it was, or by fewer, compared with that of the incident. The
 * closed ones, of which there may be many, are looked at when that has changed, and once a day.
 */
export async function findReaders(
  now: Instant,
  attempt: Attempts['attempt'],
  deps: Deps,
): Promise<{ events: DomainEvent[]; readers: Readers }> {
  const { storage } = deps;
  const before = await readReaders(storage);
  const sinceAllMs = before === null ? Infinity : Date.parse(now) - Date.parse(before.allAt);
  const isDue = sinceAllMs >= allEveryMs || sinceAllMs < 0;
  const pairs = new Map(before?.pairs);
  const asked = new Set<string>();
  const ask = async (pair: string): Promise<void> => {
    if (asked.has(pair)) return;
    asked.add(pair);
    const [from = '', to = ''] = pair.split('>');
    await attempt(`who can read project ${to}`, pair, async () => {
      const readableByMore = await compare(Number(from), Number(to), deps);
      if (readableByMore !== null) pairs.set(pair, readableByMore);
    });
  };

  for (const pair of [...pairs.keys()]) await ask(pair);
  const hasChanged = [...pairs].some(([pair, readableByMore]) => before?.pairs.get(pair) !== readableByMore);
  const events: DomainEvent[] = [];
  for await (const row of isDue || hasChanged ? storage.allReviews() : await storage.openReviews()) {
    const pair = pairOf(row);
    if (pair === null) continue;
    await ask(pair);
    const readableByMore = pairs.get(pair) ?? row.hidden;
    if (readableByMore !== row.hidden) {
      events.push({ kind: 'readers.changed', incident: row.incident, readableByMore });
    }
  }
  return { events, readers: { allAt: isDue || before === null ? now : before.allAt, pairs } };
}

/** null: there is no review. */
function pairOf({ snapshot, issue }: Review): string | null {
  return issue && `${snapshot.project.id}>${issue.project}`;
}

/** null: one of the projects is gone or closed to us, so that nothing can be said. */
async function compare(from: number, to: number, deps: Deps): Promise<boolean | null> {
  try {
    return await canMoreRead(from, to, quietly(deps));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'gitlab-not-found') throw error;
    return null;
  }
}
