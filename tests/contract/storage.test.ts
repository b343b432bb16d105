import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/ports/storage.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { aDelivery, at, later } from './storage-values.ts';

describe.each(implementations)('deliveries and facts, on $name', ({ prepare }) => {
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

  it('finds nothing to migrate the second time', async () => {
    expect(await storage.migrate()).toEqual([]);
    const again = await ground.open();
    expect(await again.migrate()).toEqual([]);
  });

  it('stores a delivery once, however often it comes', async () => {
    expect(await storage.storeDelivery(aDelivery('a'))).toBe('stored');
    expect(await storage.storeDelivery(aDelivery('a', { body: '{"told":"differently"}' }))).toBe('known');
    expect(await storage.nextDeliveries(10, later())).toEqual([{ ...aDelivery('a'), attempts: 1 }]);
  });

  it('answers for each of many that come together, doubles among them', async () => {
    await storage.storeDelivery(aDelivery('old'));
    const ids = ['x', 'old', 'y', 'x', 'x', 'z'];
    const answers = await Promise.all(ids.map((id) => storage.storeDelivery(aDelivery(id))));
    expect(answers).toEqual(['stored', 'known', 'stored', 'known', 'known', 'stored']);
    const inbox = await storage.nextDeliveries(10, later());
    expect(inbox.map(({ id }) => id)).toEqual(['old', 'x', 'y', 'z']);
  });

  it('keeps a body of every kind exactly as it was', async () => {
    const body = `{"text":"😀 \\u0000 ${'é'.repeat(100_000)} '; drop table deliveries; --"}\n`;
    await storage.storeDelivery(aDelivery('odd', { body }));
    const [read] = await storage.nextDeliveries(1, later());
    expect(read?.body).toBe(body);
  });

  it('hands out undecided deliveries in the order of their arrival, whatever their clock says', async () => {
    await storage.storeDelivery(aDelivery('first', { receivedAt: at(9) }));
    await storage.storeDelivery(aDelivery('second', { receivedAt: at(5) }));
    await storage.storeDelivery(aDelivery('third', { receivedAt: at(7) }));
    await storage.storeDelivery(aDelivery('fourth', { receivedAt: at(1) }));
    expect((await storage.nextDeliveries(2, later())).map(({ id }) => id)).toEqual(['first', 'second']);
    const ended = ['first', 'second'].map((id) => ({ id, outcome: 'ignored' as const, reason: 'not ours' }));
    await storage.endDeliveries(ended, at(10));
    expect((await storage.nextDeliveries(9, later())).map(({ id }) => id)).toEqual(['third', 'fourth']);
  });

  it('counts how often a delivery was handed out, also to a process that died over it', async () => {
    await storage.storeDelivery(aDelivery('heavy'));
    await storage.nextDeliveries(1, later());
    const afterwards = await ground.open();
    expect((await afterwards.nextDeliveries(1, later())).map(({ attempts }) => attempts)).toEqual([2]);
  });

  const take = async (limit: number) =>
    (await storage.nextDeliveries(limit, later())).map(({ id, attempts }) => `${id} ${attempts}`);
  const end = (id: string) => storage.endDeliveries([{ id, outcome: 'done', reason: null }], at(1));

  it('hands out alone what was handed out before and never ended, and counts nobody else for it', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await storage.storeDelivery(aDelivery(id));
    expect(await take(3)).toEqual(['a 1', 'b 1', 'c 1']);
    await end('a');
    expect(await take(9)).toEqual(['b 2']);
    expect(await take(9)).toEqual(['b 3']);
    await end('b');
    expect(await take(9)).toEqual(['c 2']);
    await end('c');
    expect(await take(9)).toEqual(['d 1']);
  });

  it('does not hand out what was handed out before together with what comes before it', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await storage.storeDelivery(aDelivery(id));
    await storage.nextDeliveries(3, later());
    for (const id of ['a', 'b']) {
      await storage.endDeliveries([{ id, outcome: 'parked', reason: null }], at(1));
      await storage.retryParked(`d:${id}`, at(2));
    }
    expect(await take(9)).toEqual(['a 1', 'b 1']);
    await end('a');
    await end('b');
    expect(await take(9)).toEqual(['c 2']);
  });

  it('hands out no more than some megabytes of bodies at once, but at least one delivery', async () => {
    // Two bytes each on disk: 3 MiB, 9 MiB.
    const body = 'é'.repeat(1.5 * 1024 * 1024);
    for (const id of ['a', 'b', 'c']) await storage.storeDelivery(aDelivery(id, { body }));
    await storage.storeDelivery(aDelivery('huge', { body: body.repeat(3) }));
    for (const id of ['d', 'e']) await storage.storeDelivery(aDelivery(id));
    const taken: string[][] = [];
    for (let ids = await take(9); ids.length > 0; ids = await take(9)) {
      taken.push(ids);
      for (const id of ids) await end(id.replace(/ 1$/, ''));
    }
    expect(taken).toEqual([['a 1', 'b 1'], ['c 1'], ['huge 1'], ['d 1', 'e 1']]);
  });

  it('takes back the attempt of deliveries that were not to blame', async () => {
    for (const id of ['a', 'b', 'c']) await storage.storeDelivery(aDelivery(id));
    expect(await take(2)).toEqual(['a 1', 'b 1']);
    await storage.returnDeliveries(['a', 'b', 'c', 'nobody'].map((id) => ({ id, attempts: 1 })));
    expect(await take(9)).toEqual(['a 1', 'b 1', 'c 1']);
    expect(await take(9)).toEqual(['a 2']);
    await storage.returnDeliveries([{ id: 'a', attempts: 2 }]);
    expect(await take(9)).toEqual(['a 2']);
    await storage.returnDeliveries([]);
  });

  it('takes back no attempt of whoever was handed it since', async () => {
    for (const id of ['a', 'b']) await storage.storeDelivery(aDelivery(id));
    const slow = await storage.nextDeliveries(2, later());
    const other = await ground.open();
    const since = later();
    expect(await other.nextDeliveries(2, since)).toMatchObject([{ id: 'a', attempts: 2 }]);
    await storage.returnDeliveries(slow);
    await end('b');
    expect(await take(9)).toEqual(['a 3']);
  });

  it('takes back no attempt of a delivery that has ended', async () => {
    await storage.storeDelivery(aDelivery('a'));
    const taken = await storage.nextDeliveries(1, later());
    await storage.endDeliveries([{ id: 'a', outcome: 'parked', reason: null }], at(1));
    await storage.returnDeliveries(taken);
    expect(await storage.parked()).toMatchObject([{ id: 'd:a', attempts: 1 }]);
  });

  it('takes back the attempts of more deliveries than one statement names', async () => {
    const ids = Array.from({ length: 450 }, (_, n) => `n${n}`);
    await Promise.all(ids.map((id) => storage.storeDelivery(aDelivery(id))));
    const taken = await storage.nextDeliveries(1_000, later());
    expect(taken).toHaveLength(450);
    await storage.returnDeliveries(taken);
    expect(await take(1_000)).toEqual(ids.map((id) => `${id} 1`));
  });

  it('keeps the first outcome of a delivery', async () => {
    await storage.storeDelivery(aDelivery('a'));
    await storage.endDeliveries([{ id: 'a', outcome: 'done', reason: 'a review is wanted' }], at(1));
    await storage.endDeliveries([{ id: 'a', outcome: 'parked', reason: 'too late' }], at(2));
    expect(await storage.history(5)).toEqual([
      { at: at(1), what: 'Issue Hook', key: 'a', outcome: 'done', detail: 'a review is wanted', body: null },
    ]);
    expect(await storage.parked()).toEqual([]);
  });

  it('ends each of many with its own reason', async () => {
    const ended = Array.from({ length: 450 }, (_, n) => ({
      id: `n${n}`,
      outcome: n % 3 === 0 ? ('done' as const) : ('ignored' as const),
      reason: n % 2 === 0 ? null : `because of ${n % 4}`,
    }));
    await Promise.all(ended.map(({ id }) => storage.storeDelivery(aDelivery(id))));
    await storage.endDeliveries([...ended, ...ended.slice(0, 3)], at(1));
    const history = await storage.history(1_000);
    const told = new Map(history.map(({ key, outcome, detail }) => [key, [outcome, detail]]));
    expect(told).toEqual(new Map(ended.map(({ id, outcome, reason }) => [id, [outcome, reason]])));
    await storage.endDeliveries([], at(2));
  });

  it('takes the end of a delivery that never came for a bug, and ends none of the others', async () => {
    await storage.storeDelivery(aDelivery('a'));
    const ended = ['a', 'nobody'].map((id) => ({ id, outcome: 'done' as const, reason: null }));
    await expect(storage.endDeliveries(ended, at(1))).rejects.toThrow('No delivery has the id nobody');
    expect(await storage.nextDeliveries(5, later())).toHaveLength(1);
  });

  it('forgets the bodies of what ended long ago, and still knows their ids', async () => {
    for (const id of ['old', 'recent', 'undecided']) await storage.storeDelivery(aDelivery(id));
    await storage.endDeliveries([{ id: 'old', outcome: 'done', reason: null }], at(10));
    await storage.endDeliveries([{ id: 'recent', outcome: 'done', reason: null }], at(20));
    expect(await storage.forgetDeliveryBodies(at(20))).toBe(1);
    expect(await storage.forgetDeliveryBodies(at(20))).toBe(0);
    expect(await storage.storeDelivery(aDelivery('old'))).toBe('known');
    expect((await storage.nextDeliveries(5, later())).map(({ id }) => id)).toEqual(['undecided']);
    expect(await storage.forgetDeliveryBodies(at(21))).toBe(1);
    expect((await storage.history(5)).map(({ key, outcome }) => [key, outcome])).toEqual([
      ['recent', 'done'],
      ['old', 'done'],
    ]);
  });

  it('forgets more bodies than it deletes at once', async () => {
    const ids = Array.from({ length: 603 }, (_, index) => `n${index}`);
    await Promise.all(ids.map((id) => storage.storeDelivery(aDelivery(id))));
    const ended = ids.map((id) => ({ id, outcome: 'ignored' as const, reason: null }));
    await storage.endDeliveries(ended, at(1));
    expect(await storage.forgetDeliveryBodies(at(2))).toBe(603);
  });

  it('gives up a parked delivery with its body, and says so', async () => {
    for (const id of ['with', 'without']) await storage.storeDelivery(aDelivery(id));
    const parked = { outcome: 'parked' as const };
    await storage.endDeliveries(
      [
        { id: 'with', ...parked, reason: 'unknown shape' },
        { id: 'without', ...parked, reason: null },
      ],
      at(1),
    );
    expect(await storage.forgetDeliveryBodies(at(2))).toBe(2);
    expect(await storage.parked()).toEqual([]);
    expect(await storage.retryParked('d:with', at(3))).toBe(false);
    const details = (await storage.history(5)).map(({ outcome, detail }) => [outcome, detail]);
    expect(details).toEqual([
      ['dropped', 'its body was deleted after the retention time'],
      ['dropped', 'unknown shape; its body was deleted after the retention time'],
    ]);
  });

  it('keeps small facts, the last word each', async () => {
    expect(await storage.fact('last-reconcile')).toBeNull();
    await storage.setFact('last-reconcile', at(0));
    await storage.setFact('last-reconcile', at(1));
    await storage.setFact('bot-users', '4,5');
    expect(await storage.fact('last-reconcile')).toBe(at(1));
    expect(await storage.fact('bot-users')).toBe('4,5');
  });

  it('writes a fact down once, whoever comes first, and tells everybody which it is', async () => {
    const other = await ground.open();
    const wished = ['a', 'b', 'c', 'd'];
    const kept = await Promise.all(
      wished.map((value, n) => (n % 2 === 0 ? storage : other).ensureFact('made-once', value)),
    );
    expect(new Set(kept).size).toBe(1);
    expect(wished).toContain(kept[0]);
    expect(await storage.fact('made-once')).toBe(kept[0]);
    await storage.setFact('told-before', 'first');
    expect(await other.ensureFact('told-before', 'second')).toBe('first');
  });

  it('shows what one process stored to another at once, and to itself after a restart', async () => {
    const other = await ground.open();
    await storage.storeDelivery(aDelivery('a'));
    expect(await other.storeDelivery(aDelivery('a'))).toBe('known');
    await other.setFact('seen-by', 'other');
    expect(await storage.fact('seen-by')).toBe('other');
    await storage.close();
    await other.close();
    const second = await ground.open();
    expect((await second.nextDeliveries(5, later())).map(({ id }) => id)).toEqual(['a']);
  });

  it('finishes what was asked for before it closes, and refuses the rest with a problem', async () => {
    const stored = Promise.all(['a', 'b', 'c'].map((id) => storage.storeDelivery(aDelivery(id))));
    const closed = storage.close();
    expect(await stored).toEqual(['stored', 'stored', 'stored']);
    await closed;
    const refused = { code: 'storage-unavailable' };
    await expect(storage.storeDelivery(aDelivery('d'))).rejects.toMatchObject(refused);
    await expect(storage.nextDeliveries(1, later())).rejects.toMatchObject(refused);
    await expect(storage.checkWritable()).rejects.toMatchObject(refused);
    await storage.close();
  });

  it('is writable when it is', async () => {
    await storage.checkWritable();
    await storage.checkWritable();
  });
});
