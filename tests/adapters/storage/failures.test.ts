import { mkdir, open, writeFile } from 'node:fs/promises';
import SqliteConnection from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStorage } from '../../../src/adapters/storage/open-storage.ts';
import { aDelivery, anIntent, anOpenReview, at, later } from '../../contract/storage-values.ts';
import { pragma, prepareSqlite, type SqliteGround } from './sqlite-ground.ts';

let ground: SqliteGround;
beforeEach(async () => {
  ground = await prepareSqlite();
});
afterEach(async () => {
  await ground.remove();
});

function unavailable(detail: string) {
  return { name: 'Problem', code: 'storage-unavailable', message: expect.stringContaining(detail) };
}

function damaged(detail: string) {
  return { name: 'Problem', code: 'storage-damaged', message: expect.stringContaining(detail) };
}

describe('a SQLite file that cannot be opened', () => {
  it('because a directory stands in its place', async () => {
    await mkdir(ground.file);
    await expect(openStorage({ url: `sqlite:${ground.file}` })).rejects.toMatchObject(unavailable('EISDIR'));
  });

  it('because a file stands in the place of its directory', async () => {
    await writeFile(ground.file, '');
    const url = `sqlite:${ground.file}/deeper/test.db`;
    await expect(openStorage({ url })).rejects.toMatchObject(unavailable('ENOTDIR'));
  });

  it('because it is something else', async () => {
    await writeFile(ground.file, 'Dear diary, '.repeat(1_000));
    const opening = openStorage({ url: `sqlite:${ground.file}` });
    await expect(opening).rejects.toMatchObject(damaged('SQLITE_NOTADB'));
  });
});

describe('a SQLite file that fails', () => {
  it('by damage is a problem, for readers and writers', async () => {
    const { storage } = await ground.open();
    await storage.storeDelivery(aDelivery('a', { body: 'x'.repeat(50_000) }));
    await storage.commit({ at: at(0), review: anOpenReview(700) });
    await storage.close();
    await damageRows(ground.file);
    const reopened = await openStorage({ url: `sqlite:${ground.file}` });
    const problem = damaged('SQLITE_CORRUPT');
    await expect(reopened.reviewOf({ project: 7, issue: 700 })).rejects.toMatchObject(problem);
    await expect(reopened.reviews(5)).rejects.toMatchObject(problem);
    await expect(reopened.storeDelivery(aDelivery('b'))).rejects.toMatchObject(problem);
    await reopened.close();
  });

  it('for lack of space refuses what does not fit, and keeps its neighbours', async () => {
    const { storage, engine } = await ground.open();
    const pages = Number(await pragma(engine.writer, 'page_count'));
    await pragma(engine.writer, `max_page_count = ${pages + 4}`);
    const [small, large, fact] = await Promise.allSettled([
      storage.storeDelivery(aDelivery('small')),
      storage.storeDelivery(aDelivery('large', { body: 'x'.repeat(1_000_000) })),
      storage.setFact('who', 'first'),
    ]);
    expect(small).toEqual({ status: 'fulfilled', value: 'stored' });
    expect(large).toMatchObject({ status: 'rejected', reason: unavailable('SQLITE_FULL') });
    expect(fact?.status).toBe('fulfilled');
    await pragma(engine.writer, 'max_page_count = 1000000');
    expect(await storage.storeDelivery(aDelivery('large'))).toBe('stored');
    expect((await storage.nextDeliveries(5, later())).map(({ id }) => id)).toEqual(['small', 'large']);
  });

  it('because it is read-only can still be read', async () => {
    const { storage, engine } = await ground.open();
    await storage.setFact('who', 'first');
    await pragma(engine.writer, 'query_only = on');
    await expect(storage.checkWritable()).rejects.toMatchObject(unavailable('SQLITE_READONLY'));
    await expect(storage.storeDelivery(aDelivery('a'))).rejects.toMatchObject(unavailable('SQLITE_READONLY'));
    expect(await storage.fact('who')).toBe('first');
  });

  it('because another program holds it is a problem after a while; reads never wait', async () => {
    const { storage } = await ground.open({ busyTimeoutMs: 30 });
    await storage.setFact('who', 'first');
    const other = ground.connect();
    other.exec('begin immediate');
    await expect(
      Promise.all([storage.storeDelivery(aDelivery('a')), storage.storeDelivery(aDelivery('b'))]),
    ).rejects.toMatchObject(unavailable('SQLITE_BUSY'));
    await expect(storage.checkWritable()).rejects.toMatchObject(unavailable('SQLITE_BUSY'));
    expect(await storage.fact('who')).toBe('first');
    other.exec('rollback');
    expect(await storage.storeDelivery(aDelivery('a'))).toBe('stored');
  });

  it('waits for another program without stopping the event loop', async () => {
    const { storage } = await ground.open({ busyTimeoutMs: 20_000 });
    const other = ground.connect();
    other.exec('begin immediate');
    const stored = storage.storeDelivery(aDelivery('a'));
    // Only a loop that turns can end what is waited for.
    setTimeout(() => other.exec('commit'), 5);
    expect(await stored).toBe('stored');
  });
});

describe('a damaged row', () => {
  it('of a review is named, and hides none of the others', async () => {
    const { storage } = await ground.open();
    await storage.commit({ at: at(0), review: anOpenReview(700) });
    await storage.commit({ at: at(0), review: anOpenReview(701) });
    ground.connect().exec(`update reviews set document = '{"incident":{}}' where issue = 700`);
    const problem = damaged('The review of incident 7:700 cannot be read: incident.project');
    await expect(storage.reviewOf({ project: 7, issue: 700 })).rejects.toMatchObject(problem);
    expect(await storage.reviewOf({ project: 7, issue: 701 })).not.toBeNull();
    expect((await storage.reviews(5)).map(({ incident }) => incident.issue)).toEqual([701]);
    const all: number[] = [];
    for await (const { incident } of storage.allReviews()) all.push(incident.issue);
    expect(all).toEqual([701]);
    expect(await storage.openReviewsByAssignee()).toEqual(new Map([['alice', 2]]));
    expect(await storage.countReviews('2026-03-01')).toEqual({ open: 2, overdue: 0 });
  });

  it('of the ledger is parked, and keeps nobody waiting', async () => {
    const { storage } = await ground.open();
    await storage.commit({ at: at(0), intents: [anIntent('bad'), anIntent('good')] });
    ground.connect().exec(`update intents set body = '{"kind":"do-magic"}' where key = 'bad'`);
    expect((await storage.claimIntents('gitlab', 5, at(1), 1_000)).map(({ key }) => key)).toEqual(['good']);
    expect(await storage.parked()).toMatchObject([
      {
        key: 'bad',
        problem: 'storage-damaged',
        detail: expect.stringContaining('The intent bad cannot be read'),
      },
    ]);
    expect(await storage.history(5)).toMatchObject([{ key: 'bad', outcome: 'parked', body: null }]);
  });
});

/** Overwrites all pages that hold rows of ours; the schema stays, so that the file can be opened. */
async function damageRows(file: string): Promise<void> {
  const connection = new SqliteConnection(file);
  const pages = connection
    .prepare<[], { pageno: number }>(
      "select pageno from dbstat where name <> 'sqlite_schema' and name not like '%schema_migrations%'",
    )
    .all();
  const pageBytes = Number(connection.pragma('page_size', { simple: true }));
  connection.close();
  const handle = await open(file, 'r+');
  for (const { pageno } of pages) {
    await handle.write(Buffer.alloc(pageBytes, 0x5a), 0, pageBytes, (pageno - 1) * pageBytes);
  }
  await handle.close();
}
