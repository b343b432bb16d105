import { Problem } from '../domain/problems.ts';
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
  /** Slack asked for a pause in this channel: whose turn would come before its end queues anew. */
  pause(channel: string, forMs: number, now: Instant): void;
};

type Queue = { freeAtMs: number; turns: Map<string, number> };

export function createPace(): Pace {
  const queues = new Map<string, Queue>();
  const queueOf = (channel: string, nowMs: number): Queue => {
    const known = queues.get(channel);
    if (known) return known;
    if (queues.size >= channelsRemembered) forgetIdle(queues, nowMs);
    const queue: Queue = { freeAtMs: 0, turns: new Map() };
    queues.set(channel, queue);
    return queue;
  };
  return {
    takeTurn: (channel, key, now) => {
      const nowMs = Date.parse(now);
      const queue = queueOf(channel, nowMs);
      const given = queue.turns.get(key);
      const atMs = given ?? Math.max(nowMs, queue.freeAtMs);
      if (given === undefined) queue.freeAtMs = atMs + gapMs;
      if (atMs <= nowMs) {
        queue.turns.delete(key);
        return;
      }
      queue.turns.set(key, atMs);
      const detail = `${queue.turns.size} wait for ${channel}`;
      throw new Problem('slack-waiting', detail, { retryAfterMs: atMs - nowMs });
    },
    pause: (channel, forMs, now) => {
      const untilMs = Date.parse(now) + forMs;
      const queue = queueOf(channel, Date.parse(now));
      queue.freeAtMs = Math.max(queue.freeAtMs, untilMs);
      for (const [key, atMs] of queue.turns) if (atMs < untilMs) queue.turns.delete(key);
    },
  };
}

function forgetIdle(queues: Map<string, Queue>, nowMs: number): void {
  for (const [channel, { freeAtMs, turns }] of queues) {
    if (turns.size === 0 && freeAtMs <= nowMs) queues.delete(channel);
  }
}
