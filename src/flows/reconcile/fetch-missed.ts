import { isPlainId } from '../../domain/delivery-id.ts';
import { isOurs } from '../../domain/doctor/hooks.ts';
import type { ProjectFacts } from '../../domain/facts.ts';
import { Problem, type ProblemCode } from '../../domain/problems.ts';
import type { HookFacts } from '../../ports/gitlab-doctor.ts';
import type { HookEvent } from '../../ports/gitlab-hooks.ts';
import type { Storage } from '../../ports/storage.ts';
import type { ReconcileParts } from './parts.ts';

/** A thousand attempts; what is beyond is left to what GitLab shows of the issues themselves. */
const mostPages = 50;
/** Attempts that end at the same time are not always numbered in the order in which they can be seen. */
const overlap = 20;

/**
 * Stores what GitLab tried to deliver and what never came in, as if it had come in: GitLab itself vouches for
 * it. What came in is known by its key. The first time only where to begin is noted. Returns how many.
 */
export async function fetchMissed(
  hook: HookFacts,
  project: ProjectFacts,
  parts: ReconcileParts,
): Promise<number> {
  const { storage, log } = parts.deps;
  const known = await readPosition(hook, storage);
  let until = known?.until ?? 0;
  let stored = 0;
  // All of them before the position moves, and page by page, because a page may be as large as all its descriptions together.
  await forEachPage(known, hook, project, parts, async (events) => {
    until = Math.max(until, ...events.map(({ id }) => id));
    const before = stored;
    for (const event of known === null ? [] : events.toSorted((a, b) => a.id - b.id)) {
      if ((await store(event, parts)) === 'stored') stored += 1;
    }
    if (stored > before) parts.onStored();
  });
  if (until !== known?.until) await storage.setFact(nameOf(hook), `${known?.from ?? until} ${until}`);
  if (stored === 0) return 0;
  log.info({ project: project.path, hook: hook.id, stored }, 'deliveries that had not come in were fetched');
  return stored;
}

/** Numbers of attempts: where we began to look, and up to where we have looked. What came before is nobody's. */
type Position = { from: number; until: number };

async function readPosition(hook: HookFacts, storage: Pick<Storage, 'fact'>): Promise<Position | null> {
  const [from, until] = (await storage.fact(nameOf(hook)))?.split(' ').map(Number) ?? [];
  return from === undefined || until === undefined ? null : { from, until };
}

function nameOf(hook: HookFacts): string {
  return `hook-events:${hook.id}`;
}

/** Attempts that were not looked at before, newest first. Throws where one of the pages could not be read. */
async function forEachPage(
  known: Position | null,
  hook: HookFacts,
  project: ProjectFacts,
  { access, sayOnce }: ReconcileParts,
  take: (events: HookEvent[]) => Promise<void>,
): Promise<void> {
  const after = known === null ? 0 : Math.max(known.from, known.until - overlap);
  for (let page = 1; page <= mostPages; page += 1) {
    const read = await readPage(page, hook, project, access);
    if ('closed' in read) {
      const sentence = 'GitLab does not tell us what our webhook could not deliver';
      sayOnce(`events:${hook.id}`, { project: project.path, problem: read.closed }, sentence);
      return;
    }
    const fresh = read.events.filter(({ id }) => id > after);
    await take(fresh);
    if (read.isLast || known === null || fresh.length < read.events.length) return;
  }
}

/** `closed`: GitLab is older, or our role too low. Who was shown the first page is shown the others, or fails. */
async function readPage(
  page: number,
  hook: HookFacts,
  project: ProjectFacts,
  access: ReconcileParts['access'],
): Promise<{ events: HookEvent[]; isLast: boolean } | { closed: ProblemCode }> {
  try {
    return await access.hookEvents(project.id, hook.id, page);
  } catch (error) {
    const isClosed =
      error instanceof Problem && (error.code === 'gitlab-not-found' || error.code === 'gitlab-forbidden');
    if (!isClosed || page > 1) throw error;
    return { closed: error.code };
  }
}

async function store(
  { url, event, key, body }: HookEvent,
  { deps, publicUrl }: ReconcileParts,
): Promise<'stored' | 'known' | 'left-out'> {
  const { storage, clock, metrics } = deps;
  // Before GitLab 17.4 there is no key by which it would be known again.
  if (key === null || body === null || !isPlainId(key) || !isOurs({ url }, publicUrl)) {
    return 'left-out';
  }
  const outcome = await storage.storeDelivery({ id: key, event, body, receivedAt: clock.now() });
  if (outcome === 'stored') metrics.delivery('stored');
  return outcome;
}
