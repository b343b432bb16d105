import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { uploadsOf } from '../../src/domain/measure/figures.ts';
import { handleDeliveries } from '../../src/flows/handle-deliveries.ts';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { type MetricsDouble, startMetricsDouble } from '../../src/sandbox/metrics/index.ts';
import { project, type Stage, type StageOptions, setStage } from './stage.ts';
import { measuredPolicy, traffic } from './traffic.ts';

const minute = 60_000;
const hour = 60 * minute;
const told = 'Start Time: 2024-10-31 04:00 UTC\n\nEnd Time: 2024-10-31 06:00 UTC';

let stage: Stage;
let metrics: MetricsDouble;
let incident: MadeIssue;
let now: () => Date = () => new Date();

beforeEach(async () => {
  metrics = await startMetricsDouble({ now: () => now(), traffics: [traffic], retentionDays: 7 });
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
  await metrics.close();
});

const dora = () => stage.gitlab.as('dora');
const review = () => {
  const [found] = stage.reviews();
  if (!found) throw new Error('there is no review');
  return { project, iid: found.iid };
};
const text = () => stage.reviews()[0]?.description ?? '';
const uploads = () => stage.gitlab.uploads;
const deletions = () => stage.gitlab.requests.filter(({ method }) => method === 'DELETE');
const kept = async () => {
  const row = await stage.storage.reviewOf({ project: incident.project, issue: incident.id });
  return row?.figures ? uploadsOf(row.figures) : [];
};
const done = async (what: string) =>
  (await stage.storage.history(200)).filter((one) => one.what === what && one.outcome === 'done');
/** What the review shows beside its charts. */
const beside = () => text().replace(/<!-- incident-review-bot-charts -->[\s\S]*?-charts-end -->/, '');
const hide = async (issue: { project: number | string; iid: number } = incident) => {
  dora().setConfidential(issue, true);
  await stage.calm();
};

async function begin(
  options: StageOptions = {},
  visibility: 'public' | 'internal' | 'private' = 'public',
): Promise<void> {
  stage = await setStage({ policy: measuredPolicy(metrics.url), ...options });
  now = () => new Date(stage.clock.now());
  stage.gitlab.setVisibility(project, visibility);
  incident = stage.incident({ description: told });
}

/** A review with two charts, of a project that all can read unless told otherwise. */
async function charted(...how: Parameters<typeof begin>): Promise<void> {
  await begin(...how);
  await stage.after(2 * hour);
  dora().close(incident);
  await stage.calm();
  expect(uploads()).toHaveLength(2);
  await stage.after(minute);
  stage.gitlab.forgetRequests();
}

