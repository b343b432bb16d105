import { Problem } from '../domain/problems.ts';
import { createTurns, type Turns } from '../domain/turns.ts';
import type { Instant } from '../domain/words.ts';

/** Slack takes about one message per second and channel; short bursts pass, but nobody says how short. */
const gapMs = 1_000;
const channelsRemembered = 500;

/**
 * Lets messages into one channel one after another. Each that comes too early gets its own turn and is
 * told when to come back, so that a thousand do not ask again and again.
 */
export type Pace = {
  /** Throws `slack-waiting`, with how long, while it is not the turn of `key` in this channel. */
  takeTurn(channel: string, key: string, now: Instant): void;
  /** Slack asked for a pause in this channel: nobody's turn comes before its end. */
  pause(channel: string, forMs: number, now: Instant): void;
};

export function createPace(): Pace {
  const queues = new Map<string, Turns>();
  const queueOf = (channel: string, nowMs: number): Turns => {
    const known = queues.get(channel);
    if (known) return known;
    if (queues.size >= channelsRemembered) forgetIdle(queues, nowMs);
    const queue = createTurns(() => gapMs);
    queues.set(channel, queue);
    return queue;
  };
  return {
    takeTurn: (channel, key, now) => {
      const nowMs = Date.parse(now);
      const queue = queueOf(channel, nowMs);
      const retryAfterMs = queue.take(key, nowMs);
      if (retryAfterMs === 0) return;
      throw new Problem('slack-waiting', `${queue.waiting()} wait for ${channel}`, { retryAfterMs });
    },
    pause: (channel, forMs, now) => {
      const nowMs = Date.parse(now);
      queueOf(channel, nowMs).pause(nowMs + forMs);
    },
  };
}

function forgetIdle(queues: Map<string, Turns>, nowMs: number): void {
  for (const [channel, queue] of queues) {
    if (queue.waiting() === 0 && queue.idle(nowMs)) queues.delete(channel);
  }
}
