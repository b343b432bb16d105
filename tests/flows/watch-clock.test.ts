import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import { watchClock } from '../../src/flows/watch-clock.ts';
import type { Storage } from '../../src/ports/storage.ts';
import { anIntent } from '../contract/storage-values.ts';
import { clockAt } from '../fakes/clock.ts';
import { recordedLog } from '../fakes/log.ts';

const start = '2026-03-02T08:00:00.000Z';
const minute = 60_000;
const day = 24 * 60 * minute;

let storage: Storage;
beforeEach(async () => {
  storage = await openStorage({ url: 'sqlite::memory:' });
  await storage.migrate();
});
afterEach(() => storage.close());

/** A service with a clock that may be wrong, and with time that goes by all the same. */
function aWatch(at = start) {
  const clock = clockAt(at);
  const log = recordedLog();
  let elapsed = 0;
  const watch = watchClock({ storage, clock, log }, () => elapsed);
  return {
    clock,
    log,
    watch,
    goOn: async (ms: number, jumpMs = 0) => {
      elapsed += ms;
      clock.advance(ms + jumpMs);
      return await watch.look();
    },
  };
}

const claimAt = (at: string) => storage.claimIntents('gitlab', 5, at, minute);

describe('a clock that is set back', () => {
  test.each([
    ['a day', day],
    ['a year', 365 * day],
  ])('by %s: what waits is due again within minutes', async (_, back) => {
    const { clock, goOn, log } = aWatch();
    await goOn(minute);
    await storage.commit({ at: clock.now(), intents: [anIntent('a')] });
    expect(await goOn(minute, -back)).toBe(1);
    expect(log.lines.map(({ sentence }) => sentence)).toContain(
      'the clock was set back; what waits is due again soon',
    );
    expect(await claimAt(clock.now())).toEqual([]);
    await goOn(2 * minute);
    expect((await claimAt(clock.now())).map(({ key }) => key)).toEqual(['a']);
  });

  test('while nobody ran: the next start sees it', async () => {
    const before = aWatch('2027-03-02T08:00:00.000Z');
    await before.goOn(minute);
    await storage.commit({ at: before.clock.now(), intents: [anIntent('a')] });
    await claimAt(before.clock.now());
    const { clock, watch, goOn } = aWatch();
    expect(await watch.look()).toBeGreaterThan(0);
    await goOn(2 * minute);
    expect(await claimAt(clock.now())).toMatchObject([{ key: 'a', attempts: 2 }]);
    expect(await watch.look()).toBe(0);
  });

  test('by less than a second, as clocks that are kept right are, is nothing', async () => {
    const { goOn, log } = aWatch();
    await goOn(minute);
    await goOn(100, -900);
    expect(log.lines).toEqual([]);
  });
});

describe('what is old by the clock may be deleted', () => {
  test('when it has gone right for an hour', async () => {
    const { watch, goOn } = aWatch();
    expect(watch.isSteady()).toBe(false);
    await goOn(59 * minute);
    expect(watch.isSteady()).toBe(false);
    await goOn(minute);
    expect(watch.isSteady()).toBe(true);
  });

  test.each([
    ['forward by a day', day],
    ['forward by a year', 365 * day],
    ['back by a year', -365 * day],
  ])('not for an hour after it went %s', async (_, jump) => {
    const { watch, goOn, log } = aWatch();
    for (let n = 0; n < 60; n += 1) await goOn(minute);
    await goOn(minute, jump);
    expect(watch.isSteady()).toBe(false);
    expect(log.lines.map(({ sentence }) => sentence)).toContain('the clock has jumped');
    for (let n = 0; n < 60; n += 1) await goOn(minute);
    expect(watch.isSteady()).toBe(true);
  });
});
