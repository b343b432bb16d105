import { sql } from 'kysely';
import { tables } from '../../../src/adapters/storage/move/tables.ts';
import { openEngine } from '../../../src/adapters/storage/open-engine.ts';
import { openStorage } from '../../../src/adapters/storage/open-storage.ts';
import { aDelivery, anIntent, anOpenReview, aReview, at, later } from '../../contract/storage-values.ts';
import { someEvidence } from '../../fakes/evidence.ts';

/** Texts that one database or the other might not keep as they are. */
const odd = ['', ' ', "it's", '"quoted"', '\\n', 'a\nb', 'Grüße, 世界 🚒', '\u2028', 'null', '0', '{"a":1}'];
/** More than is read or written at once, in rows and in bytes. */
const manyDeliveries = 1_100;
const largeBodies = 3;
const largeBody = 2_500_000;

export type Furniture = { deliveries?: number; largeBodies?: number; reviews?: number };

/** Something of everything that is kept, in each of its states. */
export async function furnish(url: string, furniture: Furniture = {}): Promise<void> {
  const { deliveries = manyDeliveries, reviews = 30 } = furniture;
  const storage = await openStorage({ url });
  try {
    await storage.migrate();
    await Promise.all(
      Array.from({ length: deliveries }, (_, n) =>
        storage.storeDelivery(aDelivery(`d${n}`, { body: `${odd[n % odd.length]}${n}` })),
      ),
    );
    for (let n = 0; n < (furniture.largeBodies ?? largeBodies); n += 1) {
      await storage.storeDelivery(aDelivery(`large${n}`, { body: `${n}`.repeat(largeBody) }));
    }
    await storage.storeDelivery(aDelivery('with-nothing', { body: 'a\u0000b' }));
    await storage.endDeliveries([{ id: 'd0', outcome: 'done', reason: null }], at(1));
    await storage.forgetDeliveryBodies(at(2));
    await storage.endDeliveries([{ id: 'd1', outcome: 'ignored', reason: 'no incident' }], at(3));
    await storage.endDeliveries([{ id: 'd2', outcome: 'parked', reason: odd.join('|') }], at(3));
    await storage.nextDeliveries(7, later());
    for (let n = 0; n < reviews; n += 1) {
      // Ids of GitLab pass 2^31.
      const review =
        n % 3 === 0
          ? aReview({ incident: { project: 7, issue: 3_000_000_000 + n, iid: n } })
          : anOpenReview(n);
      const query = odd[n % odd.length] ?? '';
      const read = [someEvidence({ query }), someEvidence({ query, metric: 'requestsTotal' })];
      const intents = [anIntent(`open:${n}`), anIntent(`tell:${n}`)];
      await storage.commit({ at: at(4), review, intents, evidence: { incident: review.incident, read } });
      const write = { base: query, text: `${query}${n}`, restores: n % 2 === 0 ? n : null };
      await storage.keepTextWrite(review.incident, write, write.text, at(4));
    }
    const [done, parked] = await storage.claimIntents('gitlab', 3, at(5), 60_000);
    if (done && parked) {
      const ended = [
        { ...done, outcome: { status: 'done', note: odd.join('|') } },
        { ...parked, outcome: { status: 'parked', problem: 'gitlab-forbidden', detail: 'no' } },
      ] as const;
      for (const { id, attempts, outcome } of ended) {
        await storage.commit({ at: at(6), intent: { id, attempts, outcome } });
      }
    }
    for (const [n, key] of odd.entries()) {
      if (key === '') continue;
      const send = { key, about: n % 2 === 0 ? key : null, to: 'C1', place: 'incident', via: 'channel' };
      await storage.claimSend(send, at(7));
      if (n % 3 === 0) await storage.endSend(key, { state: 'sent', channel: 'C1', ts: '1.2' });
      await storage.setFact(`fact ${key}`, key);
      await storage.seenBefore(`seen ${key}`, at(8));
    }
  } finally {
    await storage.close();
  }
}

/** All rows of all tables, read without the code that moves them. What PostgreSQL cannot keep is as it keeps it. */
export async function inventory(url: string): Promise<Record<string, unknown[]>> {
  const engine = await openEngine({ url });
  try {
    const found: Record<string, unknown[]> = {};
    for (const { name, key } of tables) {
      const { rows } = await sql<Record<string, unknown>>`
        select * from ${sql.table(name)} order by ${sql.join(key.map((column) => sql.ref(column)))}
      `.execute(engine.reader);
      found[name] = rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => [
            column,
            typeof value === 'string' ? value.replaceAll('\u0000', '\uFFFD') : value,
          ]),
        ),
      );
    }
    return found;
  } finally {
    await engine.close();
  }
}

/** One statement of a person who was not asked. */
export async function meddle(url: string, statement: string): Promise<void> {
  const engine = await openEngine({ url });
  try {
    await sql.raw(statement).execute(engine.writer);
  } finally {
    await engine.close();
  }
}
