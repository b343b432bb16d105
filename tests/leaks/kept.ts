import type { Storage } from '../../src/ports/storage.ts';
import { textOf } from './text.ts';
import type { Watch } from './watch.ts';

const all = 10_000;

/** Has all searched that a database tells people of what was done and of what failed, and why. */
export async function searchStorage(storage: Storage, watch: Watch): Promise<void> {
  for (const { id, problem, detail } of await storage.parked())
    watch.kept(`parked: ${id}`, textOf([problem, detail]));
  for (const { key, detail } of await storage.history(all)) watch.kept(`history: ${key}`, textOf(detail));
  for (const { incident, because, announcement } of await storage.reviews(all)) {
    watch.kept(`reason: #${incident.iid}`, textOf([because, announcement]));
  }
}
