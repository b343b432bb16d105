import type { IssueSnapshot } from '../domain/words.ts';
import type { Storage } from '../ports/storage.ts';
import { lookBackTo, rememberWatching, watchedBefore } from './rebuild/look-back.ts';
import type { RebuildParts } from './rebuild/parts.ts';
import { recallByHand } from './rebuild/recall-by-hand.ts';
import { recallOurs } from './rebuild/recall-ours.ts';
import { recallRest } from './rebuild/recall-rest.ts';
import { emptyReport, type RebuildReport } from './rebuild/report.ts';
import { knowing, projectsOf, type Run, startRun } from './rebuild/run.ts';
import { startAttempts } from './reconcile/attempts.ts';
import { moveCursor } from './reconcile/cursor.ts';
import { asUsual, reconcile, type Wish } from './reconcile.ts';

export type { RebuildParts } from './rebuild/parts.ts';
export type { RebuildReport } from './rebuild/report.ts';

/**
 * `since`: incidents that came far enough from this moment on and have no review get one; null: from some time
 * before our last act on. `mostReviews`: more are not opened; null: any number.
 */
export type RebuildWish = Pick<Wish, 'since' | 'mostReviews'>;

const fact = 'rebuild';

/**
 * Re-creates the database from GitLab alone, and then finds what happened meanwhile. What was due before counts as
 * done. Whoever is stopped in the middle and called again goes on: what is there already is left as it is.
 * Throws only when storage fails.
 */
export async function rebuild(wish: RebuildWish, parts: RebuildParts): Promise<RebuildReport> {
  const { deps } = parts;
  const { attempt, problems } = startAttempts(deps);
  const report = emptyReport(deps.clock.now(), problems);
  if (!(await begin(deps.storage))) return { ...report, outcome: 'not-empty' };
  await attempt('GitLab', null, async () => {
    const run = await startRun(parts, attempt, report);
    await recallReviews(run);
    // With a part missing, what that part explains would look as if it had been forgotten.
    if (problems.length === 0) await goOn(wish, run, parts);
  });
  if (report.outcome === 'done') await deps.storage.setFact(fact, 'done');
  return report;
}

/** Only into an empty database, or on where an earlier call has stopped. */
async function begin(storage: Storage): Promise<boolean> {
  if ((await storage.fact(fact)) === 'under-way') return true;
  if ((await storage.reviews(1)).length > 0) return false;
  await storage.setFact(fact, 'under-way');
  return true;
}

async function recallReviews(run: Run): Promise<void> {
  const others: IssueSnapshot[] = [];
  for (const project of projectsOf(run.pairs, 'reviews')) {
    await run.attempt(`reviews of ${project.path}`, project.id, () => recallOurs(project, others, run));
  }
  await recallByHand(others, run);
  // Under an earlier token we were another user.
  await run.deps.storage.setFact('bot-users', [...run.users].join(','));
}

async function goOn(wish: RebuildWish, before: Run, parts: RebuildParts): Promise<void> {
  const { report, pairs } = before;
  const since = lookBackTo(wish.since, before);
  const watchingSince = since === null ? {} : watchedBefore(since, before);
  const known = before.deps.policy().watchingSince;
  const learnt = { botUsers: [...before.users], watchingSince: { ...known, ...watchingSince } };
  const run: Run = { ...before, deps: knowing(before.deps, learnt) };
  report.lookedBackTo = since;
  if (since !== null) {
    for (const project of projectsOf(pairs, 'incidents')) {
      await run.attempt(`incidents of ${project.path}`, project.id, () => recallRest(project, since, run));
    }
  }
  if (report.problems.length > 0) return;
  for (const { id } of projectsOf(pairs, 'reviews')) {
    await moveCursor('reviews', id, report.at, run.deps.storage);
  }
  report.meanwhile = await reconcile(
    { ...asUsual, since, mostReviews: wish.mostReviews },
    { ...parts, deps: run.deps },
  );
  report.outcome = report.meanwhile.outcome;
  // Until then nobody who starts on this database opens what was refused.
  if (report.outcome === 'done') await rememberWatching(watchingSince, run.deps.storage);
}
