import { copyFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openStorage } from '../../../src/adapters/storage/open-storage.ts';
import type { ClaimedIntent, Commit, Storage } from '../../../src/ports/storage.ts';
import { anIntent, aReview, at } from '../../contract/storage-values.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incident-review-claims-'));
});
afterEach(() => rm(folder, { recursive: true }));

const leaseSeconds = 60;

type Entry = { status: 'waiting' | 'running' | 'done'; attempts: number; leaseUntil: number };
/** `held`: the claims of all processes, also those that were lost meanwhile. */
type Model = { seconds: number; entries: Map<string, Entry>; held: ClaimedIntent[]; version: number };
type Real = {
  storage: Storage;
  /** The files as they are at this moment are what the next crash leaves. Nobody closes anything. */
  leave(): void;
  crash(): Promise<void>;
};
type Command = fc.AsyncCommand<Model, Real>;

function command(name: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return { check: () => true, run, toString: () => name };
}

/** The claim that a process holds, or held; undefined: there is none. */
const heldAt = ({ held }: Model, n: number): ClaimedIntent | undefined => held[n % Math.max(1, held.length)];

/** Whether nobody else has claimed it since, and it has not ended. Until somebody claims, an old lease still holds. */
function isOurs({ entries }: Model, { key, attempts }: ClaimedIntent): boolean {
  const entry = entries.get(key);
  return entry?.status === 'running' && entry.attempts === attempts;
}

const done = (model: Model, { id, attempts }: ClaimedIntent, follows: string): Commit => ({
  at: at(model.seconds),
  review: aReview({ version: model.version }),
  intents: [anIntent(follows)],
  intent: { id, attempts, outcome: { status: 'done', note: null } },
});

function apply(model: Model, { key }: ClaimedIntent, follows: string): void {
  const entry = model.entries.get(key);
  if (entry) entry.status = 'done';
  if (!model.entries.has(follows))
    model.entries.set(follows, { status: 'waiting', attempts: 0, leaseUntil: 0 });
  model.version += 1;
}

async function claimUpTo(limit: number, model: Model, { storage }: Real): Promise<void> {
  for (const entry of model.entries.values()) {
    if (entry.status === 'running' && entry.leaseUntil <= model.seconds) entry.status = 'waiting';
  }
  const due = [...model.entries.values()].filter(({ status }) => status === 'waiting').length;
  const claimed = await storage.claimIntents('gitlab', limit, at(model.seconds), leaseSeconds * 1_000);
  expect(claimed).toHaveLength(Math.min(limit, due));
  for (const { key, attempts } of claimed) {
    const entry = model.entries.get(key);
    expect(entry).toMatchObject({ status: 'waiting', attempts: attempts - 1 });
    model.entries.set(key, { status: 'running', attempts, leaseUntil: model.seconds + leaseSeconds });
  }
  model.held.push(...claimed);
}

const claim = fc
  .integer({ min: 1, max: 3 })
  .map((limit) => command(`claim ${limit}`, (model, real) => claimUpTo(limit, model, real)));

const loseClaims = fc.constant(
  command('stand still until somebody else claims all', async (model, real) => {
    model.seconds += leaseSeconds;
    await claimUpTo(10, model, real);
  }),
);

const renew = fc.nat(20).map((n) =>
  command(`renew ${n}`, async (model, { storage }) => {
    const claimed = heldAt(model, n);
    if (!claimed) return;
    const ours = isOurs(model, claimed);
    expect(await storage.renewClaim(claimed, at(model.seconds), leaseSeconds * 1_000)).toBe(ours);
    const entry = model.entries.get(claimed.key);
    if (ours && entry) entry.leaseUntil = model.seconds + leaseSeconds;
  }),
);

/** As acts do it: whoever has lost the claim writes nothing. */
const carryOut = fc.tuple(fc.nat(20), fc.nat(5)).map(([n, next]) =>
  command(`carry out ${n}, leading to k${next}`, async (model, { storage }) => {
    const claimed = heldAt(model, n);
    if (!claimed || !isOurs(model, claimed)) return;
    expect(await storage.commit(done(model, claimed, `k${next}`))).toBe('committed');
    apply(model, claimed, `k${next}`);
  }),
);

