import { afterEach, describe, expect, test } from 'vitest';
import { handleDeliveries } from '../../src/flows/handle-deliveries.ts';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { project, type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
/** The first start has looked forward already. */
const begin = async (options: StageOptions = {}) => {
  stage = await setStage(options);
  await stage.reconcile();
  await stage.after(20 * minute);
};
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const dora = () => stage.gitlab.as('dora');
const rowOf = (incident: MadeIssue) =>
  stage.storage.reviewOf({ project: incident.project, issue: incident.id });
const allLost = () => stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
const cursor = (incident: MadeIssue) => stage.storage.fact(`cursor:incidents:${incident.project}`);

describe('a closure that nobody told', () => {
  test('opens its review, although not even the incident was told of', async () => {
    await begin();
    allLost();
    const incident = stage.incident();
    await stage.after(hour);
    dora().close(incident);
    await stage.after(5 * minute);
    expect(stage.reviews()).toHaveLength(0);
    const report = await stage.reconcile();
    expect(report).toMatchObject({ outcome: 'done', opening: [{ reference: `${project}#${incident.iid}` }] });
    expect(stage.reviews()).toHaveLength(1);
    expect((await stage.reconcile()).opening).toEqual([]);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('of an incident that was told of, and told of later after all', async () => {
    await begin();
    const incident = stage.incident();
    await stage.calm();
    allLost();
    await stage.after(hour);
    dora().close(incident);
    await stage.after(minute);
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(1);
    for (const delivery of [...stage.gitlab.deliveries]) await stage.gitlab.redeliver(delivery);
    await stage.calm();
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('found while its webhook waits to be handled', async () => {
    await begin();
    const incident = stage.incident();
    await stage.calm();
    await stage.after(hour);
    dora().close(incident);
    await stage.gitlab.settled();
    await stage.reconcile();
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('found just after its webhook was handled, before anything was carried out', async () => {
    await begin();
    const incident = stage.incident();
    await stage.calm();
    await stage.after(hour);
    dora().close(incident);
    await stage.gitlab.settled();
    await handleDeliveries(stage.deps, 100, async () => undefined);
    expect((await stage.reconcile()).opening).toEqual([]);
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('tells apps once, whoever told of it first', async () => {
    const told: string[] = [];
    const app = {
      name: 'ear',
      hears: ['incident.closed', 'review.opened'] as const,
      tell: async ({ name }: { name: string }) => void told.push(name),
    };
    await begin({ apps: [{ ...app, hears: [...app.hears] }] });
    allLost();
    const incident = stage.incident();
    dora().close(incident);
    await stage.calm();
    await stage.reconcile();
    for (const delivery of [...stage.gitlab.deliveries]) await stage.gitlab.redeliver(delivery);
    await stage.after(hour);
    await stage.reconcile();
    expect(told).toEqual(['incident.closed', 'review.opened']);
  });

  test('after a reopening that nobody told either, of an incident that was old', async () => {
    await begin();
    const incident = stage.incident();
    dora().close(incident);
    await stage.gitlab.settled();
    stage.clock.advance(30 * day);
    await stage.restart({ fresh: true });
    await stage.reconcile();
    dora().setTitle(incident, 'Old one, new title');
    await stage.calm();
    expect(stage.reviews()).toHaveLength(0);
    allLost();
    await stage.after(hour);
    dora().reopen(incident);
    await stage.after(hour);
    dora().close(incident);
    await stage.after(minute);
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(1);
  });

  test('of severity 3 opens nothing, and of unknown severity asks once', async () => {
    await begin();
    allLost();
    dora().close(stage.incident({ labels: ['incident', 'severity::3'] }));
    const unknown = stage.incident({ labels: ['incident'] });
    dora().close(unknown);
    await stage.calm();
    const report = await stage.reconcile();
    expect([report.opening.length, report.withoutSeverity.length]).toEqual([0, 1]);
    await stage.reconcile();
    const comments = stage.gitlab.issue(unknown).notes.filter(({ author }) => author.endsWith('bot'));
    expect(comments).toHaveLength(1);
    dora().setSeverity(unknown, 'critical');
    await stage.after(minute);
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(1);
  });

  test('known by the label alone, for an issue that is no incident by type', async () => {
    await begin();
    allLost();
    dora().close(dora().createIssue(project, { title: 'Disk full', labels: ['incident', 'severity::1'] }));
    await stage.calm();
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(1);
  });
});

describe('labels whose setting nobody told', () => {
  const policy = `
gitlab: { projects: [{ incidents: acme/production }] }
trigger: { when: [resolved] }
`;

  test('of a stage that is enough: GitLab remembers when it was reached', async () => {
    await begin({ policy });
    allLost();
    const incident = stage.incident();
    await stage.after(hour);
    dora().addLabels(incident, ['Incident::Resolved']);
    const resolvedAt = stage.clock.now();
    await stage.after(hour);
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(1);
    expect(await rowOf(incident)).toMatchObject({ reachedAt: resolvedAt });
  });

  test('before this service was watching: nothing', async () => {
    await begin({ policy });
    allLost();
    const incident = stage.incident({ labels: ['incident', 'severity::1', 'Incident::Resolved'] });
    await stage.after(day);
    await stage.restart({ fresh: true });
    await stage.reconcile();
    await stage.after(hour);
    dora().setTitle(incident, 'Another title');
    await stage.after(minute);
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(0);
    expect((await rowOf(incident))?.because).toContain('before this service was watching');
  });

  test('that ask for a review: asked while we watch counts, also for what is old', async () => {
    await begin();
    allLost();
    const incident = stage.incident({ labels: ['incident', 'severity::4'] });
    dora().close(incident);
    await stage.after(30 * day);
    await stage.restart({ fresh: true });
    await stage.reconcile();
    await stage.after(hour);
    dora().addLabels(incident, ['review-requested']);
    await stage.after(minute);
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(1);
  });
});

describe('many changes', () => {
  test('on more than one page, while rows move and the pages shift', async () => {
    await begin();
    allLost();
    const incidents: MadeIssue[] = [];
    for (let n = 0; n < 230; n += 1) {
      stage.clock.advance(10);
      incidents.push(stage.incident({ title: `Incident ${n}`, labels: ['incident', 'severity::4'] }));
    }
    const [first, second] = incidents;
    if (!first || !second) throw new Error('no incidents');
    await stage.after(minute);
    // Between the pages the first two move to the end.
    const { gitlab } = stage.deps;
    let pages = 0;
    const asked = gitlab.issuesChanged;
    gitlab.issuesChanged = async (search) => {
      const answer = await asked(search);
      pages += 1;
      stage.clock.advance(1_000);
      if (pages === 1) dora().setTitle(first, 'Moved');
      if (pages === 2) dora().setTitle(second, 'Moved');
      return answer;
    };
    await stage.reconcile();
    gitlab.issuesChanged = asked;
    expect(pages).toBeGreaterThan(2);
    const known = await Promise.all(incidents.map(rowOf));
    expect(known.filter((row) => row === null)).toEqual([]);
    await stage.after(minute);
    await stage.reconcile();
    expect((await rowOf(first))?.snapshot.title).toBe('Moved');
    expect((await rowOf(second))?.snapshot.title).toBe('Moved');
  });

  test('of one moment, more than a page holds', async () => {
    await begin();
    allLost();
    const incidents = Array.from({ length: 230 }, (_, n) =>
      stage.incident({ title: `Incident ${n}`, labels: ['incident', 'severity::4'] }),
    );
    const [moving] = incidents;
    await stage.after(minute);
    const { gitlab } = stage.deps;
    let pages = 0;
    const asked = gitlab.issuesChanged;
    gitlab.issuesChanged = async (search) => {
      const answer = await asked(search);
      pages += 1;
      stage.clock.advance(1_000);
      if (pages === 1 && moving) dora().setTitle(moving, 'Moved');
      return answer;
    };
    await stage.reconcile();
    gitlab.issuesChanged = asked;
    const known = await Promise.all(incidents.map(rowOf));
    expect(known.filter((row) => row === null)).toEqual([]);
  });
});

describe('the first start', () => {
  test('looks forward only, and asks GitLab for no incident', async () => {
    stage = await setStage();
    allLost();
    dora().close(stage.incident());
    await stage.after(day);
    await stage.restart({ fresh: true });
    stage.gitlab.forgetRequests();
    const report = await stage.reconcile();
    expect(report.projects).toEqual([{ path: project, from: null, changed: 0 }]);
    expect(stage.gitlab.requests.filter(({ query }) => 'updated_after' in query)).toEqual([]);
    await stage.after(minute);
    await stage.reconcile();
    await stage.after(hour);
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(0);
  });
});

describe('a project that is added to the configuration later', () => {
  const both = 'gitlab: { projects: [{ incidents: acme/production }, { incidents: acme/api }] }';
  const inApi = () =>
    dora().createIncident('acme/api', { title: 'It answers 500', labels: ['incident', 'severity::2'] });
  const addApi = () => {
    const members = { dora: 'developer', 'incident-review-bot': 'maintainer' } as const;
    const { id } = stage.gitlab.addProject({ path: 'acme/api', members });
    stage.gitlab.addHook('acme/api', { url: stage.doorUrl, token: stage.webhookToken });
    return id;
  };

  test('is looked at forward only, whoever tells', async () => {
    await begin();
    addApi();
    const [told, untold] = [inApi(), inApi()];
    for (const incident of [told, untold]) dora().close(incident);
    await stage.after(day);
    await stage.restart({ policy: both });
    await stage.reconcile();
    dora().comment(told, 'We talked about this one again.');
    dora().addLabels(told, ['discussed']);
    await stage.after(hour);
    await stage.reconcile();
    await stage.restart();
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(0);
    const later = inApi();
    dora().close(later);
    const here = stage.incident();
    dora().close(here);
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(2);
    const since = '2024-01-01T00:00:00.000Z';
    await stage.reconcile({ since });
    expect(stage.reviews()).toHaveLength(4);
  });

  test.each([
    ['by its new path', 'gitlab: { projects: [{ incidents: acme/live }] }'],
    ['by its id', 'gitlab: { projects: [{ incidents: ID }] }'],
  ])('is not new when it is named %s', async (_how, policy) => {
    await begin();
    const incident = stage.incident();
    const id = stage.gitlab.snapshot().projects.find(({ path }) => path === project)?.id;
    allLost();
    dora().close(incident);
    await stage.after(hour);
    stage.gitlab.renameProject(project, 'acme/live');
    await stage.restart({ policy: policy.replace('ID', String(id)) });
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(1);
  });
});

describe('GitLab away', () => {
  test('leaves the cursor where it is, and the next time covers what was missed', async () => {
    await begin();
    allLost();
    const incident = stage.incident();
    dora().close(incident);
    await stage.calm();
    const before = await cursor(incident);
    stage.gitlab.faults.next({ kind: '503', path: /\/issues$/, times: Infinity });
    const report = await stage.reconcile();
    expect(report.outcome).toBe('failed');
    expect(report.problems[0]).toMatchObject({ problem: 'gitlab-unavailable' });
    expect(await cursor(incident)).toBe(before);
    expect(await stage.storage.fact('last-reconcile')).toBe(`${stage.clock.now()} failed`);
    await stage.after(3 * day);
    stage.gitlab.faults.clear();
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(1);
    expect(await cursor(incident)).toBe(stage.clock.now());
  });

  test('for one project does not keep the others waiting', async () => {
    await begin({
      policy: 'gitlab: { projects: [{ incidents: acme/gone }, { incidents: acme/production }] }',
    });
    allLost();
    dora().close(stage.incident());
    await stage.calm();
    const report = await stage.reconcile();
    expect(report.problems).toMatchObject([{ about: 'project acme/gone', problem: 'gitlab-not-found' }]);
    expect(stage.reviews()).toHaveLength(1);
  });
});