describe('the charts of a review that becomes confidential', () => {
  test.each<[string, StageOptions]>([
    ['with Slack', { slack: true }],
    ['without Slack', {}],
  ])('with its incident are gone, and the review is written without them, %s', async (_, options) => {
    await charted(options);
    expect(beside()).toContain(uploads()[0]?.secret);
    const opened = uploads().map(({ secret, name }) => `/${project}/uploads/${secret}/${name}`);
    await hide();
    expect(uploads()).toEqual([]);
    for (const path of opened) expect(dora().openUpload(path)).toBeNull();
    expect(await kept()).toEqual([]);
    await stage.after(minute);
    expect(beside()).not.toContain('/uploads/');
    expect(text()).toContain('≈ 14,400 requests');
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('by itself are gone, too', async () => {
    await charted({}, 'internal');
    await hide(review());
    expect(uploads()).toEqual([]);
    await stage.after(minute);
    expect(beside()).not.toContain('/uploads/');
  });

  test('after it was closed are gone, too', async () => {
    await charted();
    dora().close(review());
    await stage.after(hour);
    await hide();
    expect(uploads()).toEqual([]);
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('are gone with those that were replaced before', async () => {
    await begin();
    await stage.after(1.2 * hour);
    dora().close(incident);
    await stage.calm();
    for (let minutes = 0; minutes < 20; minutes += 1) await stage.after(minute);
    expect(uploads()).toHaveLength(4);
    await hide();
    expect(uploads()).toEqual([]);
    expect(await kept()).toEqual([]);
  });

  test('of a private project stay: who can fetch them may see them there', async () => {
    await charted({}, 'private');
    const before = text();
    await hide();
    await stage.after(minute);
    expect(uploads()).toHaveLength(2);
    expect(await kept()).toHaveLength(2);
    expect(text()).toBe(before);
    expect(deletions()).toEqual([]);
    expect((await done('take-back-charts'))[0]?.detail).toContain('nobody but members');
  });

  test('are deleted once, however often GitLab tells of it', async () => {
    await charted();
    await hide();
    for (const delivery of [...stage.gitlab.deliveries]) await stage.gitlab.redeliver(delivery);
    await stage.reconcile();
    await stage.after(hour);
    expect(deletions()).toHaveLength(2);
  });

  test('are not drawn again while it is', async () => {
    await charted();
    await hide();
    for (let hours = 0; hours < 5; hours += 1) await stage.after(hour);
    expect(uploads()).toEqual([]);
  });

  test('and others of its project stay', async () => {
    await charted();
    const { url } = await stage.deps.gitlab.upload(incident.project, {
      name: 'error-ratio.png',
      content: Buffer.from('of somebody else'),
      type: 'image/png',
    });
    await hide();
    expect(uploads().map(({ secret, name }) => `/uploads/${secret}/${name}`)).toEqual([url]);
  });
});

test('charts of which one is uploaded while it becomes confidential are gone', async () => {
  await begin();
  const { gitlab } = stage.deps;
  const { upload } = gitlab;
  gitlab.upload = async (...sent) => {
    const answer = await upload(...sent);
    if (uploads().length === 1) {
      dora().setConfidential(incident, true);
      await stage.gitlab.settled();
      await handleDeliveries(stage.deps, 100, async () => undefined);
    }
    return answer;
  };
  await stage.after(2 * hour);
  dora().close(incident);
  await stage.calm();
  expect(deletions()).toHaveLength(1);
  expect(uploads()).toEqual([]);
  expect(await kept()).toEqual([]);
  expect(text()).not.toContain('/uploads/');
});

describe('where charts cannot be deleted at once', () => {
  test('a process that ends in between goes on afterwards', async () => {
    await charted();
    stage.gitlab.faults.next({ kind: 'drop-after', method: 'DELETE' });
    await hide();
    expect(await kept()).toHaveLength(1);
    await stage.restart();
    await stage.after(minute);
    expect(deletions()).toHaveLength(3);
    expect(uploads()).toEqual([]);
    expect(await kept()).toEqual([]);
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('one that GitLab refuses to delete keeps no other', async () => {
    await charted();
    stage.gitlab.faults.next({ kind: '503', method: 'DELETE' });
    await hide();
    expect(uploads()).toHaveLength(1);
    await stage.after(minute);
    expect(uploads()).toEqual([]);
    await stage.after(minute);
    expect(beside()).not.toContain('/uploads/');
  });

  test('a role that is too low is told of once, and they are gone when it is not any more', async () => {
    await charted({ role: 'reporter', slack: true });
    await hide();
    expect(uploads()).toHaveLength(2);
    expect(await kept()).toHaveLength(2);
    expect(await stage.storage.parked()).toMatchObject([
      {
        what: 'take-back-charts',
        problem: 'gitlab-forbidden',
        detail: expect.stringContaining('2 pictures can still be fetched by who has the address'),
      },
    ]);
    expect(JSON.stringify(await stage.storage.parked())).not.toContain(uploads()[0]?.secret);
    expect(stage.log).toContainEqual(
      expect.objectContaining({ sentence: 'an intent was given up and is parked' }),
    );
    for (let times = 0; times < 3; times += 1) {
      await stage.reconcile();
      await stage.after(10 * minute);
    }
    const warnings = stage.slack
      .channel('incident-reviews')
      .messages.filter(({ text: said }) => said.includes('Charts of a confidential review'));
    expect(warnings).toHaveLength(1);
    stage.gitlab.addMember(project, 'incident-review-bot', 'maintainer');
    for (let times = 0; times < 7; times += 1) {
      await stage.after(10 * minute);
      await stage.reconcile();
    }
    expect(uploads()).toEqual([]);
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('a GitLab that cannot delete them yet is not taken for having done so', async () => {
    await charted({ gitlab: { version: '17.3.0' } });
    await hide();
    expect(uploads()).toHaveLength(2);
    expect(await kept()).toHaveLength(2);
    expect(await stage.storage.parked()).toMatchObject([
      { what: 'take-back-charts', problem: 'gitlab-not-found' },
    ]);
    stage.gitlab.configure({ version: '17.4.0' });
    await stage.reconcile();
    expect(uploads()).toEqual([]);
    expect(await stage.storage.parked()).toEqual([]);
  });
});

test('a review that became confidential while the database was lost has its charts taken back', async () => {
  await charted();
  stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 9 });
  dora().setConfidential(incident, true);
  await stage.after(hour);
  await stage.restart({ fresh: true });
  await stage.rebuild();
  await stage.restart();
  await stage.calm();
  expect(uploads()).toEqual([]);
  expect(await kept()).toEqual([]);
});
