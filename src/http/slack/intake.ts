import { setTimeout as sleep } from 'node:timers/promises';
import { type ReceiverEvent, ReceiverMultipleAckError, UnknownError } from '@slack/bolt';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Storage } from '../../ports/storage.ts';
import { kindOf, type Told } from './told.ts';

/** `key` is the same whenever the same comes in again, whoever hands it in. */
export type Incoming = { told: Told; key: string; retryNum?: number; retryReason?: string };

/**
 * What Slack is to hear. `again`: nothing was done and nothing will be, hand it in again. `failed`, `late`:
 * it was taken in and must not come again, but nobody acknowledged it.
 */
export type Reply = { kind: 'acknowledged'; response: unknown } | { kind: 'again' | 'failed' | 'late' };

export type Intake = {
  /**
   * Works off what came in, once. `reply` is called exactly once, as soon as there is something to say.
   * Resolves when all listeners have ended; never rejects.
   */
  take(incoming: Incoming, reply: (reply: Reply) => void): Promise<void>;
  underWay(): number;
  /** Takes in nothing more, and waits for what is under way. */
  stop(withinMs: number): Promise<'finished' | 'cut-off'>;
};

export type IntakeDeps = {
  /** Bolt's. Rejects with what a listener threw. */
  process: (event: ReceiverEvent) => Promise<void>;
  storage: Pick<Storage, 'seenBefore'>;
  clock: Clock;
  log: Log;
  ackWithinMs?: number;
};

/** Slack waits 3 s, and the answer has a way to go. */
const usualAckMs = 2_500;

/** Both ways of delivery end here: whatever comes in is worked off at most once, and tracked until it has ended. */
export function openIntake(deps: IntakeDeps): Intake {
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  return {
    take: (incoming, reply) => {
      if (stopping) {
        reply({ kind: 'again' });
        return Promise.resolve();
      }
      const work = workOff(deps, incoming, reply).finally(() => underWay.delete(work));
      underWay.add(work);
      return work;
    },
    underWay: () => underWay.size,
    stop: async (withinMs) => {
      stopping = true;
      const ended = Promise.all(underWay).then(() => 'finished' as const);
      return Promise.race([ended, sleep(withinMs, 'cut-off' as const, { ref: false })]);
    },
  };
}

async function workOff(deps: IntakeDeps, incoming: Incoming, reply: (reply: Reply) => void): Promise<void> {
  const { log, ackWithinMs = usualAckMs } = deps;
  const { told, retryNum, retryReason } = incoming;
  const what = { ...kindOf(told), ...(retryNum === undefined ? {} : { retryNum, retryReason }) };
  const hearing = replyOnce(told, reply);
  const patience = setTimeout(() => {
    log.warn(what, 'What Slack sent was not acknowledged in time');
    hearing.say({ kind: 'late' });
  }, ackWithinMs);
  try {
    const seen = await isSeen(deps, incoming.key, what);
    if (seen === 'unknown') return hearing.say({ kind: 'again' });
    if (seen) {
      log.info(what, 'Slack sent what was worked off before');
      return hearing.say({ kind: 'acknowledged', response: '' });
    }
    log.debug(what, 'Slack sent something');
    await deps.process({ body: told, ack: hearing.ack, ...retryOf(incoming) });
    // What has no listener, such as the click on a button that only leads somewhere, needs no more than that.
    hearing.say({ kind: 'acknowledged', response: '' });
  } catch (error) {
    const cause = error instanceof UnknownError ? error.original : error;
    log.error({ ...what, error: cause }, 'What Slack sent could not be worked off');
    hearing.say({ kind: 'failed' });
  } finally {
    clearTimeout(patience);
  }
}

/** `unknown`: storage failed, so that it must not be worked off now. */
async function isSeen(
  { storage, clock, log }: IntakeDeps,
  key: string,
  what: Record<string, unknown>,
): Promise<boolean | 'unknown'> {
  try {
    return await storage.seenBefore(key, clock.now());
  } catch (error) {
    log.error({ ...what, error }, 'What Slack sent could not be written down, so it was not worked off');
    return 'unknown';
  }
}

type Hearing = {
  say(reply: Reply): void;
  /** For listeners. What comes after our own reply is too late and not said. */
  ack(response?: unknown): Promise<void>;
};

/** Passes the first reply on. Whoever typed a command reads a sentence, where Slack would show a bare failure. */
function replyOnce(told: Told, reply: (reply: Reply) => void): Hearing {
  let replied = false;
  let acknowledged = false;
  const say = (first: Reply): void => {
    if (replied) return;
    replied = true;
    reply(typeof told.command === 'string' ? inWords(first) : first);
  };
  return {
    say,
    ack: async (response) => {
      if (acknowledged) throw new ReceiverMultipleAckError();
      acknowledged = true;
      say({ kind: 'acknowledged', response: response ?? '' });
    },
  };
}

function inWords(reply: Reply): Reply {
  if (reply.kind === 'acknowledged') return reply;
  const text = {
    again: 'This could not be taken in at this moment. Please try again in a minute.',
    late: 'This takes longer than Slack waits. What comes of it follows here.',
    failed: sorry,
  }[reply.kind];
  return { kind: 'acknowledged', response: { response_type: 'ephemeral', text } };
}

/** Said to whoever met a bug of ours. */
export const sorry = 'That went wrong on our side, and is in the log. Please try again.';

function retryOf({ retryNum, retryReason }: Incoming): Pick<ReceiverEvent, 'retryNum' | 'retryReason'> {
  return {
    ...(retryNum === undefined ? {} : { retryNum }),
    ...(retryReason === undefined ? {} : { retryReason }),
  };
}