const putOff = fc.nat(20).map((n) =>
  command(`put off ${n}`, async (model, { storage }) => {
    const claimed = heldAt(model, n);
    if (!claimed) return;
    const { id, attempts, key } = claimed;
    const outcome = { status: 'later', at: at(model.seconds), problem: 'gitlab-stale', detail: 'x' } as const;
    const ours = isOurs(model, claimed);
    await storage.commit({ at: at(model.seconds), intent: { id, attempts, outcome } });
    const entry = model.entries.get(key);
    if (ours && entry) entry.status = 'waiting';
  }),
);

/** The process dies before the transaction begins, before it is committed, or before it hears that it was. */
const cuts = ['begin immediate', 'commit', null] as const;
const crashWhileCommitting = fc.tuple(fc.nat(20), fc.nat(5), fc.constantFrom(...cuts)).map(([n, next, cut]) =>
  command(
    `carry out ${n}, leading to k${next}, and die before ${cut ?? 'the answer'}`,
    async (model, real) => {
      const claimed = heldAt(model, n);
      if (!claimed || !isOurs(model, claimed)) return;
      const { exec } = SqliteConnection.prototype;
      const spy = vi.spyOn(SqliteConnection.prototype, 'exec').mockImplementation(function (
        this: SqliteConnection.Database,
        sql,
      ) {
        if (sql === cut) real.leave();
        return exec.call(this, sql);
      });
      try {
        await real.storage.commit(done(model, claimed, `k${next}`));
      } finally {
        spy.mockRestore();
      }
      await real.crash();
      const kept = await real.storage.reviewOf(aReview().incident);
      expect(kept?.version ?? 0).toBe(cut === null ? model.version + 1 : model.version);
      if (cut === null) apply(model, claimed, `k${next}`);
      model.held = [];
    },
  ),
);

const crash = fc.constant(
  command('crash', async (model, real) => {
    await real.crash();
    model.held = [];
  }),
);

const wait = fc.constantFrom(1, 30).map((seconds) =>
  command(`wait ${seconds} s`, async (model) => {
    model.seconds += seconds;
  }),
);

it('lets nobody write on a claim that was lost, and keeps whole what it keeps, wherever it dies', async () => {
  let files = 0;
  const nextFile = () => {
    files += 1;
    return join(folder, `${files}.db`);
  };
  const empty = nextFile();
  const first = await openStorage({ url: `sqlite:${empty}` });
  await first.migrate();
  await first.close();
  await fc.assert(
    fc.asyncProperty(
      fc.commands([claim, loseClaims, renew, carryOut, putOff, crashWhileCommitting, crash, wait], {
        maxCommands: 40,
        size: 'max',
      }),
      async (commands) => {
        let file = nextFile();
        copyFileSync(empty, file);
        let left: string | null = null;
        const real: Real = {
          storage: await openStorage({ url: `sqlite:${file}` }),
          leave: () => {
            left = nextFile();
            copyFileSync(file, left);
            copyFileSync(`${file}-wal`, `${left}-wal`);
          },
          crash: async () => {
            if (left === null) real.leave();
            const before = real.storage;
            file = left ?? file;
            left = null;
            real.storage = await openStorage({ url: `sqlite:${file}` });
            await before.close();
          },
        };
        const model: Model = { seconds: 0, entries: new Map(), held: [], version: 0 };
        try {
          await real.storage.commit({ at: at(0), intents: [anIntent('k0'), anIntent('k1')] });
          for (const key of ['k0', 'k1'])
            model.entries.set(key, { status: 'waiting', attempts: 0, leaseUntil: 0 });
          await fc.asyncModelRun(() => ({ model, real }), commands);
          model.seconds += 10 * leaseSeconds;
          const left = await real.storage.claimIntents('gitlab', 10, at(model.seconds), leaseSeconds * 1_000);
          const undone = [...model.entries].filter(([, { status }]) => status !== 'done').map(([key]) => key);
          expect(left.map(({ key }) => key).sort()).toEqual(undone.sort());
        } finally {
          await real.storage.close();
        }
      },
    ),
    { numRuns: 20 },
  );
});
