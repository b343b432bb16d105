import { afterEach, describe, expect, test } from 'vitest';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import { Problem } from '../../src/domain/problems.ts';
import type { Commit } from '../../src/ports/storage.ts';
import { project, type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
/** The first start has looked forward already, and no webhook comes in any more. */
const begin = async (options: StageOptions = {}, prepare: () => void = () => undefined) => {
  stage = await setStage(options);
  prepare();
  await stage.reconcile();
  await stage.after(20 * minute);
  stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
};
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const minute = 60_000;
const hour = 60 * minute;
const dora = () => stage.gitlab.as('dora');

describe('an incident that could not be judged', () => {
  test('is found again when it can be, however long ago it changed', async () => {
    let damaged: number | null = null;
    await begin({
      openStorage: async (options) => {
        const storage = await openStorage(options);
        const commit = async (changes: Commit) => {
          if (changes.review?.incident.issue === damaged) {
            throw new Problem('storage-damaged', 'a row is damaged');
          }
          return storage.commit(changes);
        };
        return { ...storage, commit };
      },
    });
    const incident = stage.incident();
    damaged = incident.id;
    dora().close(incident);
    await stage.after(minute);
    expect((await stage.reconcile()).problems).toMatchObject([{ problem: 'storage-damaged' }]);
    await stage.after(hour);
    expect((await stage.reconcile()).outcome).toBe('failed');
    damaged = null;
    await stage.after(hour);
    expect((await stage.reconcile()).outcome).toBe('done');
    expect(stage.reviews()).toHaveLength(1);
  });
});

describe('a project of which GitLab cannot tell', () => {
  const policy = 'gitlab: { projects: [{ incidents: acme/production }, { incidents: acme/api }] }';
  const beginBoth = () =>
    begin({ policy, callTimeoutMs: 3_000 }, () => {
      const members = { dora: 'developer', 'incident-review-bot': 'maintainer' } as const;
      stage.gitlab.addProject({ path: 'acme/api', members });
    });
  const closeIn = (path: string) => {
    const draft = { title: 'It answers 500', labels: ['incident', 'severity::2'] };
    const incident = dora().createIncident(path, draft);
    dora().close(incident);
    return incident;
  };

  test.each(['500', 'hang'] as const)('keeps no other waiting (%s)', async (kind) => {
    await beginBoth();
    const there = stage.gitlab.snapshot().projects.find(({ path }) => path === project);
    const path = new RegExp(`/projects/${there?.id}/issues$`);
    stage.gitlab.faults.next({ kind, method: 'GET', path, times: Infinity });
    closeIn(project);
    closeIn('acme/api');
    await stage.after(minute);
    const report = await stage.reconcile();
    expect(report.problems).toMatchObject([{ about: `incidents of ${project}` }]);
    expect(report.projects.map((one) => one.path)).toEqual(['acme/api']);
    expect(stage.reviews()).toHaveLength(1);
    stage.gitlab.faults.clear();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    await stage.after(hour);
    expect((await stage.reconcile()).outcome).toBe('done');
    expect(stage.reviews()).toHaveLength(2);
  });

  test('because GitLab cannot be reached is asked no further, and neither is any other', async () => {
    await beginBoth();
    stage.gitlab.faults.next({ kind: 'drop-before', times: Infinity });
    const report = await stage.reconcile();
    expect(report.problems).toMatchObject([{ problem: 'gitlab-unreachable' }]);
    stage.gitlab.faults.clear();
  });
});

describe('a clock of ours that is ahead of GitLab’s', () => {
  test('hides no closure', async () => {
    let now = () => '2024-10-31T05:00:00.000Z';
    const behind = () => new Date(Date.parse(now()) - 25 * minute);
    await begin({ gitlab: { now: behind } });
    now = () => stage.clock.now();
    await stage.reconcile();
    for (let n = 0; n < 4; n += 1) {
      await stage.after(10 * minute);
      if (n === 1) dora().close(stage.incident());
      await stage.reconcile();
    }
    expect(stage.reviews()).toHaveLength(1);
  });
});
