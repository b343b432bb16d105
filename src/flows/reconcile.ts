import { decide, type Known } from '../domain/decide/index.ts';
import { severityUnknown } from '../domain/decide/wish.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { Review } from '../domain/review.ts';
import { severityOf } from '../domain/severity.ts';
import type { Instant } from '../domain/words.ts';
import type { Storage } from '../ports/storage.ts';
import { applyEvent } from './apply-event.ts';
import type { Deps } from './deps.ts';
import { findRows } from './find-rows.ts';
import { type Attempts, startAttempts } from './reconcile/attempts.ts';
import { type Clocks, compareClocks } from './reconcile/compare-clocks.ts';
import { moveCursor } from './reconcile/cursor.ts';
import { rememberReaders } from './reconcile/find-readers.ts';
import { look } from './reconcile/look.ts';
import type { ReconcileParts } from './reconcile/parts.ts';
import { mention, type Report } from './reconcile/report.ts';
import { takeUp } from './reconcile/take-up.ts';
import { tellOfGivenUp } from './reconcile/tell-of-given-up.ts';
import { watchHooks } from './reconcile/watch-hooks.ts';
import { watchToken } from './reconcile/watch-token.ts';

export type { ReconcileParts } from './reconcile/parts.ts';
export type { Mention, Report } from './reconcile/report.ts';

const fact = 'last-reconcile';

/** When GitLab was last compared with what we know, by whichever process, and whether all of it could be. */
export async function lastReconcileOf(
  storage: Pick<Storage, 'fact'>,
): Promise<{ at: Instant; ok: boolean } | null> {
  const [at, outcome] = (await storage.fact(fact))?.split(' ') ?? [];
  return at === undefined ? null : { at, ok: outcome === 'done' };
}

/**
 * `since`: incidents that came far enough after this moment count, however long ago. `adopt`: reviews that
 * people opened are taken into care. `mostReviews`: more are not opened, and nothing is done; null: any number.
 */
export type Wish = { since: Instant | null; adopt: boolean; mostReviews: number | null };

/** What the service does by itself. */
export const asUsual: Wish = { since: null, adopt: false, mostReviews: null };

/**
 * Finds what no webhook told: incidents and reviews that GitLab shows otherwise than we know them. What it
 * finds is judged like all that GitLab tells. Looks after webhook and token on the way. Throws only when
 * storage fails.
 */
export async function reconcile(wish: Wish, parts: ReconcileParts): Promise<Report> {
  const { deps } = parts;
  const at = deps.clock.now();
  const attempts = startAttempts(deps);
  const { attempt, problems } = attempts;
  let clocks: Clocks = { now: at, sure: at };
  await attempt('the clock of GitLab', null, async () => {
    clocks = await compareClocks(at, parts);
  });
  const sight = await look(wish, clocks, attempts, deps);
  // GitLab may be away by now: what was seen before is judged and committed all the same.
  const judging = startAttempts(deps);
  const { events, unjudged, ...prospect } = await foresee(sight.events, judging, deps);
  const report: Report = {
    at,
    outcome: 'refused',
    projects: sight.projects,
    ...prospect,
    takenUp: 0,
    fetched: 0,
    problems: [...problems, ...judging.problems],
  };
  if (wish.mostReviews !== null && prospect.opening.length > wish.mostReviews) return report;

  for (const event of events) {
    const isJudged = await judging.attempt(nameOf(event), null, async () => {
      await applyEvent(event, {}, deps);
    });
    if (!isJudged) unjudged.push(event);
  }
  // What could not be judged must be found again, although it changed long ago by then.
  const held = new Set(unjudged.map((event) => event.kind === 'issue.changed' && event.issue.project.id));
  for (const { scope, project, to } of sight.cursors) {
    if (!held.has(project)) await moveCursor(scope, project, to, deps.storage);
  }
  const areReadersJudged = unjudged.every(({ kind }) => kind !== 'readers.changed');
  if (sight.readers !== null && areReadersJudged) await rememberReaders(sight.readers, deps.storage);
  // Slack being away is no reason to compare everything with GitLab again.
  await tellOfGivenUp(startAttempts(deps).attempt, deps);
  report.takenUp = await takeUp(attempt, deps);
  for (const project of sight.known) {
    await attempt(`the webhook of ${project.path}`, project.id, async () => {
      report.fetched += await watchHooks(project, parts);
    });
  }
  await attempt('the token', null, () => watchToken(parts));
  report.problems = [...problems, ...judging.problems];
  report.outcome = report.problems.length === 0 ? 'done' : 'failed';
  await deps.storage.setFact(fact, `${at} ${report.outcome}`);
  const { outcome, opening, reviewsChanged, takenUp, fetched } = report;
  const found = { outcome, opening: opening.length, reviewsChanged, takenUp, fetched };
  deps.log.debug(found, 'what GitLab shows was compared with what we know');
  if (opening.length > 0) deps.log.info(found, 'incidents were found of which no webhook had told');
  return report;
}

type Prospect = Pick<Report, 'opening' | 'adopted' | 'withoutSeverity' | 'reviewsChanged'>;

/** What will follow, before anything is done; `events` are those that can be judged, `unjudged` the others. */
async function foresee(
  seen: DomainEvent[],
  { attempt }: Attempts,
  deps: Deps,
): Promise<Prospect & { events: DomainEvent[]; unjudged: DomainEvent[] }> {
  const prospect: Prospect = { opening: [], adopted: [], withoutSeverity: [], reviewsChanged: 0 };
  const events: DomainEvent[] = [];
  const unjudged: DomainEvent[] = [];
  for (const event of seen) {
    const isForeseen = await attempt(nameOf(event), null, async () => {
      const { event: told, known } = await findRows(event, deps);
      const decision = decide(told, known, deps.policy(), deps.clock.now());
      if (decision.outcome === 'done') count(told, known, decision.review, prospect);
    });
    (isForeseen ? events : unjudged).push(event);
  }
  return { ...prospect, events, unjudged };
}

function count(event: DomainEvent, known: Known, review: Review | null, prospect: Prospect): void {
  if (known?.as === 'review' || event.kind === 'review.gone' || event.kind === 'readers.changed') {
    prospect.reviewsChanged += 1;
    return;
  }
  if (!review) return;
  const found = mention(review.snapshot, review.because);
  if (event.kind === 'review.found') prospect.adopted.push(found);
  else if (review.standing === 'wanted' && known?.review.standing !== 'wanted') prospect.opening.push(found);
  else if (isUndecided(review)) prospect.withoutSeverity.push(found);
}

function isUndecided({ standing, snapshot, because }: Review): boolean {
  return standing === 'watching' && severityOf(snapshot) === null && because === severityUnknown;
}

function nameOf(event: DomainEvent): string {
  if (event.kind === 'issue.changed') return `${event.issue.project.path}#${event.issue.iid}`;
  return 'incident' in event ? `incident #${event.incident.iid}` : event.kind;
}
