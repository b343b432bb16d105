import type { Instant } from '../words.ts';
import type { Deployment, Shipped } from './changes.ts';
import { isProduction } from './production.ts';

/** Each has to be asked for its merge requests. */
const mostLookedAt = 4;

/**
 * Those deployments to production that may be the first with a change that was merged at `mergedAt`, the first one first:
 * as many as are worth a look.
 */
export function shipmentsAfter(mergedAt: Instant, deployments: readonly Deployment[]): Shipped[] {
  return deployments
    .filter(({ environment }) => isProduction(environment))
    .map(({ id, environment, finishedAt, changedAt }) => ({
      deployment: id,
      environment,
      at: finishedAt ?? changedAt,
      finished: finishedAt !== null,
    }))
    .filter(({ at }) => at >= mergedAt)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.deployment - b.deployment))
    .slice(0, mostLookedAt);
}
