import { connect, createServer, type Socket } from 'node:net';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../../scripts/postgres-server.ts';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import type { Storage } from '../../src/ports/storage.ts';
import { aDelivery, anIntent, at } from '../contract/storage-values.ts';
import { recordedLog } from '../fakes/log.ts';
import { newSchema } from '../stores/new-database.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres({ durable: false });
});
afterAll(() => server.remove());

let opened: Storage[];
let url: string;
beforeEach(async () => {
  opened = [];
  ({ url } = newSchema(server.url));
});
afterEach(async () => {
  await Promise.all(opened.map((storage) => storage.close()));
});

async function open(timeoutMs = 1_000): Promise<Storage> {
  const storage = await openStorage({ url, timeoutMs });
  opened.push(storage);
  await storage.migrate();
  return storage;
}

/** A way to the server on which connections that stand may be lost without a word; new ones get through. */
async function startWay(to: string): Promise<{ port: number; fallSilent(): void; close(): void }> {
  const { hostname, port } = new URL(to);
  const sockets: [Socket, Socket][] = [];
  const way = createServer((inward) => {
    const outward = connect({ host: hostname, port: Number(port) });
    inward.on('error', () => undefined).pipe(outward);
    outward.on('error', () => undefined).pipe(inward);
    sockets.push([inward, outward]);
  });
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
  const address = way.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    port: address.port,
    fallSilent: () => {
      for (const [inward, outward] of sockets.splice(0)) {
        inward.unpipe();
        outward.unpipe();
        inward.resume();
      }
    },
    close: () => void way.close(),
  };
}

const unavailable = { code: 'storage-unavailable' };
const ids = (count: number, prefix = 'd') => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

describe('a server in trouble', () => {
  test('that is stopped: each question is answered with a problem, and all goes on when it is back', async () => {
    const storage = await open();
    await storage.storeDelivery(aDelivery('before'));
    await server.stop();
    await expect(storage.storeDelivery(aDelivery('meanwhile'))).rejects.toMatchObject(unavailable);
    await expect(storage.depth()).rejects.toMatchObject(unavailable);
    await expect(storage.checkWritable()).rejects.toMatchObject(unavailable);
    await server.start();
    expect(await storage.storeDelivery(aDelivery('before'))).toBe('known');
    expect(await storage.storeDelivery(aDelivery('meanwhile'))).toBe('stored');
    expect((await storage.depth()).deliveries).toBe(2);
  });

  test('that stands still: nobody waits for longer than the time-out', async () => {
    const storage = await open(300);
    await server.pause();
    try {
      await expect(storage.storeDelivery(aDelivery('meanwhile'))).rejects.toMatchObject(unavailable);
      await expect(storage.depth()).rejects.toMatchObject(unavailable);
    } finally {
      await server.resume();
    }
    // It may have been stored in spite of what was said: the sender repeats it, and it is there once.
    await storage.storeDelivery(aDelivery('meanwhile'));
    expect((await storage.depth()).deliveries).toBe(1);
  });

  test('whose connections are cut: what was lost is said, and the next is made anew', async () => {
    const storage = await open();
    await storage.storeDelivery(aDelivery('before'));
    const storm = Promise.allSettled(ids(200).map((id) => storage.storeDelivery(aDelivery(id))));
    await server.cutConnections();
    const results = await storm;
    // A connection that was cut while nobody used it is found out by the next who does.
    await expect.poll(() => storage.storeDelivery(aDelivery('after')).catch(() => null)).not.toBeNull();
    for (const [n, result] of results.entries()) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject(unavailable);
      else expect(await storage.storeDelivery(aDelivery(`d${n}`))).toBe('known');
    }
    for (const id of ids(200)) await storage.storeDelivery(aDelivery(id));
    await expect
      .poll(() =>
        storage.depth().then(
          ({ deliveries }) => deliveries,
          () => null,
        ),
      )
      .toBe(202);
  });

  test('that takes no writes, as a standby does: what is asked is answered, what is to be kept is refused', async () => {
    const storage = await open();
    await storage.storeDelivery(aDelivery('before'));
    await server.setReadOnly(true);
    await server.cutConnections();
    try {
      await expect
        .poll(() =>
          storage.depth().then(
            ({ deliveries }) => deliveries,
            () => null,
          ),
        )
        .toBe(1);
      await expect(storage.storeDelivery(aDelivery('meanwhile'))).rejects.toMatchObject(unavailable);
    } finally {
      await server.setReadOnly(false);
    }
    // Over the connection of before it would stay so for ever.
    expect(await storage.storeDelivery(aDelivery('meanwhile'))).toBe('stored');
  });

  test('to which the way falls silent: it is gone another way, and nobody waits for the old one for ever', async () => {
    const way = await startWay(server.url);
    const throughWay = new URL(url);
    throughWay.port = String(way.port);
    const storage = await openStorage({ url: throughWay.href, timeoutMs: 500 });
    opened.push(storage);
    await storage.migrate();
    const shared = await storage.shareWork(recordedLog());
    await storage.storeDelivery(aDelivery('before'));
    way.fallSilent();
    await expect(storage.storeDelivery(aDelivery('meanwhile'))).rejects.toMatchObject(unavailable);
    shared?.askAnother('deliveries');
    await expect.poll(() => storage.storeDelivery(aDelivery('later')).catch(() => null)).toBe('stored');
    expect(await storage.storeDelivery(aDelivery('later still'))).toBe('stored');
    await shared?.stop();
    await storage.close();
    way.close();
  });

  test('says where it is and not who we are, when nobody answers there', async () => {
    const gone = await openStorage({
      url: 'postgres://bot:hunter2@127.0.0.1:1/reviews',
      timeoutMs: 500,
    }).catch((error: unknown) => error);
    expect(gone).toMatchObject(unavailable);
    expect(String(gone)).toContain('postgres://127.0.0.1:1/reviews');
    expect(JSON.stringify(gone) + String(gone)).not.toMatch(/hunter2|bot:/);
  });
});

