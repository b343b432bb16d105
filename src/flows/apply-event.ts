import { type Decision, decide, type Known } from '../domain/decide/index.ts';
import type { DomainEvent } from '../domain/events.ts';
import { endedFor, hasEnded } from '../domain/one-incident.ts';
import { Problem } from '../domain/problems.ts';
import type { Review } from '../domain/review.ts';
import type { Commit } from '../ports/storage.ts';
import type { Deps } from './deps.ts';
import { withOverwritten } from './find-overwritten.ts';
import { findRows } from './find-rows.ts';

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

async function apply(told: DomainEvent, cause: Cause, deps: Parts): Promise<Applied> {
  for (let tries = 0; tries < conflictsBeforeGivingUp; tries += 1) {
    const { event, known, others } = await findRows(told, deps);
    const at = deps.clock.now();
    if (known && !(await settleOthers(event, known.review, others, deps))) continue;
    const decision = decide(await withPresent(event, known, deps), known, deps.policy(), at);
    const changes = decision.review !== null || decision.intents.length > 0;
    if (!changes && !cause.intent) return { decision, committed: false };
    const commit: Commit = {
      at,
      ...(decision.review ? { review: decision.review } : {}),
      intents: decision.intents,
      ...(decision.evidence && known
        ? { evidence: { incident: known.review.incident, read: decision.evidence } }
        : {}),
      ...(decision.overwritten ? { overwritten: decision.overwritten } : {}),
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

/**
 * The rows beside the one that leads end before it goes on, so that after a crash in between nobody takes over what
 * they were about. One that has another review keeps it, as confidential as the incident. false: read again.
 */
async function settleOthers(
  event: DomainEvent,
  leading: Review,
  others: Review[],
  { storage, policy, clock, onIntents }: Parts,
): Promise<boolean> {
  for (const row of others) {
    if (hasEnded(row, leading)) continue;
    const at = clock.now();
    const isSecond = row.issue !== null && row.issue.id !== leading.issue?.id;
    const { review, intents } = isSecond
      ? decide(askingNobody(event), { review: row, as: 'incident' }, policy(), at)
      : { review: endedFor(leading, row), intents: [] };
    if (review === null && intents.length === 0) continue;
    if ((await storage.commit({ at, ...(review ? { review } : {}), intents })) === 'conflict') return false;
    if (intents.length > 0) onIntents();
  }
  return true;
}

/** Who asks for a review asks the row that leads. */
function askingNobody(event: DomainEvent): DomainEvent {
  if (event.kind !== 'issue.changed') return event;
  return { ...event, before: { ...event.before, labels: event.issue.labels } };
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

/** What only storage knows, as of this moment. */
async function withPresent(event: DomainEvent, known: Known, deps: Parts): Promise<DomainEvent> {
  return await withPresentLoad(await withOverwritten(event, known, deps), deps.storage);
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
