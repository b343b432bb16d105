import { asStored } from '../../../../src/domain/as-stored.ts';
import type { Intent } from '../../../../src/domain/intents.ts';
import type { KeptTextWrite } from '../../../../src/domain/restore/text-write.ts';
import type { Review } from '../../../../src/domain/review.ts';
import type { Storage } from '../../../../src/ports/storage.ts';

export type ModelStorage = { api: Storage; takeIntents(): Intent[] };

/** The little of storage that edits of one review need, in memory; `between` as in `modelGitLab`. */
export function modelStorage(first: Review, between: () => void): ModelStorage {
  let review = first;
  let waiting: Intent[] = [];
  const keys = new Set<string>();
  const kept: (KeptTextWrite & { stored: string })[] = [];
  const nobodyAsks = () => Promise.reject(new Error('nobody asks for this'));
  const known: Partial<Storage> = {
    reviewOf: async () => review,
    reviewByIssue: async () => review,
    keepTextWrite: async (_, write, stored) => {
      between();
      kept.push({ ...write, id: kept.length + 1, previous: null, stored });
    },
    textWritesAs: async (_, stored) => kept.filter((one) => one.stored === asStored(stored)),
    textWritesSince: async (_, id) => kept.filter((one) => one.id >= id),
    commit: async ({ review: changed, intents = [], overwritten }) => {
      if (changed) review = { ...changed, version: changed.version + 1 };
      const write = kept.find(({ id }) => id === overwritten?.write);
      if (write && overwritten) write.previous = overwritten.previous;
      waiting.push(...intents.filter(({ key }) => !keys.has(key)));
      for (const { key } of intents) keys.add(key);
      return 'committed';
    },
  };
  const api = new Proxy(known, { get: (_, name) => Reflect.get(known, name) ?? nobodyAsks });
  return {
    api: api as Storage,
    takeIntents: () => {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}
