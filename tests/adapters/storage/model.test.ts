import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStorage } from '../../../src/adapters/storage/open-storage.ts';
import type { ClaimedIntent, Storage } from '../../../src/ports/storage.ts';
import { aDelivery, anIntent, at, later } from '../../contract/storage-values.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incident-review-model-'));
});
afterEach(() => rm(folder, { recursive: true }));

const leaseSeconds = 60;
const subjects = 3;

/** What should be true of the database, kept beside it in memory. */
type Model = {
  seconds: number;
  inbox: Map<string, 'undecided' | 'ended'>;
  ledger: Map<string, Entry>;
  /** Claims that a process of ours holds; a crash forgets them. */
  held: ClaimedIntent[];
};
type Entry = {
  subject: string;
  status: 'waiting' | 'running' | 'done' | 'parked';
  attempts: number;
  dueAt: number;
  leaseUntil: number;
  maybeDone: boolean;
};
type Real = { storage: Storage; reopen(): Promise<void> };
type Command = fc.AsyncCommand<Model, Real>;

const running = (model: Model): Entry[] =>
  [...model.ledger.values()].filter(
    ({ status, leaseUntil }) => status === 'running' && leaseUntil > model.seconds,
  );

/** Whoever crashed comes back when the lease is over. */
function releaseExpired(model: Model): void {
  for (const entry of model.ledger.values()) {
    if (entry.status !== 'running' || entry.leaseUntil > model.seconds) continue;
    entry.status = 'waiting';
    entry.maybeDone = true;
  }
}

function command(name: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return { check: () => true, run, toString: () => name };
}

const storeDelivery = fc.nat(5).map((n) =>
  command(`store d${n}`, async (model, { storage }) => {
    const id = `d${n}`;
    expect(await storage.storeDelivery(aDelivery(id))).toBe(model.inbox.has(id) ? 'known' : 'stored');
    if (!model.inbox.has(id)) model.inbox.set(id, 'undecided');
  }),
);

/** Handles one delivery as the service does: its end and the intents it led to are one commit. */
const handleDelivery = fc.tuple(fc.nat(9), fc.nat(subjects - 1), fc.boolean()).map(([n, subject, crash]) =>
  command(
    `handle one, deciding k${n} of s${subject}${crash ? ', but crash before' : ''}`,
    async (model, real) => {
      const [delivery] = await real.storage.nextDeliveries(1, later());
      const undecided = [...model.inbox].filter(([, state]) => state === 'undecided').map(([id]) => id);
      if (delivery === undefined) {
        expect(undecided).toEqual([]);
        return;
      }
      expect(undecided).toContain(delivery.id);
      if (crash) {
        await real.reopen();
        model.held = [];
        return;
      }
      const key = `k${n}`;
      const name = `s${subject}`;
      await real.storage.commit({
        at: at(model.seconds),
        intents: [anIntent(key, { subject: name })],
        delivery: { id: delivery.id, outcome: 'done', reason: null },
      });
      model.inbox.set(delivery.id, 'ended');
      if (model.ledger.has(key)) return;
      const fresh = {
        subject: name,
        status: 'waiting',
        attempts: 0,
        leaseUntil: 0,
        maybeDone: false,
      } as const;
      model.ledger.set(key, { ...fresh, dueAt: model.seconds });
    },
  ),
);

const claim = fc.integer({ min: 1, max: 4 }).map((limit) =>
  command(`claim ${limit}`, async (model, { storage }) => {
    releaseExpired(model);
    const claimed = await storage.claimIntents('gitlab', limit, at(model.seconds), leaseSeconds * 1_000);
    const busy = new Set(running(model).map(({ subject }) => subject));
    const due = [...model.ledger.values()].filter(
      ({ status, dueAt, subject }) => status === 'waiting' && dueAt <= model.seconds && !busy.has(subject),
    );
    // As many as may run, one of each subject, and none that runs or is done.
    expect(claimed).toHaveLength(Math.min(limit, new Set(due.map(({ subject }) => subject)).size));
    expect(new Set(claimed.map(({ subject }) => subject)).size).toBe(claimed.length);
    for (const one of claimed) {
      const entry = model.ledger.get(one.key);
      expect(entry).toMatchObject({ status: 'waiting', maybeDone: one.maybeDoneAt !== null });
      expect(due).toContain(entry);
      if (!entry) continue;
      entry.status = 'running';
      entry.attempts += 1;
      entry.leaseUntil = model.seconds + leaseSeconds;
      expect(one.attempts).toBe(entry.attempts);
    }
    model.held.push(...claimed);
  }),
);

