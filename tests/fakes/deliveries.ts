import { setImmediate } from 'node:timers/promises';
import type { NewDelivery, Storage } from '../../src/ports/storage.ts';

export type DeliveriesInMemory = Pick<Storage, 'storeDelivery' | 'checkWritable'> & {
  stored: NewDelivery[];
  /** From now on every call throws this; null makes the storage well again. */
  failWith(error: Error | null): void;
  checks: number;
};

/** The inbox of `Storage` in memory: what resolves is kept, an id is kept once. */
export function deliveriesInMemory(): DeliveriesInMemory {
  const byId = new Map<string, NewDelivery>();
  let failure: Error | null = null;
  return {
    checks: 0,
    get stored() {
      return [...byId.values()];
    },
    failWith(error) {
      failure = error;
    },
    async storeDelivery(delivery) {
      // As a real one, it lets others run before it decides.
      await setImmediate();
      if (failure) throw failure;
      if (byId.has(delivery.id)) return 'known';
      byId.set(delivery.id, delivery);
      return 'stored';
    },
    async checkWritable() {
      this.checks += 1;
      await setImmediate();
      if (failure) throw failure;
    },
  };
}
