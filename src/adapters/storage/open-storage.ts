import type { Storage } from '../../ports/storage.ts';
import { createStorage } from './create-storage.ts';
import { refuseNewerSchema } from './migrate.ts';
import { refuseHalfMoved } from './move/under-way.ts';
import { type EngineOptions, openEngine } from './open-engine.ts';

export type StorageOptions = Omit<EngineOptions, 'mustExist'>;

/**
 * Opens the storage; nothing can be kept in it before `migrate`.
 *
 * @throws a `Problem` `storage-unavailable` when it cannot be opened, was written by a newer version, or is
 * being filled from another
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const engine = await openEngine(options);
  try {
    await refuseNewerSchema(engine.reader);
    await refuseHalfMoved(engine.reader);
  } catch (error) {
    await engine.close();
    throw engine.explain(error);
  }
  return createStorage(engine);
}
