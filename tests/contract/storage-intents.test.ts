import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IntentOutcome, Storage } from '../../src/ports/storage.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { anIntent, at } from './storage-values.ts';

describe.each(implementations)('the ledger of intents, on $name', ({ prepare }) => {
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

  const leaseMs = 60_000;
  const add = (seconds: number, ...keys: [key: string, subject?: string][]) =>
    storage.commit({
      at: at(seconds),
      intents: keys.map(([key, subject = key]) => anIntent(key, { subject })),
    });
  const claim = async (limit: number, seconds: number, by = storage) =>
    (await by.claimIntents('gitlab', limit, at(seconds), leaseMs)).map(({ key }) => key);
  const settle = async (key: string, id: number, outcome: IntentOutcome, seconds: number) => {
    expect(await storage.commit({ at: at(seconds), intent: { id, outcome } }), key).toBe('committed');
  };
  const done: IntentOutcome = { status: 'done', note: null };
  const later = (seconds: number): IntentOutcome => ({
    status: 'later',
    at: at(seconds),
    problem: 'gitlab-timeout',
    detail: 'no answer',
  });

  it('gives an intent back as it was decided, counted as a first attempt', async () => {
    const intent = anIntent('open-review:7:700', { subject: '7:700' });
    await storage.commit({ at: at(0), intents: [intent] });
    const [claimed] = await storage.claimIntents('gitlab', 5, at(3), leaseMs);
    expect(claimed).toEqual({
      ...intent,
      id: expect.any(Number),
      attempts: 1,
      maybeDoneAt: null,
      createdAt: at(0),
      firstAttemptAt: at(3),
    });
  });

  it('never takes the same key twice, whatever became of the first', async () => {
    await add(0, ['a'], ['b'], ['c'], ['a']);
    const [a, b, c] = await storage.claimIntents('gitlab', 5, at(1), leaseMs);
    await settle('a', a?.id ?? 0, done, 1);
    await settle('b', b?.id ?? 0, { status: 'parked', problem: 'bug', detail: 'oh' }, 1);
    await settle('c', c?.id ?? 0, { status: 'parked', problem: 'bug', detail: 'oh' }, 1);
    await storage.dropParked(`i:${c?.id}`, at(1));
    expect(await add(2, ['a'], ['b'], ['c'], ['d'])).toBe('committed');
    expect(await claim(5, 3)).toEqual(['d']);
  });

  it('claims what has been due longest, and nothing before its time', async () => {
    await add(20, ['new']);
    await add(10, ['old']);
    await add(15, ['middle']);
    await add(30, ['future']);
    expect(await claim(5, 9)).toEqual([]);
    expect(await claim(1, 20)).toEqual(['old']);
    expect(await claim(5, 20)).toEqual(['middle', 'new']);
    expect(await claim(5, 29)).toEqual([]);
    expect(await claim(5, 30)).toEqual(['future']);
  });

  it('keeps one that can wait until then, whoever decides on it once more', async () => {
    const waiting = { ...anIntent('refresh'), notBefore: at(40) };
    await storage.commit({ at: at(30), intents: [waiting] });
    await storage.commit({ at: at(31), intents: [{ ...waiting, notBefore: at(41) }] });
    expect(await storage.nextIntentAt('gitlab')).toBe(at(40));
    expect(await claim(5, 39)).toEqual([]);
    expect(await claim(5, 40)).toEqual(['refresh']);
  });

  it('claims in the order of the decisions of one moment', async () => {
    await add(0, ['one'], ['two'], ['three'], ['four']);
    expect(await claim(3, 0)).toEqual(['one', 'two', 'three']);
    expect(await claim(3, 0)).toEqual(['four']);
  });

  it('lets one intent of a subject run at a time, and others pass it', async () => {
    await add(0, ['a1', 'a'], ['a2', 'a'], ['b1', 'b'], ['a3', 'a'], ['b2', 'b']);
    const [a1] = await storage.claimIntents('gitlab', 5, at(0), leaseMs);
    expect(await claim(5, 1)).toEqual([]);
    await settle('a1', a1?.id ?? 0, done, 2);
    expect(await claim(5, 2)).toEqual(['a2']);
  });

  it('claims the second of a subject while the first waits for its next try', async () => {
    await add(0, ['a1', 'a'], ['a2', 'a']);
    const [a1] = await storage.claimIntents('gitlab', 5, at(0), leaseMs);
    await settle('a1', a1?.id ?? 0, later(50), 1);
    expect(await claim(5, 2)).toEqual(['a2']);
    expect(await claim(5, 50)).toEqual([]);
  });

  it('never gives one intent to two claimers, nor one subject', async () => {
    const other = await ground.open();
    await add(0, ...Array.from({ length: 30 }, (_, n): [string, string] => [`k${n}`, `s${n % 10}`]));
    const claims = await Promise.all(
      [storage, other, storage, other].map((by) => by.claimIntents('gitlab', 4, at(0), leaseMs)),
    );
    const subjects = claims.flat().map(({ subject }) => subject);
    expect(subjects).toHaveLength(10);
    expect(new Set(subjects).size).toBe(10);
  });

  it('brings a claim back whose lease has run out, in its old place', async () => {
    await add(0, ['a1', 'a'], ['a2', 'a']);
    await storage.claimIntents('gitlab', 5, at(10), leaseMs);
    await add(11, ['b1', 'b']);
    expect(await storage.nextIntentAt('gitlab')).toBe(at(11));
    const again = await storage.claimIntents('gitlab', 5, at(70), leaseMs);
    expect(again).toMatchObject([
      { key: 'a1', attempts: 2, firstAttemptAt: at(10) },
      { key: 'b1', attempts: 1, firstAttemptAt: at(70) },
    ]);
  });

  it('keeps to the lease to the millisecond', async () => {
    await add(0, ['a']);
    await storage.claimIntents('gitlab', 5, at(0), 1_500);
    expect(await storage.nextIntentAt('gitlab')).toBe('2026-03-02T08:00:01.500Z');
    expect(await storage.claimIntents('gitlab', 5, '2026-03-02T08:00:01.499Z', 1_500)).toEqual([]);
    expect(await storage.claimIntents('gitlab', 5, '2026-03-02T08:00:01.500Z', 1_500)).toHaveLength(1);
  });

  it('comes back at the time that was asked for, with all attempts counted', async () => {
    await add(0, ['a']);
    const [first] = await storage.claimIntents('gitlab', 1, at(5), leaseMs);
    await settle('a', first?.id ?? 0, later(30), 6);
    expect(await storage.nextIntentAt('gitlab')).toBe(at(30));
    expect(await claim(1, 29)).toEqual([]);
    expect(await storage.claimIntents('gitlab', 1, at(30), leaseMs)).toMatchObject([
      { attempts: 2, firstAttemptAt: at(5) },
    ]);
  });

  it('heeds a late word of an attempt whose lease has run out only if it was done', async () => {
    await add(0, ['a'], ['b']);
    const slow = await storage.claimIntents('gitlab', 2, at(0), leaseMs);
    const [a, b] = await storage.claimIntents('gitlab', 2, at(90), leaseMs);
    expect(slow.map(({ id }) => id)).toEqual([a?.id, b?.id]);
    await settle('a by the quick one', a?.id ?? 0, done, 91);
    await settle('a by the slow one', a?.id ?? 0, later(95), 92);
    await settle('b by the quick one', b?.id ?? 0, { status: 'parked', problem: 'bug', detail: 'oh' }, 91);
    await settle('b by the slow one', b?.id ?? 0, done, 93);
    expect(await claim(5, 500)).toEqual([]);
    expect(await storage.parked()).toEqual([]);
    expect((await storage.history(5)).map(({ key, outcome }) => [key, outcome])).toEqual([
      ['b', 'done'],
      ['a', 'done'],
    ]);
  });

  it('heeds no word of an attempt that names its count once another one runs', async () => {
    await add(0, ['a'], ['b']);
    const slow = await storage.claimIntents('gitlab', 2, at(0), leaseMs);
    await storage.claimIntents('gitlab', 2, at(90), leaseMs);
    const late: IntentOutcome[] = [later(95), { status: 'parked', problem: 'bug', detail: 'oh' }];
    for (const [index, { id, attempts }] of slow.entries()) {
      const intent = { id, attempts, outcome: late[index] ?? done };
      expect(await storage.commit({ at: at(92), intent })).toBe('committed');
    }
    expect(await claim(5, 149)).toEqual([]);
    expect(await storage.parked()).toEqual([]);
    expect(await storage.claimIntents('gitlab', 2, at(150), leaseMs)).toMatchObject([
      { attempts: 3 },
      { attempts: 3 },
    ]);
    const [{ id, attempts } = { id: 0, attempts: 0 }] = slow;
    await storage.commit({ at: at(151), intent: { id, attempts, outcome: done } });
    expect(await storage.history(5)).toMatchObject([{ key: 'a', outcome: 'done' }]);
  });

  it('heeds the word of the attempt that runs when it names its count', async () => {
    await add(0, ['a']);
    const [{ id, attempts } = { id: 0, attempts: 0 }] = await storage.claimIntents(
      'gitlab',
      1,
      at(0),
      leaseMs,
    );
    await storage.commit({ at: at(1), intent: { id, attempts, outcome: later(5) } });
    expect(await claim(5, 5)).toEqual(['a']);
  });

  it('keeps a claim that is renewed, and counts it no further', async () => {
    const other = await ground.open();
    await add(0, ['a1', 'a'], ['a2', 'a']);
    const [a1 = { id: 0, attempts: 0 }] = await storage.claimIntents('gitlab', 1, at(0), leaseMs);
    expect(await storage.renewClaim(a1, at(50), leaseMs)).toBe(true);
    expect(await storage.renewClaim(a1, at(100), 30_000)).toBe(true);
    expect(await storage.nextIntentAt('gitlab')).toBe(at(130));
    expect(await claim(5, 129, other)).toEqual([]);
    expect(await other.claimIntents('gitlab', 5, at(130), leaseMs)).toMatchObject([
      { key: 'a1', attempts: 2 },
    ]);
  });

  it('renews a claim whose lease has run out as long as nobody else has taken it', async () => {
    await add(0, ['a']);
    const [a = { id: 0, attempts: 0 }] = await storage.claimIntents('gitlab', 1, at(0), leaseMs);
    expect(await storage.renewClaim(a, at(90), leaseMs)).toBe(true);
    expect(await claim(5, 149)).toEqual([]);
  });

  it('does not renew a claim that is no longer ours', async () => {
    await add(0, ['lost'], ['done'], ['later'], ['parked']);
    const slow = await storage.claimIntents('gitlab', 4, at(0), leaseMs);
    const [lost, ...quick] = await storage.claimIntents('gitlab', 4, at(60), leaseMs);
    const parked: IntentOutcome = { status: 'parked', problem: 'bug', detail: 'oh' };
    for (const [index, outcome] of [done, later(500), parked].entries()) {
      await settle(outcome.status, quick[index]?.id ?? 0, outcome, 61);
    }
    for (const claimed of [...slow, ...quick, { id: 99, attempts: 1 }]) {
      expect(await storage.renewClaim(claimed, at(62), leaseMs), `${claimed.id}`).toBe(false);
    }
    expect(await storage.nextIntentAt('gitlab')).toBe(at(120));
    expect(await storage.renewClaim({ id: lost?.id ?? 0, attempts: 2 }, at(62), leaseMs)).toBe(true);
    expect(await storage.nextIntentAt('gitlab')).toBe(at(122));
    expect(await storage.parked()).toHaveLength(1);
  });

  it('takes the end of an intent that never was for a bug', async () => {
    await expect(storage.commit({ at: at(0), intent: { id: 99, outcome: done } })).rejects.toThrow('99');
    await expect(storage.commit({ at: at(0), intent: { id: 99, outcome: later(1) } })).rejects.toThrow('99');
  });

  it('knows when the next intent can be claimed', async () => {
    expect(await storage.nextIntentAt('gitlab')).toBeNull();
    await add(40, ['b']);
    await add(0, ['a1', 'a'], ['a2', 'a']);
    expect(await storage.nextIntentAt('gitlab')).toBe(at(0));
    const [a1] = await storage.claimIntents('gitlab', 1, at(10), leaseMs);
    expect(await storage.nextIntentAt('gitlab')).toBe(at(40));
    const [b] = await storage.claimIntents('gitlab', 1, at(40), leaseMs);
    // What waits behind a running one of its subject can be claimed when that lease ends at the latest.
    expect(await storage.nextIntentAt('gitlab')).toBe(at(70));
    await settle('b', b?.id ?? 0, done, 41);
    await settle('a1', a1?.id ?? 0, done, 41);
    expect(await storage.nextIntentAt('gitlab')).toBe(at(0));
  });
});
