import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../../scripts/postgres-server.ts';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import { aDelivery } from '../contract/storage-values.ts';
import { furnish, inventory } from '../postgres/move/house.ts';
import { type NewDatabase, newSchema } from '../stores/new-database.ts';
import { plainPolicy } from '../stories/stage.ts';
import { type Running, run, start } from './command-line.ts';

let server: PostgresServer;
let folder: string;
let schema: NewDatabase;
let running: Running | null;
beforeAll(async () => {
  server = await startPostgres({ durable: false });
});
afterAll(() => server.remove());
beforeEach(async () => {
  running = null;
  folder = await mkdtemp(join(tmpdir(), 'incident-review-move-'));
  schema = newSchema(server.url);
});
afterEach(async () => {
  running?.process.kill('SIGKILL');
  await running?.ended;
  await schema.remove();
  await rm(folder, { recursive: true, force: true });
});

const from = 'sqlite:house.db';
const house = () => `sqlite:${join(folder, 'house.db')}`;
const migrate = (...words: string[]) => run(['migrate', ...words], { cwd: folder, env: {} });

describe('migrate --from --to', () => {
  test('moves there and back, killed in between, and shows no password', async () => {
    await furnish(house());
    const there = start(['migrate', '--from', from, '--to', schema.url], { cwd: folder });
    await there.prints(/copying deliveries/);
    there.process.kill('SIGKILL');
    expect((await there.ended).code).toBeNull();
    const again = await migrate('--from', from, '--to', schema.url, '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ outcome: 'moved', goneOn: true });
    const back = await migrate('--from', schema.url, '--to', 'sqlite:back.db');
    expect(back.code).toBe(0);
    expect(back.out).toMatch(/deliveries +\d+\n/);
    const password = new URL(schema.url).password;
    for (const { out, err } of [again, back]) expect(out + err).not.toContain(password);
    expect(await inventory(`sqlite:${join(folder, 'back.db')}`)).toEqual(await inventory(house()));
    // Half of the way there, nobody was let in; at the end everybody is.
    const depth = await run(['queue', 'list', '--json'], { cwd: folder, env: { DATABASE_URL: schema.url } });
    expect(depth.code).toBe(0);
  });

  test('lets no service work on what is half filled', async () => {
    await furnish(house());
    const there = start(['migrate', '--from', from, '--to', 'sqlite:new.db'], { cwd: folder });
    await there.prints(/copying deliveries/);
    there.process.kill('SIGKILL');
    await there.ended;
    await writeFile(join(folder, 'incident-review.yml'), plainPolicy);
    const serve = await run(['serve'], {
      cwd: folder,
      env: {
        GITLAB_TOKEN: 'x',
        GITLAB_WEBHOOK_TOKEN: 'a-webhook-token-of-the-tests',
        DATABASE_URL: 'sqlite:new.db',
      },
    });
    expect(serve.code).toBe(1);
    expect(serve.err).toMatch(/is being filled from sqlite:.*house\.db: call migrate .* again/);
  });

  test('tells mistakes in addresses as those of the configuration, and shows no password', async () => {
    const wrong = 'postgres://bot:hunter22hunter22@db.example/reviews?sslmode=requir';
    const { code, err } = await migrate('--from', 'data/house.db', `--to=${wrong}`);
    expect(code).toBe(78);
    expect(err).toContain('2 mistakes');
    expect(err).toContain('--from  (command line)');
    expect(err).toContain('write sqlite: in front of the path');
    expect(err).toContain('did you mean require?');
    expect(err).not.toContain('hunter22');
    const away = await migrate('--from', 'postgres://bot:hunter22hunter22@127.0.0.1:1/reviews', '--to', from);
    expect(away.code).toBe(1);
    expect(away.err).toContain('storage-unavailable: postgres://127.0.0.1:1/reviews');
    expect(away.err).not.toContain('hunter22');
    expect(await readdir(folder)).toEqual([]);
  });

  test('ends with 1 when the target is not empty, with 2 when there is one database', async () => {
    await furnish(house(), { deliveries: 3, largeBodies: 0, reviews: 1 });
    await furnish(schema.url, { deliveries: 3, largeBodies: 0, reviews: 1 });
    const full = await migrate('--from', from, '--to', schema.url);
    expect(full).toMatchObject({ code: 1, out: '' });
    expect(full.err).toContain('is not empty');
    expect(await migrate('--from', from, '--to', 'sqlite:./house.db')).toMatchObject({ code: 2 });
  });
});

describe('backup', () => {
  test('copies the configured database while the service is at work', async () => {
    await writeFile(join(folder, 'incident-review.yml'), plainPolicy);
    const env = {
      GITLAB_URL: 'http://127.0.0.1:1',
      GITLAB_TOKEN: 'glpat-of-the-backup-tests',
      GITLAB_WEBHOOK_TOKEN: 'a-webhook-token-of-the-tests',
      HOST: '127.0.0.1',
      PORT: '0',
      ADMIN_PORT: '0',
      DATABASE_URL: from,
    };
    running = start(['serve'], { cwd: folder, env });
    await running.prints(/"url":"([^"]+)","admin"/);
    const beside = await openStorage({ url: house() });
    await beside.storeDelivery(aDelivery('a'));
    await beside.close();
    const made = await run(['backup', 'backup.db', '--json'], { cwd: folder, env });
    expect(made.code).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({ outcome: 'done', file: 'backup.db' });
    const restored = await inventory(`sqlite:${join(folder, 'backup.db')}`);
    expect(restored.deliveries).toMatchObject([{ id: 'a' }]);
    expect(await run(['backup', 'backup.db'], { cwd: folder, env })).toMatchObject({ code: 1, out: '' });
  });

  test('names pg_dump where the database is on a PostgreSQL server, and makes nothing', async () => {
    const { code, err } = await run(['backup', 'backup.db'], {
      cwd: folder,
      env: { DATABASE_URL: schema.url },
    });
    expect(code).toBe(2);
    expect(err).toContain('pg_dump');
    expect(err).not.toContain(new URL(schema.url).password);
    expect(existsSync(join(folder, 'backup.db'))).toBe(false);
  });
});
