import { open } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Storage } from '../../../src/ports/storage.ts';
import { aDelivery, anIntent, anOpenReview, at, later } from '../../contract/storage-values.ts';
import { prepareSqlite, type SqliteGround } from './sqlite-ground.ts';

let ground: SqliteGround;
let storage: Storage;
beforeEach(async () => {
  ground = await prepareSqlite();
  ({ storage } = await ground.open());
});
afterEach(async () => {
  await ground.remove();
});

const issues = Array.from({ length: 40 }, (_, index) => 700 + index);

/** Overwrites one page with rows of a table, as a bad disk does, below a service that runs. */
async function damageOnePageOf(table: string): Promise<void> {
  const connection = ground.connect();
  connection.pragma('wal_checkpoint(truncate)');
  const pages = connection
    .prepare<[string], { pageno: number }>(
      "select pageno from dbstat where name = ? and pagetype = 'leaf' order by pageno",
    )
    .all(table);
  const bytes = Number(connection.pragma('page_size', { simple: true }));
  expect(pages.length).toBeGreaterThan(2);
  const handle = await open(ground.file, 'r+');
  await handle.write(Buffer.alloc(bytes, 0x5a), 0, bytes, ((pages[1]?.pageno ?? 0) - 1) * bytes);
  await handle.close();
  // Whoever sees that another has written reads pages anew.
  connection.exec("insert into facts values ('somebody', 'wrote')");
}

it('a page that is damaged while the service runs costs what stands on it, and nothing else', async () => {
  for (const issue of issues) {
    await storage.commit({ at: at(0), review: anOpenReview(issue, { because: 'x'.repeat(500) }) });
  }
  await damageOnePageOf('reviews');
  const read = await Promise.allSettled(issues.map((issue) => storage.reviewOf({ project: 7, issue })));
  const lost = read.filter((one) => one.status === 'rejected');
  expect(lost.length).toBeGreaterThan(0);
  expect(lost.length).toBeLessThan(issues.length / 2);
  for (const { reason } of lost) {
    expect(reason).toMatchObject({
      code: 'storage-damaged',
      message: expect.stringMatching(/test\.db: .*SQLITE_CORRUPT.* restore a backup.* docs\/operating\.md$/),
    });
  }
  // Deliveries are taken in and intents worked on, those about the lost reviews among them.
  await storage.checkWritable();
  expect(await storage.storeDelivery(aDelivery('after'))).toBe('stored');
  expect((await storage.nextDeliveries(5, later())).map(({ id }) => id)).toEqual(['after']);
  await storage.commit({ at: at(1), intents: [anIntent('after')] });
  expect((await storage.claimIntents('gitlab', 5, at(2), 1_000)).map(({ key }) => key)).toEqual(['after']);
});
