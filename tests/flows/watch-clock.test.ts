import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import { Problem } from '../../src/domain/problems.ts';
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
function aWatch(at = start, on = storage) {
  const clock = clockAt(at);
  const log = recordedLog();
  let elapsed = 0;
  const watch = watchClock({ storage: on, clock, log }, () => elapsed);
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

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();
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

  test('by less than a minute, as clocks that are kept right are, is nothing', async () => {
    const { clock, goOn, log } = aWatch();
    await goOn(minute);
    await storage.commit({ at: later(clock.now(), 60 * minute), intents: [anIntent('a')] });
    expect(await goOn(minute, -55_000)).toBe(0);
    expect(log.lines).toEqual([]);
  });

  test('while the storage is away: it is mended when that is back', async () => {
    const { clock, goOn, log } = aWatch();
    await goOn(minute);
    await storage.commit({ at: clock.now(), intents: [anIntent('a')] });
    const { bringNearer } = storage;
    storage.bringNearer = () => Promise.reject(new Problem('storage-unavailable', 'the disk is full'));
    await expect(goOn(minute, -day)).rejects.toMatchObject({ code: 'storage-unavailable' });
    storage.bringNearer = bringNearer;
    expect(await goOn(minute)).toBe(1);
    expect(await goOn(minute)).toBe(0);
    expect(log.lines.filter(({ sentence }) => sentence === 'the clock has jumped')).toHaveLength(1);
  });
});

describe('two processes that share a database', () => {
  const send = { key: 'm', about: null, to: 'C1', place: '#x', via: 'channel' };

  test('and whose clocks are seconds apart leave alone what each has put into the future', async () => {
    const ahead = aWatch(later(start, 5_000));
    const right = aWatch(start);
    await storage.commit({ at: later(start, 60 * minute), intents: [anIntent('a')] });
    await storage.claimSend(send, later(start, 9 * minute));
    for (let n = 0; n < 5; n += 1) {
      expect([await ahead.goOn(minute), await right.goOn(minute)]).toEqual([0, 0]);
    }
    expect(await storage.nextIntentAt('gitlab')).toBe(later(start, 60 * minute));
    expect(await storage.send('m')).toMatchObject({ at: later(start, 9 * minute) });
    expect([...ahead.log.lines, ...right.log.lines]).toEqual([]);
  });

  test('of which one is set back by an hour: that one mends it, once', async () => {
    const ahead = aWatch(later(start, 5_000));
    const right = aWatch(start);
    await ahead.goOn(minute);
    await right.goOn(minute);
    await storage.commit({ at: later(start, 60 * minute), intents: [anIntent('a')] });
    expect(await right.goOn(minute)).toBe(0);
    expect(await ahead.goOn(minute, -60 * minute)).toBe(1);
    expect([await right.goOn(minute), await ahead.goOn(minute)]).toEqual([0, 0]);
  });

  test('at the start of one, however long it takes to ask for what the other has seen', async () => {
    const other = aWatch();
    const fact = async (name: string) => {
      await other.goOn(2 * minute);
      late.clock.advance(2 * minute);
      return await storage.fact(name);
    };
    const late = aWatch(start, { ...storage, fact });
    await storage.commit({ at: later(start, 60 * minute), intents: [anIntent('a')] });
    expect(await late.watch.look()).toBe(0);
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
