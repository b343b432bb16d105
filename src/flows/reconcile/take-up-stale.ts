import type { IntentBody } from '../../domain/intents.ts';
import { isOlder } from '../../domain/is-older.ts';
import { Problem } from '../../domain/problems.ts';
import type { Deps } from '../deps.ts';

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

async function isShownNow(body: IntentBody, { gitlab, storage }: Deps): Promise<boolean> {
  try {
    switch (body.kind) {
      case 'gather-facts': {
        const { updatedAt } = await gitlab.issue({ project: body.at.project, iid: body.at.iid });
        return !isOlder(updatedAt, body.notOlderThan);
      }
      case 'follow-review':
        return (await gitlab.issueById(body.movedTo)) !== null;
      case 'announce-review': {
        const row = await storage.reviewOf(body.incident);
        if (!row?.issue) return false;
        const [incident, review] = await Promise.all([
          gitlab.issue({ project: body.at.project, iid: body.at.iid }),
          gitlab.issue(body.review),
        ]);
        return (
          !isOlder(incident.updatedAt, row.snapshot.updatedAt) &&
          !isOlder(review.updatedAt, row.issue.updatedAt)
        );
      }
      default:
        return false;
    }
  } catch (error) {
    if (error instanceof Problem && error.code === 'gitlab-not-found') return false;
    throw error;
  }
}
