import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDelivery, anIntent, at, later } from '../../contract/storage-values.ts';
import { prepareSqlite, type SqliteGround, startChild } from './sqlite-ground.ts';

const migrating = new URL('./children/migrate.ts', import.meta.url);
const storing = new URL('./children/store-deliveries.ts', import.meta.url);

let ground: SqliteGround;
beforeEach(async () => {
  ground = await prepareSqlite();
});
afterEach(async () => {
  await ground.remove();
});

describe('several processes on one SQLite file', () => {
  it('migrate it once, although they start together', async () => {
    const children = ['one', 'two'].map(() => startChild(migrating, [ground.file]));
    expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(children.flatMap((child) => child.lines())).toEqual(['0001-foundation']);
  });

  it('write side by side, and no delivery is stored by both', async () => {
    const { storage } = await ground.open();
    const child = startChild(storing, [ground.file, 'n', '150']);
    await new Promise<void>((resolve) => child.onLine(resolve));
    const mine = [];
    for (let n = 149; n >= 0; n -= 1) {
      const id = `n-${n}`;
      mine.push(`${id} ${await storage.storeDelivery(aDelivery(id))}`);
    }
    expect(await child.ended).toBe(0);
    const stored = [...mine, ...child.lines()].filter((line) => line.endsWith(' stored'));
    expect(stored).toHaveLength(150);
    expect((await storage.nextDeliveries(500, later())).map(({ id }) => id).toSorted()).toEqual(
      stored.map((line) => line.replace(' stored', '')).toSorted(),
    );
  });

  it('lose nothing that was promised when one is killed at any moment', async () => {
    const { storage } = await ground.open();
    const promised: string[] = [];
    for (const round of ['a', 'b', 'c']) {
      const killAfter = 1 + Math.floor(Math.random() * 150);
      const child = startChild(storing, [ground.file, round, '100000']);
      child.onLine(() => {
        if (child.lines().length >= killAfter) child.kill('SIGKILL');
      });
      expect(await child.ended).toBe('SIGKILL');
      expect(child.lines().length).toBeGreaterThanOrEqual(killAfter);
      promised.push(...child.lines());
    }
    const kept = new Map(
      (await storage.nextDeliveries(1_000_000, later())).map(({ id, body }) => [id, body]),
    );
    for (const line of promised) {
      const [id = '', answer] = line.split(' ');
      expect(answer).toBe('stored');
      expect(JSON.parse(kept.get(id) ?? 'null'), id).toMatchObject({ id });
    }
    expect(ground.connect().pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('find what a killed one left half done at the end of its lease', async () => {
    const { storage } = await ground.open();
    await storage.commit({ at: at(0), intents: [anIntent('x')] });
    await storage.claimIntents('gitlab', 1, at(0), 1_000);
    const { storage: successor } = await ground.open();
    expect(await successor.claimIntents('gitlab', 1, at(1), 1_000)).toMatchObject([
      { key: 'x', attempts: 2 },
    ]);
  });
});
