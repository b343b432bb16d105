import { isOurs } from '../../domain/doctor/hooks.ts';
import { maySeeHooks } from '../../domain/doctor/projects.ts';
import type { ProjectFacts } from '../../domain/facts.ts';
import { Problem } from '../../domain/problems.ts';
import { hookWarning } from '../../domain/warn-operators.ts';
import type { HookFacts } from '../../ports/gitlab-doctor.ts';
import { fetchMissed } from './fetch-missed.ts';
import type { ReconcileParts } from './parts.ts';
import { warnOperators } from './warn.ts';

/**
 * Looks after the webhook of one project: enables it again where GitLab has disabled it, and takes in what it
 * could not deliver. Returns how many deliveries came in. Maintainers alone may do so.
 */
export async function watchHooks(project: ProjectFacts, parts: ReconcileParts): Promise<number> {
  const { access, publicUrl, sayOnce } = parts;
  if (!maySeeHooks(await access.accessLevel(project.id))) {
    const sentence = 'only a Maintainer sees whether webhooks are enabled and what they could not deliver';
    sayOnce(`role:${project.id}`, { project: project.path }, sentence);
    return 0;
  }
  const ours = (await access.hooks(project.id)).filter((hook) => isOurs(hook, publicUrl));
  if (publicUrl === null && ours.length > 1) {
    const sentence = 'several webhooks may be ours: set PUBLIC_URL, so that ours can be looked after';
    sayOnce(`several:${project.id}`, { project: project.path }, sentence);
    return 0;
  }
  let fetched = 0;
  for (const hook of ours) {
    await mend(hook, project, parts);
    fetched += await fetchMissed(hook, project, parts);
  }
  return fetched;
}

/** When it was disabled is kept while it is, so that it is told once each time. */
async function mend(hook: HookFacts, project: ProjectFacts, parts: ReconcileParts): Promise<void> {
  const { deps } = parts;
  const { storage, clock } = deps;
  const fact = `hook-disabled-since:${hook.id}`;
  const known = (await storage.fact(fact)) || null;
  const isDisabled = hook.status === 'disabled' || hook.status === 'temporarily_disabled';
  if (!isDisabled && known === null) return;
  const since = known ?? clock.now();
  if (known === null) await storage.setFact(fact, since);
  const enabled = isDisabled ? await enable(hook, project, parts) : true;
  await warnOperators(hookWarning(hook.id, since, { project: project.path, enabled }), deps);
  if (enabled) await storage.setFact(fact, '');
}

async function enable(
  hook: HookFacts,
  project: ProjectFacts,
  { access, deps }: ReconcileParts,
): Promise<boolean> {
  const about = { project: project.path, hook: hook.id, status: hook.status };
  try {
    await access.testHook(project.id, hook.id);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code: problem, message: detail } = error;
    deps.log.warn({ ...about, problem, detail }, 'GitLab has disabled our webhook; a test did not enable it');
    return false;
  }
  deps.log.warn(about, 'GitLab had disabled our webhook; a test has enabled it again');
  return true;
}
