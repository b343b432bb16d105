import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/ports/storage.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { anIntent, at } from './storage-values.ts';

describe.each(implementations)('messages that were claimed, on $name', ({ prepare }) => {
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

  const message = {
    key: 'announce:1',
    about: '7:700',
    to: 'C024BE7LH',
    place: '#incident-1',
    via: 'incident-channel',
  };
  const sent = { state: 'sent', channel: 'C024BE7LH', ts: '1730412000.000100' } as const;

  it('are claimed by one alone, however many come at once', async () => {
    const other = await ground.open();
    const claims = await Promise.all(
      [storage, other, storage, other].map((by) => by.claimSend(message, at(1))),
    );
    expect(claims.filter((claim) => claim === 'claimed')).toHaveLength(1);
    const rest = claims.filter((claim) => claim !== 'claimed');
    expect(rest).toEqual(Array(3).fill({ ...message, at: at(1), state: 'sending' }));
  });

  it('are known afterwards: where they stand, or that nobody knows', async () => {
    expect(await storage.send('announce:1')).toBeNull();
    await storage.claimSend(message, at(1));
    await storage.endSend('announce:1', sent);
    expect(await storage.send('announce:1')).toEqual({ ...message, at: at(1), ...sent });
    expect(await storage.claimSend({ ...message, to: '#elsewhere' }, at(2))).toMatchObject(sent);
    await storage.claimSend({ ...message, key: 'b' }, at(3));
    await storage.endSend('b', { state: 'unknown' });
    expect(await storage.claimSend({ ...message, key: 'b' }, at(4))).toMatchObject({ state: 'unknown' });
  });

  it('can be claimed again where it is certain that they were not taken', async () => {
    await storage.claimSend(message, at(1));
    await storage.endSend('announce:1', { state: 'not-taken', claimedAt: at(1) });
    expect(await storage.claimSend({ ...message, to: '#g_runner' }, at(2))).toBe('claimed');
    expect(await storage.send('announce:1')).toMatchObject({ to: '#g_runner', at: at(2), state: 'sending' });
  });

  it('stay claimed when somebody who stood still ends an earlier claim', async () => {
    const notTaken = { state: 'not-taken', claimedAt: at(1) } as const;
    await storage.claimSend(message, at(1));
    await storage.endSend('announce:1', notTaken);
    await storage.claimSend(message, at(200));
    await storage.endSend('announce:1', notTaken);
    expect(await storage.send('announce:1')).toMatchObject({ at: at(200), state: 'sending' });
  });

  it('do not change once they have ended', async () => {
    await storage.claimSend(message, at(1));
    await storage.endSend('announce:1', sent);
    for (const late of [{ state: 'not-taken', claimedAt: at(1) }, { state: 'unknown' }] as const) {
      await storage.endSend('announce:1', late);
      expect(await storage.send('announce:1')).toMatchObject(sent);
    }
  });

  it('are found by what they are about, oldest first, and can be taken back at any time', async () => {
    await storage.claimSend({ ...message, key: 'b' }, at(2));
    await storage.claimSend({ ...message, key: 'other', about: '7:701' }, at(1));
    await storage.claimSend({ ...message, key: 'none', about: null }, at(1));
    await storage.claimSend(message, at(1));
    await storage.endSend('announce:1', sent);
    expect((await storage.sendsAbout('7:700')).map(({ key, state }) => [key, state])).toEqual([
      ['announce:1', 'sent'],
      ['b', 'sending'],
    ]);
    for (const key of ['announce:1', 'b']) await storage.endSend(key, { state: 'retracted' });
    expect((await storage.sendsAbout('7:700')).map(({ state }) => state)).toEqual(['retracted', 'retracted']);
    expect(await storage.claimSend(message, at(5))).toMatchObject({ state: 'retracted' });
  });

  it('survive a restart', async () => {
    await storage.claimSend(message, at(1));
    await storage.close();
    storage = await ground.open();
    expect(await storage.claimSend(message, at(2))).toMatchObject({ state: 'sending', at: at(1) });
  });
});

describe.each(implementations)('lanes, on $name', ({ prepare }) => {
  it('are claimed apart, and each knows when its next intent is due', async () => {
    const ground = await prepare();
    const storage = await ground.open();
    await storage.migrate();
    const incident = { project: 7, issue: 700, iid: 12 };
    const body = { kind: 'bookmark-review', incident, channel: 'C024BE7LH', place: '#x' } as const;
    const slack = { key: 'bookmark', subject: 'slack:7:700', body };
    await storage.commit({ at: at(0), intents: [slack] });
    await storage.commit({ at: at(5), intents: [anIntent('verify')] });
    expect(await storage.nextIntentAt('slack')).toBe(at(0));
    expect(await storage.nextIntentAt('gitlab')).toBe(at(5));
    expect(await storage.claimIntents('gitlab', 5, at(9), 1_000)).toMatchObject([{ key: 'verify' }]);
    expect(await storage.claimIntents('slack', 5, at(9), 1_000)).toMatchObject([{ key: 'bookmark' }]);
    await ground.remove();
  });
});
