import { randomUUID } from 'node:crypto';
import { laneOf, lanes } from '../../domain/intents.ts';
import { Problem } from '../../domain/problems.ts';
import type { WorkKind } from '../../ports/shared-work.ts';
import type { NewDelivery, Storage } from '../../ports/storage.ts';
import { claimIntents, nextIntentAt, renewClaim } from './claim-intents.ts';
import { prepareCommit } from './commit.ts';
import {
  canDeliveriesBeTaken,
  endDeliveries,
  forgetBodies,
  insertDeliveries,
  returnDeliveries,
  takeDeliveries,
} from './deliveries.ts';
import type { Engine, WorkTeller } from './engine.ts';
import { readEvidence } from './evidence.ts';
import { ensureFact, readFact, writeFact } from './facts.ts';
import { openGroupCommit } from './group-commit.ts';
import { readHistory } from './history.ts';
import { migrate } from './migrate.ts';
import { dropParked, listParked, listParkedFor, measureDepth, retryParked } from './queue.ts';
import {
  countReviews,
  everyReview,
  newestReviews,
  openReviews,
  openReviewsByAssignee,
  reviewByIssue,
  reviewByMovedIncident,
  reviewOf,
  reviewsAfter,
} from './reviews.ts';
import type { Tx } from './schema.ts';
import { forgetSeen, markSeen } from './seen.ts';
import { claimSend, endSend, readSend, readSendsAbout } from './sends.ts';
import { bringNearer } from './set-back.ts';
import {
  addTextWrite,
  forgetTextWrites,
  prepareTextWrite,
  readTextWritesAs,
  readTextWritesSince,
} from './text-writes.ts';

/** Bounds of one shared transaction: some ten milliseconds on a slow disk. */
const maxWrites = 200;
const maxWeight = 4 * 1024 * 1024;
const bodiesForgottenAtOnce = 500;

