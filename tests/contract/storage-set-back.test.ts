import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/ports/storage.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { anIntent, at } from './storage-values.ts';

const year = 365 * 24 * 3_600;
const lease = 60_000;

describe.each(implementations)('a clock that was set back by a year, on $name', ({ prepare }) => {
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

  const claim = (seconds: number) => storage.claimIntents('gitlab', 5, at(seconds), lease);
  const keys = async (seconds: number) => (await claim(seconds)).map(({ key }) => key);

  it('keeps intents waiting for minutes, not for a year', async () => {
    await storage.commit({ at: at(year), intents: [anIntent('a'), anIntent('b')] });
    expect(await keys(0)).toEqual([]);
    expect(await storage.bringNearer(at(0), at(120))).toBe(2);
    expect(await keys(119)).toEqual([]);
    expect(await keys(120)).toEqual(['a', 'b']);
  });

  it('lets a claim of somebody who is gone come back', async () => {
    await storage.commit({ at: at(year), intents: [anIntent('a')] });
    await claim(year);
    expect(await storage.bringNearer(at(0), at(120))).toBeGreaterThan(0);
    expect(await keys(119)).toEqual([]);
    expect(await claim(120)).toMatchObject([{ key: 'a', attempts: 2, maybeDoneAt: expect.any(String) }]);
  });

  it('leaves alone what is due by then, what has ended, and who is still at it', async () => {
    await storage.commit({ at: at(0), intents: [anIntent('waits'), anIntent('runs')] });
    await storage.commit({ at: at(year), intents: [anIntent('ended')] });
    const ended = (await claim(year)).find(({ key }) => key === 'ended');
    if (ended)
      await storage.commit({
        at: at(year),
        intent: { id: ended.id, attempts: 1, outcome: { status: 'done', note: null } },
      });
    await storage.bringNearer(at(0), at(120));
    expect(await storage.bringNearer(at(0), at(120))).toBe(0);
    expect((await keys(120)).sort()).toEqual(['runs', 'waits']);
  });

  it('lets a message count from now that was being sent', async () => {
    const send = { key: 'm', about: 'x', to: 'C1', place: '#x', via: 'channel' };
    await storage.claimSend(send, at(year));
    await storage.bringNearer(at(0), at(120));
    expect(await storage.send('m')).toMatchObject({ state: 'sending', at: at(0) });
    await storage.endSend('m', { state: 'sent', channel: 'C1', ts: '1.1' });
    await storage.bringNearer(at(-year), at(120 - year));
    expect(await storage.send('m')).toMatchObject({ state: 'sent', at: at(0) });
  });
});
