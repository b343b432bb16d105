import { Problem } from '../../domain/problems.ts';
import { createTurns, type Turns } from '../../domain/turns.ts';
import type { Call } from './call.ts';
import type { SlackMethod } from './methods.ts';

/** Fifty calls a minute are allowed of most methods that we use (tier 3). */
const gapMs = 1_200;
const unsaidPauseMs = 30_000;

/**
 * Slack limits each method by itself: after a 429 a method is not called again until the time that Slack
 * asked for is over, and then by one after another. Posting is limited by the channel, and `Pace` sees to it.
 */
export function inTurn(call: Call, now: () => number): Call {
  const queues = new Map<SlackMethod, Turns>();
  return async (method, args, answer) => {
    const queue = queues.get(method);
    if (queue && !queue.idle(now())) {
      const retryAfterMs = queue.take(JSON.stringify(args), now());
      if (retryAfterMs > 0) throw new Problem('slack-waiting', `${method} was not sent`, { retryAfterMs });
    }
    try {
      return await call(method, args, answer);
    } catch (failure) {
      const limited = failure instanceof Problem && failure.code === 'slack-rate-limited';
      if (limited && method !== 'chat.postMessage') {
        const paused = queue ?? createTurns(() => gapMs);
        queues.set(method, paused);
        paused.pause(now() + (failure.retryAfterMs ?? unsaidPauseMs));
      }
      throw failure;
    }
  };
}
