import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { project, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({
    slack: true,
    policy: 'gitlab: { projects: [{ incidents: acme/production }, { incidents: acme/api }] }',
  });
  const members = { dora: 'maintainer', 'incident-review-bot': 'maintainer' } as const;
  stage.gitlab.addProject({ path: 'acme/api', members });
  stage.gitlab.addMember(project, 'dora', 'maintainer');
  stage.gitlab.addHook('acme/api', { url: stage.doorUrl, token: stage.webhookToken });
  await stage.restart();
  await stage.reconcile();
});
afterEach(() => stage.close());

const minute = 60_000;
const dora = () => stage.gitlab.as('dora');
const announcements = () => stage.slack.requests.filter(({ method }) => method === 'chat.postMessage');

/** Closed and moved, and nobody heard of it yet; `tell` lets what was told of one place come in. */
async function closedAndMoved() {
  const incident = stage.incident();
  await stage.after(minute);
  stage.gitlab.faults.nextWebhook({ kind: 'unanswered', times: 9 });
  const before = stage.gitlab.deliveries.length;
  dora().close(incident);
  stage.clock.advance(1_000);
  const there = dora().move(incident, 'acme/api');
  await stage.gitlab.settled();
  stage.gitlab.faults.clear();
  const held = stage.gitlab.deliveries.slice(before);
  const tell = async ({ iid, project: place }: MadeIssue) => {
    for (const delivery of held.toReversed()) {
      const about = JSON.stringify(delivery.payload);
      const isIt = about.includes(`"iid":${iid},`) && about.includes(`"project_id":${place},`);
      if (isIt) await stage.gitlab.redeliver(delivery);
    }
    await stage.after(10_000);
  };
  return { incident, there, tell };
}

async function goOn(): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await stage.after(10 * minute);
    await stage.reconcile();
  }
}

const orders: [string, (the: Awaited<ReturnType<typeof closedAndMoved>>) => Promise<void>][] = [
  [
    'the new place, then the old one',
    async ({ incident, there, tell }) => {
      await tell(there);
      await tell(incident);
    },
  ],
  [
    'the old place, then the new one',
    async ({ incident, there, tell }) => {
      await tell(incident);
      await tell(there);
    },
  ],
  ['the new place alone', ({ there, tell }) => tell(there)],
  ['the old place alone', ({ incident, tell }) => tell(incident)],
];

test.each(orders)('a move is told by %s: one review, one announcement', async (_, tell) => {
  const the = await closedAndMoved();
  await tell(the);
  dora().setTitle(the.there, 'A better title');
  await goOn();
  expect(stage.reviews()).toHaveLength(1);
  expect(announcements()).toHaveLength(1);
});

test('with both places wanting a review at once there is one', async () => {
  const the = await closedAndMoved();
  stage.gitlab.faults.next({ kind: '503', method: 'GET', path: /related|links|\/issues\/\d+$/, times: 8 });
  await the.tell(the.there);
  await the.tell(the.incident);
  dora().addLabels(the.there, ['review-requested']);
  await goOn();
  expect(stage.reviews()).toHaveLength(1);
  expect(announcements()).toHaveLength(1);
});

test('what becomes confidential after such a move is hidden', async () => {
  const the = await closedAndMoved();
  await the.tell(the.there);
  await the.tell(the.incident);
  dora().setConfidential(the.there, true);
  await goOn();
  expect(stage.reviews().map(({ confidential }) => confidential)).toEqual([true]);
});
