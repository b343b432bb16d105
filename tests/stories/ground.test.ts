import SqliteConnection from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStorage } from '../../src/adapters/storage/create-storage.ts';
import type { Engine } from '../../src/adapters/storage/engine.ts';
import { openSqlite } from '../../src/adapters/storage/sqlite/open-sqlite.ts';
import { watchClock } from '../../src/flows/watch-clock.ts';
import { type Stage, setStage } from './stage.ts';

const policy = `
gitlab: { projects: [{ incidents: acme/production }] }
people: [{ gitlab: alice, email: alice@example.com }]
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice], channel: "#g_runner" }
`;
const minute = 60_000;
const day = 24 * 60 * minute;

let stage: Stage;
let engine: Engine;
let file: string;
beforeEach(async () => {
  stage = await setStage({
    policy,
    slack: true,
    callTimeoutMs: 3_000,
    openStorage: async ({ url }) => {
      file = url.replace('sqlite:', '');
      engine = openSqlite({ file, busyTimeoutMs: 30 });
      return createStorage(engine);
    },
  });
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  stage.slack.assertNothingUnforeseen();
  await stage.close();
});

async function pragma(text: string): Promise<number> {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(text)}`.execute(engine.writer);
  return Number(Object.values(rows[0] ?? {})[0]);
}

const announced = () => stage.slack.channel('g_runner').messages.filter(({ blocks }) => blocks.length > 0);
const close = () => stage.gitlab.as('dora').close(stage.incident());
/** What GitLab heard about each delivery, the latest answer of each. */
const answers = () => stage.gitlab.deliveries.map(({ attempts }) => attempts.at(-1)?.status);

/** As `calm`, but storage may fail on the way, which in the service ends one round of a worker. */
async function struggle(): Promise<void> {
  await stage.calm().catch((error: unknown) => expect(error).toMatchObject({ code: 'storage-unavailable' }));
}

async function onceAndNothingLeft({ announcements = 1 } = {}): Promise<void> {
  expect(stage.reviews()).toHaveLength(1);
  expect(announced()).toHaveLength(announcements);
  expect(await stage.storage.parked()).toEqual([]);
  expect(await stage.storage.depth()).toMatchObject({ deliveries: 0, intents: 0 });
}

async function refusedWith503(): Promise<void> {
  const answer = await fetch(stage.doorUrl, {
    method: 'POST',
    headers: { 'x-gitlab-token': stage.webhookToken, 'idempotency-key': 'too-much' },
    body: JSON.stringify({ object_kind: 'issue', filler: 'x'.repeat(200_000) }),
  });
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
}

describe('the disk is full', () => {
  test('when GitLab tells: 503 with a time to come again, and nothing is lost once there is space', async () => {
    await pragma(`max_page_count = ${await pragma('page_count')}`);
    // What is left of the last pages goes too.
    for (const bytes of [2_000, 500, 100]) {
      for (let n = 0; n < 40; n += 1) {
        const body = JSON.stringify('x'.repeat(bytes));
        const filler = { id: `${bytes}-${n}`, event: '', body, receivedAt: stage.clock.now() };
        await stage.storage.storeDelivery(filler).catch(() => undefined);
      }
    }
    close();
    await stage.gitlab.settled();
    expect(answers()).toContain(503);
    await refusedWith503();
    expect(stage.reviews()).toEqual([]);

    await pragma('max_page_count = 1000000');
    for (const delivery of [...stage.gitlab.deliveries]) await stage.gitlab.redeliver(delivery);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
    expect(announced()).toHaveLength(1);
  });

  test.each([
    ['just after the review was written', /^Incident Review/],
    ['while facts are gathered', /^Runner/],
  ])('or read-only, %s: what was done is found, and not done again', async (_, title) => {
    let broken = false;
    stage.gitlab.onChange(() => {
      const titles = stage.gitlab.snapshot().projects.flatMap(({ issues }) => issues);
      if (broken || !titles.some((issue) => title.test(issue.title) && issue.state === 'opened')) return;
      broken = true;
      void pragma('query_only = on');
    });
    close();
    await struggle();
    expect(broken).toBe(true);
    for (let n = 0; n < 3; n += 1) {
      stage.clock.advance(5 * minute);
      await struggle();
    }
    await pragma('query_only = off');
    for (const delivery of [...stage.gitlab.deliveries]) {
      if (delivery.attempts.at(-1)?.status === 503) await stage.gitlab.redeliver(delivery);
    }
    for (let n = 0; n < 4; n += 1) await stage.after(5 * minute);
    await onceAndNothingLeft();
  });
});

test('another program holds the database for longer than our patience', async () => {
  const other = new SqliteConnection(file);
  other.exec('begin immediate');
  close();
  await stage.gitlab.settled();
  expect(new Set(answers())).toEqual(new Set([503]));
  await refusedWith503();
  await struggle();
  expect(await stage.storage.depth()).toMatchObject({ deliveries: 0 });
  other.exec('rollback');
  other.close();
  for (const delivery of [...stage.gitlab.deliveries]) await stage.gitlab.redeliver(delivery);
  await stage.calm();
  await stage.after(minute);
  await onceAndNothingLeft();
});

describe('the clock', () => {
  /** As the service looks after it once a minute. */
  async function goOn(minutes: number, jumpMs = 0): Promise<void> {
    const watch = watchClock(stage.deps, () => 0);
    await watch.look();
    stage.clock.advance(jumpMs);
    for (let n = 0; n < minutes; n += 1) {
      await watch.look();
      await stage.after(minute);
    }
  }

  describe.each([
    ['forward by a day', day],
    ['forward by a year', 365 * day],
    ['back by a day', -day],
    ['back by a year', -365 * day],
  ])('jumps %s', (_, jump) => {
    // What closed more than a week ago is not announced any more.
    const announcements = jump > 7 * day ? 0 : 1;

    test('while GitLab is away: one review, soon after it is back', async () => {
      stage.gitlab.faults.next({ kind: '503', times: Number.POSITIVE_INFINITY });
      close();
      await goOn(3);
      await goOn(1, jump);
      stage.gitlab.faults.clear();
      await goOn(15);
      await onceAndNothingLeft({ announcements });
    });

    test('while the answer to the review is lost: it is found', async () => {
      stage.gitlab.faults.next({ kind: '502-after', method: 'POST', path: /\/issues$/ });
      close();
      await stage.calm();
      await goOn(10, jump);
      await onceAndNothingLeft({ announcements });
    });

    test('while Slack did not answer: the announcement is found', async () => {
      stage.slack.faults.next({ kind: 'drop-after', method: 'chat.postMessage' });
      close();
      await stage.calm();
      await goOn(10, jump);
      await onceAndNothingLeft();
    });

    test('while we are down with work under way', async () => {
      stage.slack.faults.next({ kind: 'hang-after', method: 'chat.postMessage' });
      close();
      // The process ends in the middle of this: its storage is closed below it.
      const ended = stage.calm().catch(() => undefined);
      await vi.waitFor(() => expect(announced()).toHaveLength(1));
      await goOn(0);
      stage.clock.advance(jump);
      await stage.restart();
      await ended;
      await goOn(10);
      await onceAndNothingLeft();
    });

    test('and between two deliveries of one closure', async () => {
      close();
      await stage.calm();
      await goOn(1, jump);
      for (const delivery of [...stage.gitlab.deliveries]) await stage.gitlab.redeliver(delivery);
      await goOn(3);
      await onceAndNothingLeft();
    });
  });
});
