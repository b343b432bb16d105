import { type IntentBody, protects } from '../../domain/intents.ts';
import type { ProblemCode } from '../../domain/problems.ts';
import type { ParkedItem } from '../../ports/storage.ts';
import type { Deps } from '../deps.ts';
import type { Attempts } from './attempts.ts';
import { isShownNow } from './is-shown-now.ts';

/**
 * What an outage, a replica, a lock or something in front of GitLab may leave behind, and what a person mends with
 * a role, a setting or a template: all of it can be over.
 */
const mayBeOver: ProblemCode[] = [
  'gitlab-stale',
  'gitlab-not-found',
  'gitlab-unreachable',
  'gitlab-timeout',
  'gitlab-unavailable',
  'gitlab-unauthorized',
  'gitlab-forbidden',
  'gitlab-refused',
  'gitlab-conflict',
  'gitlab-locked',
  'gitlab-moved',
  'gitlab-unreadable',
  'template-missing',
];

const minute = 60_000;
/** Each time it is left for twice as long, as every retry: at once, after 20 minutes, in the end after a day. */
const waitMs = (times: number): number => (times === 0 ? 0 : 10 * minute * 2 ** times);
/** Two days in all. What fails after that needs a person, and would fail every ten minutes for ever. */
const mostTimes = 8;
/** What others may read meanwhile is never left for longer, nor for good. */
const longestProtectingMs = 60 * minute;

/**
 * Takes up again what was given up for GitLab's sake. What protects a review: without an end. What leads to a review
 * that is still wanted: as soon as GitLab shows what it is about. The rest: where a replica lagged behind, and shows
 * it now. Returns how many.
 */
export async function takeUp(attempt: Attempts['attempt'], deps: Deps): Promise<number> {
  const { storage } = deps;
  const parked = await storage.parked();
  if (parked.length === 0) return 0;
  let taken = 0;
  const take = async (item: ParkedItem, project: number | null, isOver: () => Promise<boolean>) => {
    if (!(await isTurn(item, deps))) return;
    await attempt(`what was given up: ${item.what}`, project, async () => {
      if ((await isOver()) && (await retry(item, deps))) taken += 1;
    });
  };
  for (const item of parked.filter(isProtecting)) await take(item, null, async () => true);
  for (const problem of mayBeOver) {
    for (const { id, body } of await storage.parkedFor(problem)) {
      const item = parked.find((one) => one.id === id);
      if (!item || isProtecting(item)) continue;
      await take(item, projectOf(body), () => isShownNow(body, problem, deps));
    }
  }
  if (taken > 0) deps.onIntents();
  return taken;
}

/** What Slack has refused needs a person, and so does a bug. */
function isProtecting({ what, problem }: ParkedItem): boolean {
  return protects(what) && problem.startsWith('gitlab-');
}

async function isTurn(item: ParkedItem, { storage, clock }: Deps): Promise<boolean> {
  const times = await timesTaken(item, storage);
  const passedMs = Date.parse(clock.now()) - Date.parse(item.since);
  if (isProtecting(item)) return passedMs >= Math.min(waitMs(times), longestProtectingMs);
  return times < mostTimes && passedMs >= waitMs(times);
}

async function retry(item: ParkedItem, { storage, clock }: Deps): Promise<boolean> {
  const times = await timesTaken(item, storage);
  await storage.setFact(nameOf(item), `${times + 1}`);
  return await storage.retryParked(item.id, clock.now());
}

async function timesTaken(item: ParkedItem, storage: Deps['storage']): Promise<number> {
  return Number((await storage.fact(nameOf(item))) ?? 0);
}

/** How often it was taken up. */
function nameOf({ id }: ParkedItem): string {
  return `taken-up:${id}`;
}

function projectOf(body: IntentBody): number | null {
  if ('at' in body) return body.at.project;
  if ('review' in body) return body.review.project;
  return body.kind === 'identify-issue' ? body.issue.project.id : null;
}
