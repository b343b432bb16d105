import { composeFlows, composeGitLab, composeLog, composeStorage } from '../compose.ts';
import { projectKey } from '../domain/policy.ts';
import type { Deps } from '../flows/deps.ts';
import { watchFrom } from '../flows/learn-identity.ts';
import type { Shell } from './shell.ts';

/** Everything a delivery can be rehearsed with, on storage that is thrown away. */
export async function withRehearsal<T>(
  work: (deps: Deps, canRead: boolean) => Promise<T>,
  { config, configFile, secrets }: Shell,
): Promise<T> {
  const parts = config(['gitlabIfAny', 'policy', 'log']);
  const log = composeLog(parts, 'stderr', secrets);
  const { storage } = await composeStorage({ database: { kind: 'sqlite', path: ':memory:' } });
  try {
    // A recorded closure may be years old, and is to be judged as if it had just come in.
    for (const { incidents } of parts.policy.gitlab.projects) {
      await watchFrom(new Date(0).toISOString(), projectKey(incidents), storage);
    }
    const access = parts.gitlabIfAny ?? { url: 'http://gitlab.invalid', token: 'none-is-set' };
    const gitlab = composeGitLab(access, log);
    const silent = { delivery: () => undefined, intent: () => undefined, apiCall: () => undefined };
    const { deps } = await composeFlows(
      { policy: parts.policy, configFile },
      { storage, gitlab, slack: null, metricsSource: null, log, metrics: silent },
    );
    return await work(deps, parts.gitlabIfAny !== null);
  } finally {
    await storage.close();
  }
}
