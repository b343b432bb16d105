import type { Engine } from '../src/adapters/storage/engine.ts';
import { migrate } from '../src/adapters/storage/migrate.ts';
import { openEngine } from '../src/adapters/storage/open-engine.ts';
import { deliveryBodies } from './delivery.ts';

export type House = { reviews: number; deliveries: number };

const rowsAtOnce = 1_000;
const intentsPerReview = 4;
/** Bodies are deleted after two weeks: of the last ones alone they are there. */
const share = { withBody: 0.1, open: 0.05 };
const documentBytes = 1_500;
const at = '2026-01-31T08:00:00.000Z';

/** A database as years of incidents leave it, made up row by row; nothing in it is waiting. */
export async function buildHouse(url: string, house: House): Promise<void> {
  const engine = await openEngine({ url });
  try {
    await migrate(engine);
    await addDeliveries(engine, house);
    await addReviews(engine, house);
  } finally {
    await engine.close();
  }
}

async function addDeliveries({ writer }: Engine, { deliveries }: House): Promise<void> {
  const bodies = deliveryBodies();
  const firstWithBody = Math.floor(deliveries * (1 - share.withBody));
  const isKept = (n: number) => n >= firstWithBody;
  for (const ns of pages(deliveries)) {
    await writer.transaction().execute(async (tx) => {
      const rows = ns.map((n) => ({
        seq: n + 1,
        id: `7d3c0f0e-${String(n).padStart(12, '0')}`,
        event: 'Issue Hook',
        received_at: at,
        attempts: 1,
        outcome: 'done' as const,
        ended_at: at,
        body_kept: isKept(n) ? 1 : 0,
      }));
      await tx.insertInto('deliveries').values(rows).execute();
      const kept = ns.filter(isKept).map((n) => ({ delivery: n + 1, body: bodies[n % bodies.length] ?? '' }));
      if (kept.length > 0) await tx.insertInto('delivery_bodies').values(kept).execute();
    });
  }
}

async function addReviews({ writer }: Engine, { reviews }: House): Promise<void> {
  const document = JSON.stringify({ because: 'x'.repeat(documentBytes) });
  const isOpen = (n: number) => n >= reviews * (1 - share.open);
  for (const ns of pages(reviews)) {
    await writer.transaction().execute(async (tx) => {
      const rows = ns.map((n) => ({
        project: 7,
        issue: 3_000_000_000 + n,
        version: 5,
        standing: isOpen(n) ? 'open' : 'closed',
        incident_created_at: at,
        review_project: 8,
        review_issue: 4_000_000_000 + n,
        moved_to: null,
        due_date: '2026-02-07',
        document,
      }));
      await tx.insertInto('reviews').values(rows).execute();
      const assigned = ns
        .filter(isOpen)
        .map((n) => ({ project: 7, issue: 3_000_000_000 + n, username: 'alice' }));
      if (assigned.length > 0) await tx.insertInto('review_assignees').values(assigned).execute();
      for (let kind = 0; kind < intentsPerReview; kind += 1) {
        await tx
          .insertInto('intents')
          .values(ns.map((n) => intentOf(n, kind)))
          .execute();
      }
      const sends = ns.map((n) => ({
        key: `announce:7:${n}`,
        about: `7:${n}`,
        recipient: 'C0123456789',
        place: 'incident',
        via: 'channel',
        state: 'sent' as const,
        claimed_at: at,
        channel: 'C0123456789',
        ts: '1767225600.000100',
      }));
      await tx.insertInto('sends').values(sends).execute();
    });
  }
}

function intentOf(n: number, kind: number) {
  return {
    key: `verify-review:7:${n}:${kind}`,
    subject: `7:${n}`,
    kind: 'verify-review',
    lane: 'gitlab',
    importance: 2,
    body: `{"kind":"verify-review","incident":{"project":7,"issue":${n},"iid":${n}},"review":{"project":8,"iid":${n}}}`,
    status: 'done' as const,
    attempts: 1,
    created_at: at,
    next_at: at,
    first_attempt_at: at,
    ended_at: at,
  };
}

function* pages(count: number): Generator<number[]> {
  for (let from = 0; from < count; from += rowsAtOnce) {
    yield Array.from({ length: Math.min(rowsAtOnce, count - from) }, (_, n) => from + n);
  }
}
