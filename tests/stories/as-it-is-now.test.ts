import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppEvent } from '../../src/domain/app-events.ts';
import type { App } from '../../src/ports/apps.ts';
import { project, type Stage, setStage } from './stage.ts';

let stage: Stage;
let told: AppEvent[];
let appIsAway: boolean;
const app: App = {
  name: 'status-page',
  hears: ['review.opened'],
  tell: async (event) => {
    if (appIsAway) throw new Error('away');
    told.push(event);
  },
};

beforeEach(async () => {
  told = [];
  appIsAway = false;
  stage = await setStage({ slack: true, apps: [app] });
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const posts = (path: RegExp) =>
  stage.gitlab.requests.filter((request) => request.method === 'POST' && path.test(request.path)).length;

describe('a write whose answer was lost', () => {
  test('is not repeated while GitLab may be at it, and once it is certain that it was not taken', async () => {
    const incident = stage.incident();
    stage.gitlab.faults.next({ kind: 'drop-before', method: 'POST', path: /\/issues$/ });
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    for (let seconds = 0; seconds < 80; seconds += 10) await stage.after(10_000);
    expect(posts(/\/issues$/)).toBe(1);
    await stage.after(20_000);
    expect(posts(/\/issues$/)).toBe(2);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('the same of a comment', async () => {
    const incident = stage.incident({ labels: ['incident'] });
    stage.gitlab.faults.next({ kind: 'drop-before', method: 'POST', path: /\/notes$/ });
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    await stage.after(60_000);
    expect(posts(/\/notes$/)).toBe(1);
    await stage.after(60_000);
    expect(posts(/\/notes$/)).toBe(2);
  });
});

describe('what became confidential after it was decided', () => {
  test('is written as such, although no webhook told', async () => {
    const incident = stage.incident({ title: 'Keys of customers leaked' });
    stage.gitlab.faults.next({ kind: '429-plain', method: 'POST', path: /\/issues$/ });
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 9 });
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.after(600_000);
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
  });

  test('is told to apps as such', async () => {
    appIsAway = true;
    const incident = stage.incident({ title: 'Keys of customers leaked' });
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 9 });
    stage.gitlab.as('dora').setConfidential(incident, true);
    appIsAway = false;
    await stage.after(600_000);
    expect(told).toMatchObject([
      { name: 'review.opened', incident: { confidential: true }, review: { confidential: true } },
    ]);
  });
});

test('a review that a replica does not show yet is announced when it does', async () => {
  const incident = stage.incident();
  stage.slack.faults.down(true);
  stage.gitlab.as('dora').close(incident);
  await stage.calm();
  stage.slack.faults.down(false);
  const { iid } = stage.reviews()[0] ?? { iid: 0 };
  stage.gitlab.faults.lag(60_000);
  await stage.after(20_000);
  stage.gitlab.faults.clear();
  await stage.after(600_000);
  const { project: id } = stage.gitlab.issue({ project, iid });
  const row = await stage.storage.reviewByIssue(id, stage.gitlab.issue({ project, iid }).id);
  expect(row?.announcement?.outcome).toBe('announced');
});
