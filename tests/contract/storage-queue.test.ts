import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/ports/storage.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { aDelivery, anIntent, at, later } from './storage-values.ts';

describe.each(implementations)('the queue and the history, on $name', ({ prepare }) => {
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

  /** One parked intent and, later, one parked delivery; the id of the intent as `queue` takes it. */
  async function parkBoth(): Promise<string> {
    await storage.storeDelivery(aDelivery('odd'));
    await storage.commit({ at: at(0), intents: [anIntent('verify')] });
    const [claimed] = await storage.claimIntents('gitlab', 1, at(1), 60_000);
    const outcome = { status: 'parked' as const, problem: 'gitlab-forbidden' as const, detail: 'no scope' };
    await storage.commit({ at: at(2), intent: { id: claimed?.id ?? 0, outcome } });
    await storage.nextDeliveries(1, later());
    await storage.endDeliveries([{ id: 'odd', outcome: 'parked', reason: 'unknown shape' }], at(3));
    return `i:${claimed?.id}`;
  }

  it('lists what waits for a person, oldest first', async () => {
    const id = await parkBoth();
    expect(await storage.parked()).toEqual([
      {
        id,
        what: 'verify-review',
        key: 'verify',
        problem: 'gitlab-forbidden',
        detail: 'no scope',
        attempts: 1,
        since: at(2),
      },
      {
        id: 'd:odd',
        what: 'Issue Hook',
        key: 'odd',
        problem: 'not-handled',
        detail: 'unknown shape',
        attempts: 1,
        since: at(3),
      },
    ]);
  });

  it('puts a parked intent back with its attempts and its first moment, for it may have been done then', async () => {
    const id = await parkBoth();
    expect(await storage.claimIntents('gitlab', 5, at(100), 60_000)).toEqual([]);
    const operator = await ground.open();
    expect(await operator.retryParked(id, at(100))).toBe(true);
    expect(await operator.retryParked(id, at(100))).toBe(false);
    expect(await storage.claimIntents('gitlab', 5, at(99), 60_000)).toEqual([]);
    expect(await storage.claimIntents('gitlab', 5, at(101), 60_000)).toMatchObject([
      { key: 'verify', attempts: 2, firstAttemptAt: at(1) },
    ]);
    expect(await storage.history(5)).toMatchObject([{ key: 'odd' }]);
  });

  it('puts a parked delivery back as if it had just come', async () => {
    await parkBoth();
    expect(await storage.nextDeliveries(5, later())).toEqual([]);
    expect(await storage.retryParked('d:odd', at(100))).toBe(true);
    expect(await storage.retryParked('d:odd', at(100))).toBe(false);
    expect(await storage.nextDeliveries(5, later())).toEqual([{ ...aDelivery('odd'), attempts: 1 }]);
  });

  it('drops what is parked for good', async () => {
    const id = await parkBoth();
    expect(await storage.dropParked(id, at(50))).toBe(true);
    expect(await storage.dropParked('d:odd', at(51))).toBe(true);
    for (const one of [id, 'd:odd']) {
      expect(await storage.dropParked(one, at(52))).toBe(false);
      expect(await storage.retryParked(one, at(52))).toBe(false);
    }
    expect(await storage.parked()).toEqual([]);
    expect(await storage.nextDeliveries(5, later())).toEqual([]);
    expect(await storage.claimIntents('gitlab', 5, at(99), 60_000)).toEqual([]);
    expect(await storage.history(5)).toMatchObject([
      { at: at(51), key: 'odd', outcome: 'dropped', detail: 'unknown shape' },
      { at: at(50), key: 'verify', outcome: 'dropped', detail: 'gitlab-forbidden: no scope' },
    ]);
  });

  it('touches nothing that is not parked, nor anything for an id that is none', async () => {
    await storage.storeDelivery(aDelivery('fresh'));
    await storage.commit({ at: at(0), intents: [anIntent('fresh')] });
    for (const id of [
      'd:fresh',
      'i:1',
      'fresh',
      '1',
      'i:',
      'i:x',
      'i:1e3',
      'd:',
      'i:99999999999999999999',
      '',
    ]) {
      expect(await storage.retryParked(id, at(1)), id).toBe(false);
      expect(await storage.dropParked(id, at(1)), id).toBe(false);
    }
    expect(await storage.depth()).toMatchObject({ deliveries: 1, intents: 1 });
  });

  it('takes the id of a delivery as the sender chose it', async () => {
    const id = "i:7' or 1=1 --";
    await storage.storeDelivery(aDelivery(id));
    await storage.endDeliveries([{ id, outcome: 'parked', reason: null }], at(1));
    expect(await storage.parked()).toMatchObject([{ id: `d:${id}`, detail: '' }]);
    expect(await storage.retryParked(id, at(2))).toBe(false);
    expect(await storage.retryParked(`d:${id}`, at(2))).toBe(true);
  });

  it('measures how much waits, and since when', async () => {
    const nothing = { deliveries: 0, intents: 0, oldestAt: null, parkedDeliveries: 0, parkedIntents: 0 };
    expect(await storage.depth()).toEqual(nothing);
    await parkBoth();
    expect(await storage.depth()).toEqual({ ...nothing, parkedDeliveries: 1, parkedIntents: 1 });
    await storage.commit({ at: at(20), intents: [anIntent('running'), anIntent('waiting')] });
    await storage.claimIntents('gitlab', 1, at(20), 60_000);
    await storage.storeDelivery(aDelivery('late', { receivedAt: at(30) }));
    expect(await storage.depth()).toEqual({
      deliveries: 1,
      intents: 2,
      oldestAt: at(20),
      parkedDeliveries: 1,
      parkedIntents: 1,
    });
    await storage.storeDelivery(aDelivery('early', { receivedAt: at(10) }));
    expect(await storage.depth()).toMatchObject({ deliveries: 2, oldestAt: at(10) });
  });

  it('tells what was done and why, newest first', async () => {
    await storage.storeDelivery(aDelivery('a'));
    const intent = anIntent('verify');
    await storage.commit({
      at: at(1),
      intents: [intent],
      delivery: { id: 'a', outcome: 'done', reason: 'it was asked for' },
    });
    const [claimed] = await storage.claimIntents('gitlab', 1, at(2), 60_000);
    const outcome = { status: 'done' as const, note: 'it is still there' };
    await storage.commit({ at: at(2), intent: { id: claimed?.id ?? 0, outcome } });
    const acted = {
      at: at(2),
      what: 'verify-review',
      key: 'verify',
      outcome: 'done',
      detail: 'it is still there',
      body: intent.body,
    };
    const heard = {
      at: at(1),
      what: 'Issue Hook',
      key: 'a',
      outcome: 'done',
      detail: 'it was asked for',
      body: null,
    };
    expect(await storage.history(5)).toEqual([acted, heard]);
    expect(await storage.history(1)).toEqual([acted]);
  });

  it('tells above all else what did not work and is tried again, and when', async () => {
    await storage.commit({ at: at(0), intents: [anIntent('verify'), anIntent('not tried yet')] });
    const [first] = await storage.claimIntents('gitlab', 1, at(1), 60_000);
    const detail = 'gitlab-timeout: GET /issues took too long';
    const outcome = { status: 'later' as const, at: at(5), problem: 'gitlab-timeout' as const, detail };
    await storage.commit({ at: at(2), intent: { id: first?.id ?? 0, outcome } });
    await storage.storeDelivery(aDelivery('a'));
    await storage.commit({ at: at(3), delivery: { id: 'a', outcome: 'ignored', reason: 'nothing of ours' } });
    expect(await storage.history(5)).toMatchObject([
      { at: at(5), key: 'verify', outcome: 'waiting', detail },
      { at: at(3), key: 'a', outcome: 'ignored' },
    ]);
  });

  it('forgets the problem of an earlier attempt once the act is done', async () => {
    await storage.commit({ at: at(0), intents: [anIntent('verify')] });
    const [first] = await storage.claimIntents('gitlab', 1, at(1), 60_000);
    const id = first?.id ?? 0;
    const later = { status: 'later' as const, at: at(5), problem: 'gitlab-timeout' as const, detail: 'slow' };
    await storage.commit({ at: at(2), intent: { id, outcome: later } });
    await storage.claimIntents('gitlab', 1, at(5), 60_000);
    await storage.commit({ at: at(6), intent: { id, outcome: { status: 'done', note: null } } });
    expect(await storage.history(5)).toMatchObject([{ key: 'verify', outcome: 'done', detail: null }]);
  });
});
