import { isPlainId } from '../../domain/delivery-id.ts';
import { isOurs } from '../../domain/doctor/hooks.ts';
import type { ProjectFacts } from '../../domain/facts.ts';
import { Problem } from '../../domain/problems.ts';
import type { HookFacts } from '../../ports/gitlab-doctor.ts';
import type { HookEvent } from '../../ports/gitlab-hooks.ts';
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
  const fact = `hook-events-until:${hook.id}`;
  const known = await storage.fact(fact);
  const events = await readSince(known === null ? null : Number(known), hook, project, parts);
  const newest = Math.max(Number(known ?? 0), ...events.map(({ id }) => id));
  let stored = 0;
  // The first time there is nothing to catch up with: what came before is nobody's.
  for (const event of known === null ? [] : events.toSorted((a, b) => a.id - b.id)) {
    if ((await store(event, parts)) === 'stored') stored += 1;
  }
  if (String(newest) !== known) await storage.setFact(fact, String(newest));
  if (stored === 0) return 0;
  log.info({ project: project.path, hook: hook.id, stored }, 'deliveries that had not come in were fetched');
  parts.onStored();
  return stored;
}

async function readSince(
  known: number | null,
  hook: HookFacts,
  project: ProjectFacts,
  { access, sayOnce }: ReconcileParts,
): Promise<HookEvent[]> {
  const found: HookEvent[] = [];
  try {
    for (let page = 1; page <= mostPages; page += 1) {
      const { events, isLast } = await access.hookEvents(project.id, hook.id, page);
      const fresh = events.filter(({ id }) => known === null || id > known - overlap);
      found.push(...fresh);
      if (isLast || known === null || fresh.length < events.length) break;
    }
  } catch (error) {
    const isClosed =
      error instanceof Problem && (error.code === 'gitlab-not-found' || error.code === 'gitlab-forbidden');
    if (!isClosed) throw error;
    const sentence = 'GitLab does not tell us what our webhook could not deliver';
    sayOnce(`events:${hook.id}`, { project: project.path, problem: error.code }, sentence);
  }
  return found;
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
