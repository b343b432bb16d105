import { sql } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import { lanes } from '../../../domain/intents.ts';
import type { Log } from '../../../ports/log.ts';
import type { WorkKind } from '../../../ports/shared-work.ts';
import type { WorkTeller } from '../engine.ts';
import type { Database } from '../schema.ts';
import type { PostgresAddress } from './address.ts';
import { isConnectionLost } from './explain-failure.ts';
import { isSchemaThere } from './introspector.ts';

/** Looked at this often even where no notification comes through. */
const pollSeconds = 5;
const againSoonSeconds = 60;
/** Of each kind one call waits at most, however much there is; any number of processes may be at work. */
const queue = { policy: 'short', notify: true, retryLimit: 0, deleteAfterSeconds: 60 } as const;

/**
 * pg-boss calls one process for each commit that leaves something to be done, and runs what is due by the clock
 * in one of them. It carries no work itself: the ledger and the inbox do, so that a lost call loses nothing.
 */
export async function shareWork(
  address: PostgresAddress,
  { reader, log, timeoutMs }: { reader: Database; log: Log; timeoutMs: number },
): Promise<WorkTeller> {
  // Beside our own schema, for these tables come and go with the version of pg-boss.
  const schema = `${address.schema}_jobs`;
  const boss = new PgBoss({
    connectionString: withTimeouts(address.connectionString, timeoutMs),
    schema,
    createSchema: !(await isSchemaThere(reader, schema)),
    application_name: 'incident-review-bot jobs',
    max: 3,
    useListenNotify: true,
  });
  boss.on('error', (err) => log.warn({ err }, 'the database did not say who works; asked again soon'));
  await boss.start();
  const ready = new Map<string, Promise<void>>();
  const ensureQueue = (name: string, options: Parameters<PgBoss['createQueue']>[1] = queue) => {
    const made = ready.get(name) ?? boss.createQueue(name, options);
    ready.set(name, made);
    return made;
  };
  const call = async (name: string, db?: ReturnType<typeof fromKysely>) =>
    void (await boss.send(name, null, db ? { db } : {}));
  const kinds: WorkKind[] = ['deliveries', ...lanes];
  for (const kind of kinds) await ensureQueue(kind);
  const options = { pollingIntervalSeconds: pollSeconds, notifyPollingIntervalSeconds: 30 };
  return {
    tell: async (tx, wanted) => {
      if (wanted.length === 0) return;
      const db = fromKysely(tx);
      await sql`savepoint telling`.execute(tx);
      try {
        // In one order for all: two who tell of the same kinds wait for each other otherwise.
        for (const kind of kinds) if (wanted.includes(kind)) await call(kind, db);
      } catch (err) {
        if (isConnectionLost(err)) throw err;
        // What is left to do is found by looking: nothing is refused because of a call.
        await sql`rollback to savepoint telling`.execute(tx);
        log.warn({ err, wanted }, 'nobody could be called; whoever looks next finds what is left to do');
      }
    },
    askAnother: (kind) => {
      call(kind).catch((err: unknown) => log.warn({ err, kind }, 'no other process could be called'));
    },
    onWork: async (kind, look) => void (await boss.work(kind, options, async () => look())),
    onSchedule: async (name, cron, run) => {
      const retries = { retryLimit: 9, retryDelay: againSoonSeconds, expireInSeconds: 15 * 60 };
      await ensureQueue(name, { ...queue, ...retries });
      await boss.work(name, options, async () => {
        if ((await run()) === 'again-soon') throw new Error(`${name} is to be repeated soon`);
      });
      await boss.schedule(name, cron);
      await call(name);
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}

/** pg-boss hands on no such options, but the client reads them in the address: a connection that is silent is given up. */
function withTimeouts(connectionString: string, timeoutMs: number): string {
  const address = new URL(connectionString);
  address.searchParams.set('query_timeout', String(timeoutMs));
  address.searchParams.set('keepAlive', 'true');
  return address.href;
}
