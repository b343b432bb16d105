import { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStorage } from '../../../src/adapters/storage/create-storage.ts';
import type { Schema } from '../../../src/adapters/storage/schema.ts';
import { sqliteDialect } from '../../../src/adapters/storage/sqlite/dialect.ts';
import type { Storage } from '../../../src/ports/storage.ts';
import { aDelivery, at } from '../../contract/storage-values.ts';
import { prepareSqlite, type SqliteGround } from './sqlite-ground.ts';

const message = { key: 'm', about: null, to: 'C1', place: '#g_runner', via: 'channel' };

let ground: SqliteGround;
let other: Storage;
let storage: Storage;
let lost: number;
let meanwhile: () => Promise<void>;

/** A storage whose next commit is done, and whose answer is lost on the way back. */
beforeEach(async () => {
  ground = await prepareSqlite();
  const { storage: sound, engine } = await ground.open();
  other = sound;
  lost = 1;
  meanwhile = async () => undefined;
  const { createDriver, ...dialect } = sqliteDialect(ground.connect(), { patienceMs: 1_000 });
  const writer = new Kysely<Schema>({
    dialect: {
      ...dialect,
      createDriver: () => {
        const driver = createDriver();
        return {
          ...driver,
          commitTransaction: async (connection) => {
            await driver.commitTransaction(connection);
            lost -= 1;
            if (lost < 0) return;
            await meanwhile();
            throw new Error('the connection broke off');
          },
        };
      },
    },
  });
  storage = createStorage({ ...engine, writer });
});
afterEach(() => ground.remove());

it('does not turn a click away that was written down by this very call', async () => {
  const [seen, stored] = await Promise.all([
    storage.seenBefore('click', at(0)),
    storage.storeDelivery(aDelivery('a')),
  ]);
  expect({ seen, stored, lost }).toEqual({ seen: false, stored: 'known', lost: -2 });
  expect(await storage.seenBefore('click', at(0))).toBe(true);
  expect(await other.seenBefore('click', at(0))).toBe(true);
});

it('tells two askers apart that came together', async () => {
  const answers = await Promise.all(['click', 'click'].map((key) => storage.seenBefore(key, at(0))));
  expect(answers).toEqual([false, true]);
});

it('leaves a message to the call that claimed it', async () => {
  const claims = [storage.claimSend(message, at(0)), storage.claimSend(message, at(0))];
  const [first, second] = await Promise.all(claims);
  expect(first).toBe('claimed');
  expect(second).toMatchObject({ state: 'sending', at: at(0) });
  expect(await other.claimSend(message, at(1))).toMatchObject({ state: 'sending', at: at(0) });
});

it('does not claim a message again of which somebody has said meanwhile what became of it', async () => {
  meanwhile = () => other.endSend('m', { state: 'unknown' });
  const [claim] = await Promise.all([storage.claimSend(message, at(0)), storage.setFact('a', 'b')]);
  expect(claim).toMatchObject({ state: 'unknown' });
});