describe('a user with few rights', () => {
  const asRoot = (sql: string) => server.asOwner(sql);

  test('needs schemas that somebody made for it, and no more', async () => {
    await asRoot("create role careful login password 'of-the-tests'");
    await asRoot('revoke create on database reviews from public');
    await asRoot('create schema given authorization careful; create schema given_jobs authorization careful');
    const address = new URL(server.url);
    address.username = 'careful';
    address.searchParams.set('schema', 'given');
    for (const start of ['first', 'second']) {
      const storage = await openStorage({ url: address.href });
      await storage.migrate();
      const shared = await storage.shareWork(recordedLog());
      expect(await storage.storeDelivery(aDelivery(start))).toBe('stored');
      await shared?.stop();
      await storage.close();
    }
  });
});

test('a user that may make no tables is told of that, and not of what follows from it', async () => {
  const schema = new URL(url).searchParams.get('schema');
  await server.asOwner("create role reading login password 'of-the-tests'");
  await server.asOwner(`create schema ${schema}; grant usage on schema ${schema} to reading`);
  const address = new URL(url);
  address.username = 'reading';
  const storage = await openStorage({ url: address.href });
  opened.push(storage);
  await expect(storage.migrate()).rejects.toMatchObject({
    ...unavailable,
    message: expect.stringContaining(`permission denied for schema ${schema}`),
  });
});

test('what nobody can be called for is stored all the same', async () => {
  const storage = await open();
  const shared = await storage.shareWork(recordedLog());
  const schema = new URL(url).searchParams.get('schema');
  await server.asOwner(`drop schema ${schema}_jobs cascade`);
  expect(await storage.storeDelivery(aDelivery('a'))).toBe('stored');
  expect((await storage.nextDeliveries(5, at(0))).map(({ id }) => id)).toEqual(['a']);
  await shared?.stop();
});

