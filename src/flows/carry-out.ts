import { Problem } from '../domain/problems.ts';
import { tryAgainAt } from '../domain/retry.ts';
import type { ClaimedIntent, IntentOutcome } from '../ports/storage.ts';
import { applyEvent } from './apply-event.ts';
import type { Deps } from './deps.ts';
import { perform } from './intents/index.ts';

/** Longer than all calls of one attempt together may take; a claim comes back after it when we crashed. */
const leaseMs = 3 * 60_000;

/**
 * Claims due intents and carries them out side by side, each recorded as done, later or given up.
 * Returns how many were claimed. Throws only when storage fails: then the claims come back.
 */
export async function carryOutDue(deps: Deps, limit: number): Promise<number> {
  const claimed = await deps.storage.claimIntents(limit, deps.clock.now(), leaseMs);
  const settled = await Promise.allSettled(claimed.map((intent) => carryOut(intent, deps)));
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return claimed.length;
}

/** One attempt at one intent. */
export async function carryOut(claimed: ClaimedIntent, deps: Deps): Promise<void> {
  const { id, key, attempts } = claimed;
  const { kind } = claimed.body;
  const fields = { intent: key, attempts };
  let outcome: IntentOutcome;
  try {
    const { event, note = null } = await perform(claimed, deps);
    outcome = { status: 'done', note };
    const intent = { id, outcome };
    if (event) await applyEvent(event, { intent }, deps);
    else await deps.storage.commit({ at: deps.clock.now(), intent });
    deps.log.info({ ...fields, note }, 'an intent was carried out');
  } catch (error) {
    if (error instanceof Problem && error.code === 'storage-unavailable') throw error;
    outcome = afterFailure(error, claimed, deps);
    await deps.storage.commit({ at: deps.clock.now(), intent: { id, outcome } });
  }
  deps.metrics.intent(kind, outcome.status);
}

function afterFailure(error: unknown, claimed: ClaimedIntent, deps: Deps): IntentOutcome {
  const fields = { intent: claimed.key, attempts: claimed.attempts };
  if (!(error instanceof Problem)) {
    deps.log.error({ ...fields, err: error }, 'carrying out an intent failed; it is parked');
    return {
      status: 'parked',
      problem: 'bug',
      detail: error instanceof Error ? error.message : String(error),
    };
  }
  const { code: problem, message: detail } = error;
  const at = tryAgainAt(error, claimed.attempts, deps.clock.now(), deps.random());
  if (at === null) {
    deps.log.warn({ ...fields, problem, detail }, 'an intent was given up and is parked');
    return { status: 'parked', problem, detail };
  }
  deps.log.warn({ ...fields, problem, detail, at }, 'an intent did not work and is tried again later');
  return { status: 'later', at, problem, detail };
}