/** The port on an open database. What writes goes through the group commit, what reads never waits for it. */
export function createStorage(engine: Engine): Storage {
  const { reader, writer, isShared } = engine;
  let sharing: WorkTeller | null = null;
  const leftToDo = new Set<WorkKind>();
  const group = openGroupCommit({
    transaction: (run) =>
      writer.transaction().execute(async (tx) => {
        leftToDo.clear();
        const result = await run(tx);
        // Last, because whoever tells of the same at this moment is waited for.
        await sharing?.tell(tx, [...leftToDo]);
        return result;
      }),
    insertMany: (tx: Tx, deliveries: NewDelivery[]) => {
      leftToDo.add('deliveries');
      return insertDeliveries(tx, deliveries);
    },
    weigh: ({ body }) => body.length,
    isSilent: engine.isSilent,
    maxWrites,
    maxWeight,
  });

  let closed: Problem | null = null;
  async function attempt<T>(act: () => Promise<T>): Promise<T> {
    try {
      if (closed !== null) throw closed;
      return await act();
    } catch (error) {
      throw engine.explain(error);
    }
  }

  const { write } = group;
  return {
    migrate: () => attempt(() => migrate(engine)),
    checkWritable: () => attempt(() => write((tx) => writeFact(tx, 'last-write-check', randomUUID()))),
    shareWork: (log) =>
      attempt(async () => {
        sharing = (await engine.shareWork?.(log)) ?? null;
        return sharing;
      }),
    close: async () => {
      closed = new Problem('storage-unavailable', 'the storage has been closed');
      await group.close(closed);
      await engine.close();
    },

    storeDelivery: (delivery) => attempt(() => group.insert(delivery)),
    nextDeliveries: (limit, now) =>
      attempt(async () => {
        const taking = { limit, now, isShared };
        if (!(await canDeliveriesBeTaken(reader, taking))) return [];
        return await write((tx) => takeDeliveries(tx, taking));
      }),
    returnDeliveries: (taken) => attempt(() => write((tx) => returnDeliveries(tx, taken))),
    endDeliveries: (ended, at) => attempt(() => write((tx) => endDeliveries(tx, ended, at))),
    forgetDeliveryBodies: (before) =>
      attempt(async () => {
        let total = 0;
        for (;;) {
          const forgotten = await write((tx) => forgetBodies(tx, before, bodiesForgottenAtOnce));
          total += forgotten;
          if (forgotten < bodiesForgottenAtOnce) return total;
        }
      }),

    reviewOf: (incident) => attempt(() => reviewOf(reader, incident)),
    reviewByIssue: (project, issue) => attempt(() => reviewByIssue(reader, project, issue)),
    reviewByMovedIncident: (issue) => attempt(() => reviewByMovedIncident(reader, issue)),
    reviews: (limit) => attempt(() => newestReviews(reader, limit)),
    allReviews: () => everyReview((after) => attempt(() => reviewsAfter(reader, after))),
    openReviews: () => attempt(() => openReviews(reader)),
    countReviews: (today) => attempt(() => countReviews(reader, today)),
    openReviewsByAssignee: () => attempt(() => openReviewsByAssignee(reader)),

    evidenceOf: (incident) => attempt(() => readEvidence(reader, incident)),

    keepTextWrite: (incident, told, stored, at) =>
      attempt(async () => {
        const row = prepareTextWrite(incident, told, stored, at);
        await write((tx) => addTextWrite(tx, row));
      }),
    textWritesAs: (incident, stored) => attempt(() => readTextWritesAs(reader, incident, stored)),
    textWritesSince: (incident, id) => attempt(() => readTextWritesSince(reader, incident, id)),
    forgetTextWrites: (before) => attempt(() => write((tx) => forgetTextWrites(tx, before))),

    commit: (commit) =>
      attempt(async () => {
        const prepared = prepareCommit(commit);
        return await write((tx) => {
          for (const { body } of commit.intents ?? []) leftToDo.add(laneOf(body.kind));
          return prepared(tx);
        });
      }),
    claimIntents: (lane, limit, now, leaseMs, atMost) =>
      attempt(async () => {
        const dueAt = await nextIntentAt(reader, lane);
        if (dueAt === null || dueAt > now) return [];
        try {
          return await write((tx) => claimIntents(tx, { lane, limit, now, leaseMs, atMost, isShared }));
        } catch (error) {
          // Another process claimed one of the same subject at this moment: the rest is there at the next look.
          if (isShared && engine.isContradiction(error)) return [];
          throw error;
        }
      }),
    renewClaim: ({ id, attempts }, now, leaseMs) =>
      attempt(() => write((tx) => renewClaim(tx, { id, attempts, now, leaseMs }))),
    nextIntentAt: (lane) => attempt(() => nextIntentAt(reader, lane)),

    send: (key) => attempt(() => readSend(reader, key)),
    sendsAbout: (about) => attempt(() => readSendsAbout(reader, about)),
    claimSend: (send, at) => {
      const call = randomUUID();
      return attempt(() => write((tx) => claimSend(tx, send, { at, call })));
    },
    endSend: (key, outcome) => attempt(() => write((tx) => endSend(tx, key, outcome))),

    parked: () => attempt(() => listParked(reader)),
    parkedFor: (problem) => attempt(() => listParkedFor(reader, problem)),
    retryParked: (id, now) =>
      attempt(() =>
        write((tx) => {
          for (const kind of ['deliveries', ...lanes] as const) leftToDo.add(kind);
          return retryParked(tx, id, now);
        }),
      ),
    dropParked: (id, now) => attempt(() => write((tx) => dropParked(tx, id, now))),
    depth: () => attempt(() => measureDepth(reader)),
    history: (limit) => attempt(() => readHistory(reader, limit)),

    bringNearer: (now, resumeAt) => attempt(() => write((tx) => bringNearer(tx, { now, resumeAt }))),

    fact: (name) => attempt(() => readFact(reader, name)),
    setFact: (name, value) => attempt(() => write((tx) => writeFact(tx, name, value))),
    ensureFact: (name, value) => attempt(() => write((tx) => ensureFact(tx, name, value))),

    seenBefore: (key, at) => {
      const call = randomUUID();
      return attempt(() => write((tx) => markSeen(tx, { key, at, call })));
    },
    forgetSeen: (before) => attempt(() => write((tx) => forgetSeen(tx, before))),
  };
}
