import type { Decision } from '../domain/decide/index.ts';
import type { DomainEvent } from '../domain/events.ts';
import { type Importance, type Lane, protects } from '../domain/intents.ts';
import { Problem } from '../domain/problems.ts';
import { tryAgainAt } from '../domain/retry.ts';
import type { ClaimedIntent, IntentOutcome } from '../ports/storage.ts';
import { applyEvent } from './apply-event.ts';
import type { Deps } from './deps.ts';
import { ClaimLost, holdClaim, leaseMs } from './hold-claim.ts';
import { perform } from './intents/index.ts';
import { gitlabWhileClaimed } from './while-claimed.ts';

/**
 * Carries out intents side by side, up to a limit. A slow one never holds up the others.
 */
export type Carrier = {
  /** Claims as many due intents as there is room for and starts them. Returns how many. */
  startDue(): Promise<number>;
  underWay(): number;
  /** Resolves when all that were started have ended. */
  settled(): Promise<void>;
};

/** `onEnd` is called after each: there is room again. Failures of storage are logged; the claim comes back. */
export function createCarrier(deps: Deps, lane: Lane, limit: number, onEnd: () => void): Carrier {
  const running = new Map<number, Promise<void>>();
  const start = (intent: ClaimedIntent): void => {
    const act = carryOut(intent, deps)
      .catch((err: unknown) => {
        deps.log.error({ intent: intent.key, err }, 'the outcome of an intent could not be recorded');
      })
      .finally(() => {
        running.delete(intent.id);
        onEnd();
      });
    running.set(intent.id, act);
  };
  return {
    startDue: async () => {
      const room = limit - running.size;
      if (room <= 0) return 0;
      const atMost = leastImportant(lane, deps);
      const claimed = await deps.storage.claimIntents(lane, room, deps.clock.now(), leaseMs, atMost);
      // One whose claim ran out while we are still at it (a clock that jumped) goes on; it is not begun twice.
      const fresh = claimed.filter(({ id }) => !running.has(id));
      for (const intent of fresh) start(intent);
      return fresh.length;
    },
    underWay: () => running.size,
    settled: async () => {
      await Promise.all(running.values());
    },
  };
}

/** While a limit of GitLab is used up, what is not urgent stays in the queue, where the order is kept. */
function leastImportant(lane: Lane, { gitlab }: Deps): Importance | undefined {
  return lane === 'gitlab' && gitlab.heldBackMs() > 0 ? 0 : undefined;
}

/** One attempt at one intent, recorded as done, later or given up. Throws only when storage fails. */
function carryOut(claimed: ClaimedIntent, deps: Deps): Promise<void> {
  return deps.within({ intent: claimed.key }, async () => {
    const heart = setInterval(() => keepClaim(claimed, deps), leaseMs / 4);
    try {
      await attempt(claimed, deps);
    } finally {
      clearInterval(heart);
    }
  });
}

/** An attempt that takes long keeps its claim; should that fail, the write itself asks again. */
function keepClaim(claimed: ClaimedIntent, deps: Deps): void {
  holdClaim(claimed, deps).catch((err: unknown) => {
    deps.log.warn({ err }, 'the claim on an intent under way could not be renewed');
  });
}

async function attempt(claimed: ClaimedIntent, deps: Deps): Promise<void> {
  const { id, attempts } = claimed;
  let outcome: IntentOutcome;
  try {
    const gitlab = gitlabWhileClaimed(claimed, deps);
    const act = () => perform(claimed, { ...deps, gitlab });
    const { event, note = null } = await (protects(claimed.body.kind) ? gitlab.urgently(act) : act());
    outcome = { status: 'done', note };
    const intent = { id, attempts, outcome };
    if (event) {
      const { decision } = await applyEvent(event, { intent }, deps);
      report(event, decision, deps);
    } else await deps.storage.commit({ at: deps.clock.now(), intent });
    deps.log.info({ attempts, note }, 'an intent was carried out');
  } catch (error) {
    if (error instanceof Problem && error.code === 'storage-unavailable') throw error;
    if (error instanceof ClaimLost) return;
    outcome = afterFailure(error, claimed, deps);
    await deps.storage.commit({ at: deps.clock.now(), intent: { id, attempts, outcome } });
  }
  deps.metrics.intent(claimed.body.kind, outcome.status);
}

/** What people should know of the review that was made: a field that GitLab left out, a second review. */
function report(event: DomainEvent, { outcome, because }: Decision, deps: Deps): void {
  if (event.kind !== 'review.created') return;
  if (outcome === 'ignored') deps.log.error({ because }, 'a review was opened that was not awaited');
  else deps.log.info({ because }, 'a review is open');
}

function afterFailure(error: unknown, claimed: ClaimedIntent, deps: Deps): IntentOutcome {
  const { attempts } = claimed;
  if (!(error instanceof Problem)) {
    deps.log.error({ attempts, err: error }, 'carrying out an intent failed; it is parked');
    return {
      status: 'parked',
      problem: 'bug',
      detail: error instanceof Error ? error.message : String(error),
    };
  }
  const { code: problem, message: detail } = error;
  const urgent = protects(claimed.body.kind);
  const at = tryAgainAt(error, attempts, deps.clock.now(), deps.random(), urgent);
  if (at === null) {
    deps.log.warn({ attempts, problem, detail }, 'an intent was given up and is parked');
    return { status: 'parked', problem, detail };
  }
  const level = problem === 'slack-waiting' || problem === 'gitlab-waiting' ? 'debug' : 'warn';
  deps.log[level]({ attempts, problem, detail, at }, 'an intent did not work and is tried again later');
  return { status: 'later', at, problem, detail };
}
