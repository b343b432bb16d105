import type { IntentBody } from '../../domain/intents.ts';
import { isOlder } from '../../domain/is-older.ts';
import { Problem, type ProblemCode } from '../../domain/problems.ts';
import type { Instant } from '../../domain/words.ts';
import type { IssueAddress } from '../../ports/gitlab.ts';
import type { Deps } from '../deps.ts';
import { knownReview } from '../read-fresh.ts';
import { readNow } from '../read-now.ts';

/** What is not there is not there: it is given up already. */
const longAgo = { firstAttemptAt: new Date(0).toISOString() };

/** Whether what was given up for this problem is needed still, and could be done now. */
export async function isShownNow(body: IntentBody, problem: ProblemCode, deps: Deps): Promise<boolean> {
  const { storage } = deps;
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
      case 'announce-review':
      case 'tell-of-missing-dri':
      case 'bookmark-review':
      case 'refresh-key-information': {
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
