import type { Random } from '../gitlab/random.ts';
import type { SlackFault, SlackFaults } from './double.ts';

/** A call, as far as faults look at it. `channel`: id and name of the one that it names. */
export type Struck = { method: string; channel: { id: string; name: string } | null };

export type FaultPlan = Pick<SlackFaults, 'next' | 'limitPosts'> & {
  strike(call: Struck): SlackFault | null;
  /** Seconds to wait, when this channel has had its messages; otherwise counts one more and says null. */
  admitPost(channel: string): number | null;
  clear(): void;
};

const SECOND_MS = 1000;

export function createFaultPlan(random: Random, now: () => Date): FaultPlan {
  let faults: (SlackFault & { left: number })[] = [];
  let perSecond = 0;
  /** When each channel got its latest messages, oldest first; those of the last second. */
  const posts = new Map<string, number[]>();

  return {
    next: (fault) => faults.push({ ...fault, left: fault.times ?? 1 }),
    limitPosts(limit) {
      perSecond = limit;
      posts.clear();
    },
    clear() {
      faults = [];
      perSecond = 0;
      posts.clear();
    },
    strike(call) {
      const found = faults.find((fault) => {
        if (fault.left <= 0 || (fault.method !== undefined && fault.method !== call.method)) return false;
        const named =
          call.channel !== null && [call.channel.id, call.channel.name].includes(fault.channel ?? '');
        if (fault.channel !== undefined && !named) return false;
        return fault.probability === undefined || random.next() < fault.probability;
      });
      if (found) found.left -= 1;
      return found ?? null;
    },
    admitPost(channel) {
      if (perSecond === 0) return null;
      const at = now().getTime();
      const recent = (posts.get(channel) ?? []).filter((post) => post > at - SECOND_MS);
      posts.set(channel, recent);
      const oldest = recent[0];
      if (oldest === undefined || recent.length < perSecond) {
        recent.push(at);
        return null;
      }
      return Math.max(1, Math.ceil((oldest + SECOND_MS - at) / SECOND_MS));
    },
  };
}
