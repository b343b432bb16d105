import type { IntentBody } from '../../domain/intents.ts';
import { isOlder } from '../../domain/is-older.ts';
import { Problem, type ProblemCode } from '../../domain/problems.ts';
import type { Instant } from '../../domain/words.ts';
import type { IssueAddress } from '../../ports/gitlab.ts';
import type { Deps } from '../deps.ts';
import { knownReview } from '../read-fresh.ts';
import { readNow } from '../read-now.ts';
import type { Attempts } from './attempts.ts';

/** What an outage or a replica may leave behind; all of it can be over. */
const mayBeOver: ProblemCode[] = [
  'gitlab-stale',
  'gitlab-not-found',
  'gitlab-unreachable',
  'gitlab-timeout',
  'gitlab-unavailable',
  'gitlab-unauthorized',
];

/** Each time it is left for twice as long, as every retry: at once, after 20 minutes, in the end after a day. */
const waitMs = (times: number): number => (times === 0 ? 0 : 10 * 60_000 * 2 ** times);
/** Two days in all. What fails after that needs a person, and would fail every ten minutes for ever. */
const mostTimes = 8;

/**
 * Takes up again what was given up, as soon as GitLab shows what it is about: what leads to a review that is
 * still wanted, whatever of GitLab was in its way, and the rest where a replica lagged behind. Returns how many.
 */
export async function takeUp(attempt: Attempts['attempt'], deps: Deps): Promise<number> {
  const { storage, clock } = deps;
  const givenUp = (await storage.parked()).map(({ id, since }) => [id, since] as const);
  if (givenUp.length === 0) return 0;
  const sinceOf = new Map(givenUp);
  let taken = 0;
  for (const problem of mayBeOver) {
    for (const { id, body } of await storage.parkedFor(problem)) {
      const times = Number((await storage.fact(nameOf(id))) ?? 0);
      if (!isTurn(times, sinceOf.get(id) ?? clock.now(), clock.now())) continue;
      await attempt(`what was given up: ${body.kind}`, projectOf(body), async () => {
        if (!(await isShownNow(body, problem, deps))) return;
        await storage.setFact(nameOf(id), `${times + 1}`);
        if (await storage.retryParked(id, clock.now())) taken += 1;
      });
    }
  }
  if (taken > 0) deps.onIntents();
  return taken;
}

/** What is not there is not there: it is given up already. */
const longAgo = { firstAttemptAt: new Date(0).toISOString() };

/** How often it was taken up. */
function nameOf(id: string): string {
  return `taken-up:${id}`;
}

function isTurn(times: number, since: Instant, now: Instant): boolean {
  return times < mostTimes && Date.parse(now) - Date.parse(since) >= waitMs(times);
}

function projectOf(body: IntentBody): number | null {
  if ('at' in body) return body.at.project;
  if ('review' in body) return body.review.project;
  return body.kind === 'identify-issue' ? body.issue.project.id : null;
}

async function isShownNow(body: IntentBody, problem: ProblemCode, deps: Deps): Promise<boolean> {
  const { gitlab, storage } = deps;
  try {
    switch (body.kind) {
      case 'gather-facts': {
        const row = await storage.reviewOf(body.incident);
        return row?.standing === 'wanted' && (await isFresh(body.at, body.notOlderThan, deps));
      }
      case 'open-review': {
        const row = await storage.reviewOf(body.incident);
        if (row?.standing !== 'wanted' || row.attempt !== body.attempt) return false;
        return await isFresh(body.at, row.snapshot.updatedAt, deps);
      }
    }
    if (problem !== 'gitlab-stale') return false;
    switch (body.kind) {
      case 'assign-review':
      case 'correct-review': {
        const { updatedAt } = knownReview(await storage.reviewOf(body.incident), body.review);
        return await isFresh(body.review, updatedAt, deps);
      }
      // Whether the review is there is what it is about to ask.
      case 'verify-review':
        return true;
      case 'identify-issue': {
        const { project, iid, updatedAt } = body.issue;
        return await isFresh({ project: project.id, iid }, updatedAt, deps);
      }
      case 'follow-review':
        return (await gitlab.issueById(body.movedTo)) !== null;
      case 'announce-review':
      case 'tell-of-missing-dri':
      case 'bookmark-review': {
        const row = await storage.reviewOf(body.incident);
        return row !== null && (await readNow(row, longAgo, deps)) !== null;
      }
      default:
        return false;
    }
  } catch (error) {
    if (error instanceof Problem && (error.code === 'gitlab-not-found' || error.code === 'gitlab-stale'))
      return false;
    throw error;
  }
}

async function isFresh(
  { project, iid }: IssueAddress,
  notOlderThan: Instant,
  { gitlab }: Deps,
): Promise<boolean> {
  const { updatedAt } = await gitlab.issue({ project, iid });
  return !isOlder(updatedAt, notOlderThan);
}
