import type { IntentBody } from '../../domain/intents.ts';
import { isOlder } from '../../domain/is-older.ts';
import { Problem } from '../../domain/problems.ts';
import type { Deps } from '../deps.ts';
import { readNow } from '../read-now.ts';

/**
 * Takes up again what was given up because a replica lagged behind, as soon as GitLab shows what was waited
 * for. Returns how many.
 */
export async function takeUpStale(deps: Deps): Promise<number> {
  let taken = 0;
  for (const { id, body } of await deps.storage.parkedFor('gitlab-stale')) {
    if (!(await isShownNow(body, deps))) continue;
    if (await deps.storage.retryParked(id, deps.clock.now())) taken += 1;
  }
  if (taken > 0) deps.onIntents();
  return taken;
}

async function isShownNow(body: IntentBody, deps: Deps): Promise<boolean> {
  const { gitlab } = deps;
  try {
    switch (body.kind) {
      case 'gather-facts': {
        const { updatedAt } = await gitlab.issue({ project: body.at.project, iid: body.at.iid });
        return !isOlder(updatedAt, body.notOlderThan);
      }
      case 'follow-review':
        return (await gitlab.issueById(body.movedTo)) !== null;
      case 'announce-review':
      case 'tell-of-missing-dri':
      case 'bookmark-review': {
        const row = await deps.storage.reviewOf(body.incident);
        const asking = { firstAttemptAt: new Date(0).toISOString() };
        return row !== null && (await readNow(row, asking, deps)) !== null;
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
