import { type Decision, decide, type Known } from '../domain/decide/index.ts';
import type { DomainEvent } from '../domain/events.ts';
import { Problem } from '../domain/problems.ts';
import type { Commit } from '../ports/storage.ts';
import type { Deps } from './deps.ts';

/** Enough for every writer that could meet at one incident; more means that something is wrong. */
const conflictsBeforeGivingUp = 20;

/** `committed: false`: the event changed nothing, so there was nothing to write. */
export type Applied = { decision: Decision; committed: boolean };

type Cause = { intent?: NonNullable<Commit['intent']>; delivery?: string };
type Parts = Pick<Deps, 'storage' | 'clock' | 'policy' | 'onIntents' | 'oneAtATime'>;

/**
 * The one way in: asks `decide` what follows from an event and commits the row, the intents and what
 * caused it in one transaction. Somebody else changed the row meanwhile: read and decide again. A
 * delivery that changes nothing is left to the caller, who can end many at once.
 */
export function applyEvent(event: DomainEvent, cause: Cause, deps: Parts): Promise<Applied> {
  // Owners are chosen one after another, each with the choices before in mind.
  if (event.kind === 'facts.gathered') return deps.oneAtATime(() => apply(event, cause, deps));
  return apply(event, cause, deps);
}

async function apply(event: DomainEvent, cause: Cause, deps: Parts): Promise<Applied> {
  for (let tries = 0; tries < conflictsBeforeGivingUp; tries += 1) {
    const known = await findKnown(event, deps.storage);
    const at = deps.clock.now();
    const decision = decide(await withPresentLoad(event, deps.storage), known, deps.policy(), at);
    const changes = decision.review !== null || decision.intents.length > 0;
    if (!changes && !cause.intent) return { decision, committed: false };
    const commit: Commit = {
      at,
      ...(decision.review ? { review: decision.review } : {}),
      intents: decision.intents,
      ...(cause.intent ? { intent: withReason(cause.intent, decision) } : {}),
      ...(cause.delivery === undefined
        ? {}
        : { delivery: { id: cause.delivery, outcome: decision.outcome, reason: decision.because } }),
    };
    if ((await deps.storage.commit(commit)) === 'committed') {
      if (decision.intents.length > 0) deps.onIntents();
      return { decision, committed: true };
    }
  }
  throw new Problem('storage-unavailable', 'the review was changed by others again and again');
}

/** The ledger tells why, beside what was done. */
function withReason(
  intent: NonNullable<Cause['intent']>,
  { because }: Decision,
): NonNullable<Cause['intent']> {
  if (intent.outcome.status !== 'done') return intent;
  const note = [intent.outcome.note, because].filter((part) => part).join(': ');
  return { ...intent, outcome: { status: 'done', note } };
}

/**
 * Who has how many reviews is counted at the moment of the decision: of four incidents that close at
 * once, each owner is chosen with the reviews in mind that are about to be opened.
 */
async function withPresentLoad(event: DomainEvent, storage: Deps['storage']): Promise<DomainEvent> {
  if (event.kind !== 'facts.gathered') return event;
  const openReviews = Object.fromEntries(await storage.openReviewsByAssignee());
  return { ...event, facts: { ...event.facts, openReviews } };
}

/** The row that an event is about: the incident's, also after a move, or that of the review itself. */
export async function findKnown(event: DomainEvent, storage: Deps['storage']): Promise<Known> {
  if (event.kind !== 'issue.changed' && event.kind !== 'note.added') {
    const review = await storage.reviewOf(event.incident);
    return review && { review, as: 'incident' };
  }
  const { project, id } = event.issue;
  const asReview = await storage.reviewByIssue(project.id, id);
  if (asReview) return { review: asReview, as: 'review' };
  // A moved incident keeps its row, although its new place may have been told of first and has one too.
  const review =
    (await storage.reviewByMovedIncident(id)) ?? (await storage.reviewOf({ project: project.id, issue: id }));
  return review && { review, as: 'incident' };
}
