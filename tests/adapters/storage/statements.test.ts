import SqliteConnection from 'better-sqlite3';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStorage } from '../../../src/adapters/storage/create-storage.ts';
import type { Schema } from '../../../src/adapters/storage/schema.ts';
import { sqliteDialect } from '../../../src/adapters/storage/sqlite/dialect.ts';
import { sqliteMigrations } from '../../../src/adapters/storage/sqlite/open-sqlite.ts';
import type { Storage } from '../../../src/ports/storage.ts';
import { aDelivery, anIntent, anOpenReview, aReview, at, later } from '../../contract/storage-values.ts';

let statements: string[];
let connection: SqliteConnection.Database;
let storage: Storage;

beforeEach(async () => {
  statements = [];
  connection = new SqliteConnection(':memory:', { verbose: (sql) => void statements.push(String(sql)) });
  const db = new Kysely<Schema>({ dialect: sqliteDialect(connection, { patienceMs: 0 }) });
  storage = createStorage({
    writer: db,
    reader: db,
    migrator: db,
    dialect: sqliteMigrations,
    beginMigration: async () => undefined,
    isShared: false,
    isSilent: () => false,
    shareWork: null,
    continueNumbers: async () => undefined,
    isContradiction: () => false,
    explain: (error) => error,
    close: async () => void connection.close(),
  });
  await storage.migrate();
});
afterEach(async () => {
  await storage.close();
});

it('stores what comes together in one transaction and two statements, doubles among it', async () => {
  statements.length = 0;
  const ids = Array.from({ length: 50 }, (_, n) => `d${n % 40}`);
  await Promise.all([
    ...ids.map((id) => storage.storeDelivery(aDelivery(id))),
    storage.setFact('who', 'first'),
  ]);
  expect(statements.map((sql) => sql.split(' ').slice(0, 3).join(' '))).toEqual([
    'begin immediate',
    'insert into "deliveries"',
    'insert into "delivery_bodies"',
    'insert into "facts"',
    'commit',
  ]);
});

it('has a database that itself lets no two intents of a subject run', async () => {
  const intents = ['x', 'y'].map((key) => anIntent(key, { subject: '7:700' }));
  await storage.commit({ at: at(0), intents });
  const claimBoth = "update intents set status = 'running', lease_until = created_at";
  expect(() => connection.exec(claimBoth)).toThrow('UNIQUE constraint failed: intents.subject');
});

/** Indexes that hold only what has not ended, or are read from one end up to a limit. */
const short =
  /INDEX (deliveries_undecided|deliveries_parked|intents_due|intents_next|intents_due_by_subject|intents_one_running_per_subject|intents_parked|reviews_newest|reviews_open)$/;

/** The steps of the plans of all statements of an act that would take longer the more rows there are. */
async function scansOf(act: () => Promise<unknown>): Promise<string[]> {
  statements.length = 0;
  await act();
  const ran = statements.filter((sql) => /^(select|insert|update|delete)/.test(sql));
  expect(ran).not.toEqual([]);
  return ran.flatMap((sql) =>
    connection
      .prepare<[], { detail: string }>(`explain query plan ${sql}`)
      .all()
      .map(({ detail }) => detail)
      .filter((detail) => /^SCAN|TEMP B-TREE/.test(detail))
      .filter((detail) => !short.test(detail) && !/VALUES CLAUSE|CONSTANT ROW/.test(detail)),
  );
}

const acts: [name: string, act: () => Promise<unknown>][] = [
  ['storing deliveries', () => Promise.all(['c', 'd'].map((id) => storage.storeDelivery(aDelivery(id))))],
  ['taking deliveries', () => storage.nextDeliveries(10, later())],
  ['returning deliveries', () => storage.returnDeliveries(['a', 'b'].map((id) => ({ id, attempts: 1 })))],
  ['ending deliveries', () => storage.endDeliveries([{ id: 'b', outcome: 'done', reason: null }], at(3))],
  ['forgetting bodies', () => storage.forgetDeliveryBodies(at(9))],
  ['claiming intents', () => storage.claimIntents('gitlab', 10, at(9), 1_000)],
  [
    'claiming a message',
    () => storage.claimSend({ key: 'k', about: '7:700', to: 'C1', place: '#a', via: 'x' }, at(9)),
  ],
  ['asking for a message', () => storage.send('k')],
  ['asking for what was said of an incident', () => storage.sendsAbout('7:700')],
  ['renewing a claim', () => storage.renewClaim({ id: 1, attempts: 1 }, at(2), 1_000)],
  ['asking for the next intent', () => storage.nextIntentAt('gitlab')],
  ['reading a review', () => storage.reviewOf({ project: 7, issue: 700 })],
  ['reading a review by its issue', () => storage.reviewByIssue(8, 3_000_000_701)],
  ['reading a review by the moved incident', () => storage.reviewByMovedIncident(5)],
  ['counting reviews', () => storage.countReviews('2026-03-09')],
  ['listing reviews', () => storage.reviews(10)],
  ['reading a page of all reviews', () => storage.allReviews()[Symbol.asyncIterator]().next()],
  [
    'changing a review',
    () => storage.commit({ at: at(5), review: aReview({ version: 1 }), intents: [anIntent('z')] }),
  ],
  ['noting what was seen', () => storage.seenBefore('a', at(3))],
  ['forgetting what was seen', () => storage.forgetSeen(at(9))],
  ['listing what is parked', () => storage.parked()],
  ['measuring depth', () => storage.depth()],
  ['reading history', () => storage.history(20)],
];

it.each(acts)('%s takes no longer with all that has ended', async (_name, act) => {
  for (const id of ['a', 'b']) await storage.storeDelivery(aDelivery(id));
  await storage.endDeliveries([{ id: 'a', outcome: 'parked', reason: null }], at(1));
  await storage.commit({
    at: at(1),
    review: aReview(),
    intents: ['v', 'w', 'x', 'y'].map((key) => anIntent(key)),
  });
  await storage.commit({ at: at(1), review: anOpenReview(701) });
  await storage.claimIntents('gitlab', 1, at(1), 1_000);
  expect(await scansOf(act)).toEqual([]);
});