describe('several processes', () => {
  test('that start at once make the tables once', async () => {
    const storages = await Promise.all(ids(4).map(() => openStorage({ url })));
    opened.push(...storages);
    const steps = await Promise.all(storages.map((storage) => storage.migrate()));
    expect(steps.flat()).toEqual(['0001-foundation']);
  });

  test('that take deliveries at once get different ones, and each is handed out once', async () => {
    const storages = [await open(), await open(), await open()];
    await Promise.all(ids(300).map((id, n) => storages[n % 3]?.storeDelivery(aDelivery(id))));
    const taken: string[] = [];
    const takeAll = async (storage: Storage): Promise<void> => {
      for (;;) {
        const deliveries = await storage.nextDeliveries(7, at(0));
        if (deliveries.length === 0) return;
        for (const { id, attempts } of deliveries) {
          taken.push(id);
          expect(attempts).toBe(1);
        }
        const ended = deliveries.map(({ id }) => ({ id, outcome: 'done' as const, reason: null }));
        await storage.endDeliveries(ended, at(1));
      }
    };
    await Promise.all(storages.map(takeAll));
    // Whoever finds all that is left locked by the others goes away early; nothing stays behind.
    for (const storage of storages) await takeAll(storage);
    expect(taken.toSorted()).toEqual(ids(300).toSorted());
  });

  test('leave what one of them took to it for a minute, and have it then, alone', async () => {
    const [one, other] = [await open(), await open()];
    for (const id of ['a', 'b']) await one.storeDelivery(aDelivery(id));
    expect(await one.nextDeliveries(5, at(0))).toHaveLength(2);
    expect(await other.nextDeliveries(5, at(59))).toEqual([]);
    expect((await other.nextDeliveries(5, at(60))).map(({ id, attempts }) => `${id} ${attempts}`)).toEqual([
      'a 2',
    ]);
  });

  test('that claim intents at once get different ones, in the order of each subject', async () => {
    const storages = [await open(), await open(), await open()];
    const subjects = ids(40, 's');
    for (const subject of subjects) {
      const intents = [1, 2, 3].map((n) => ({ ...anIntent(`${subject}:${n}`), subject }));
      await storages[0]?.commit({ at: at(0), intents });
    }
    const done: string[] = [];
    const carryOut = async (storage: Storage): Promise<void> => {
      for (let idle = 0; idle < 5; ) {
        const claimed = await storage.claimIntents('gitlab', 5, at(1), 60_000);
        idle = claimed.length === 0 ? idle + 1 : 0;
        for (const { id, key, attempts } of claimed) {
          expect(attempts).toBe(1);
          done.push(key);
          await storage.commit({
            at: at(2),
            intent: { id, attempts, outcome: { status: 'done', note: null } },
          });
        }
      }
    };
    await Promise.all(storages.map(carryOut));
    await Promise.all(storages.map(carryOut));
    expect(done.toSorted()).toEqual(subjects.flatMap((s) => [1, 2, 3].map((n) => `${s}:${n}`)).toSorted());
    for (const subject of subjects) {
      expect(done.filter((key) => key.startsWith(`${subject}:`))).toEqual(
        [1, 2, 3].map((n) => `${subject}:${n}`),
      );
    }
  });
});

test('whoever claims what another claims of the same subject at this moment leaves it to that one', async () => {
  const storage = await open();
  const subject = '7:700';
  await storage.commit({ at: at(0), intents: [anIntent('first', { subject })] });
  const other = new Client({ connectionString: server.url });
  await other.connect();
  try {
    await other.query(`set search_path = ${new URL(url).searchParams.get('schema')}`);
    await other.query('begin');
    await other.query("update intents set status = 'running', attempts = 1, lease_until = $1", [at(60)]);
    await storage.commit({ at: at(-1), intents: [anIntent('goes before', { subject })] });
    const claim = storage.claimIntents('gitlab', 5, at(1), 60_000);
    const waiting = 'select 1 from pg_locks where not granted';
    await expect.poll(async () => (await other.query(waiting)).rowCount).toBe(1);
    await other.query('commit');
    expect(await claim).toEqual([]);
  } finally {
    await other.end();
  }
  expect(await storage.claimIntents('gitlab', 5, at(60), 60_000)).toMatchObject([{ key: 'goes before' }]);
});

test('what PostgreSQL keeps in no text is kept as the sign for what cannot be shown', async () => {
  const storage = await open();
  await storage.storeDelivery(aDelivery('odd', { body: 'not JSON \u0000 at all' }));
  const [read] = await storage.nextDeliveries(1, at(0));
  expect(read?.body).toBe('not JSON \uFFFD at all');
  await storage.setFact('a\u0000b', 'c\u0000d');
  expect(await storage.fact('a\u0000b')).toBe('c\uFFFDd');
});
