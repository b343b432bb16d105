import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/ports/storage.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { at } from './storage-values.ts';

describe.each(implementations)('what was seen, on $name', ({ prepare }) => {
  let ground: Ground;
  let storage: Storage;
  beforeEach(async () => {
    ground = await prepare();
    storage = await ground.open();
    await storage.migrate();
  });
  afterEach(async () => {
    await ground.remove();
  });

  it('is new once, and known ever after', async () => {
    expect(await storage.seenBefore('a', at(0))).toBe(false);
    expect(await storage.seenBefore('a', at(1))).toBe(true);
    expect(await storage.seenBefore('b', at(1))).toBe(false);
  });

  it('is known to another process, and after a restart', async () => {
    await storage.seenBefore('a', at(0));
    const other = await ground.open();
    expect(await other.seenBefore('a', at(1))).toBe(true);
    await storage.close();
    const restarted = await ground.open();
    expect(await restarted.seenBefore('a', at(2))).toBe(true);
  });

  it('is new to exactly one of many that ask at once', async () => {
    const other = await ground.open();
    const answers = await Promise.all(
      [storage, other, storage, other, storage, other].map((one) => one.seenBefore('a', at(0))),
    );
    expect(answers.filter((known) => !known)).toHaveLength(1);
  });

  it('is forgotten by age, and then new again', async () => {
    for (const [key, seconds] of [
      ['old', 0],
      ['older', 1],
      ['young', 3],
    ] as const) {
      await storage.seenBefore(key, at(seconds));
    }
    expect(await storage.forgetSeen(at(2))).toBe(2);
    expect(await storage.forgetSeen(at(2))).toBe(0);
    expect(await storage.seenBefore('young', at(4))).toBe(true);
    expect(await storage.seenBefore('old', at(4))).toBe(false);
  });

  it('ages from the first time on, however often it is asked for', async () => {
    await storage.seenBefore('a', at(0));
    await storage.seenBefore('a', at(9));
    expect(await storage.forgetSeen(at(5))).toBe(1);
  });
});