const settle = fc.tuple(fc.nat(20), fc.constantFrom('done', 'later', 'unsure', 'parked')).map(([n, how]) =>
  command(`settle ${n} as ${how}`, async (model, { storage }) => {
    const [claimed] = model.held.splice(n % Math.max(1, model.held.length), 1);
    const entry = claimed && model.ledger.get(claimed.key);
    if (!claimed || !entry) return;
    const { id, attempts } = claimed;
    const problem = how === 'unsure' ? 'gitlab-timeout' : 'gitlab-waiting';
    const failed = { problem, detail: 'x' } as const;
    const dueAt = model.seconds + 5;
    const outcome =
      how === 'done'
        ? ({ status: 'done', note: null } as const)
        : how === 'parked'
          ? ({ status: 'parked', ...failed } as const)
          : ({ status: 'later', at: at(dueAt), ...failed } as const);
    await storage.commit({ at: at(model.seconds), intent: { id, attempts, outcome } });
    if (how === 'done') entry.status = 'done';
    // Somebody else may have it by now, or have done it.
    else if (entry.status === 'running' && entry.attempts === attempts) {
      entry.status = how === 'parked' ? 'parked' : 'waiting';
      if (how !== 'parked') entry.dueAt = dueAt;
      if (how === 'unsure') entry.maybeDone = true;
    }
  }),
);

const crash = fc.constant(
  command('crash', async (model, real) => {
    await real.reopen();
    model.held = [];
  }),
);

const wait = fc.constantFrom(1, 5, leaseSeconds, 2 * leaseSeconds).map((seconds) =>
  command(`wait ${seconds} s`, async (model) => {
    model.seconds += seconds;
  }),
);

it('loses nothing, runs nothing twice at once and does nothing again that was done, wherever it crashes', async () => {
  let files = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.commands([storeDelivery, handleDelivery, claim, settle, claim, settle, crash, wait], {
        maxCommands: 60,
        size: 'max',
      }),
      async (commands) => {
        files += 1;
        const url = `sqlite:${join(folder, `${files}.db`)}`;
        const real: Real = {
          storage: await openStorage({ url }),
          // Whatever was not committed is gone with the process; the file is all that is left.
          reopen: async () => {
            await real.storage.close();
            real.storage = await openStorage({ url });
          },
        };
        await real.storage.migrate();
        const model: Model = { seconds: 0, inbox: new Map(), ledger: new Map(), held: [] };
        try {
          await fc.asyncModelRun(() => ({ model, real }), commands);
          await real.reopen();
          await endAll(model, real.storage);
        } finally {
          await real.storage.close();
        }
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

/** However it ended: what was taken in is there, what was decided is done once or parked. */
async function endAll(model: Model, storage: Storage): Promise<void> {
  const left = (await storage.nextDeliveries(100, later())).map(({ id }) => id);
  for (let more = left; more.length > 0; ) {
    await storage.endDeliveries(
      more.map((id) => ({ id, outcome: 'done', reason: null })),
      at(model.seconds),
    );
    more = (await storage.nextDeliveries(100, later())).map(({ id }) => id);
    left.push(...more);
  }
  const undecided = [...model.inbox].filter(([, state]) => state === 'undecided').map(([id]) => id);
  expect(left.sort()).toEqual(undecided.sort());

  model.seconds += 10 * leaseSeconds;
  const waiting = [...model.ledger].filter(([, { status }]) => status === 'waiting' || status === 'running');
  const done: string[] = [];
  for (;;) {
    const claimed = await storage.claimIntents('gitlab', 10, at(model.seconds), leaseSeconds * 1_000);
    if (claimed.length === 0) break;
    for (const { id, key } of claimed) {
      done.push(key);
      await storage.commit({
        at: at(model.seconds),
        intent: { id, outcome: { status: 'done', note: null } },
      });
    }
  }
  expect(done.sort()).toEqual(waiting.map(([key]) => key).sort());
  const parked = [...model.ledger].filter(([, { status }]) => status === 'parked').map(([key]) => key);
  expect((await storage.parked()).map(({ key }) => key).sort()).toEqual(parked.sort());
}
