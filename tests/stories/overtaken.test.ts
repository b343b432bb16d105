import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainPolicy, project, type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
const begin = async (options: StageOptions = {}) => {
  stage = await setStage(options);
};
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const hour = 3_600_000;
const dora = () => stage.gitlab.as('dora');
const creating = { method: 'POST', path: /\/projects\/\d+\/issues$/ };
const rowOf = (incident: { project: number; id: number }) =>
  stage.storage.reviewOf({ project: incident.project, issue: incident.id });

describe('nothing twice, however long it takes', () => {
  beforeEach(() => begin());

  test('a write that got through is found after the intent was parked and retried hours later', async () => {
    stage.gitlab.faults.next({ ...creating, kind: '502-after' });
    dora().close(stage.incident());
    await stage.calm();
    stage.gitlab.removeMember(project, 'incident-review-bot');
    for (let hours = 0; hours < 3; hours += 1) await stage.after(hour);
    const [parked] = await stage.storage.parked();
    stage.gitlab.addMember(project, 'incident-review-bot', 'maintainer');
    await stage.storage.retryParked(parked?.id ?? '', stage.clock.now());
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('waived and wanted again while the outcome of the write is unknown', async () => {
    const incident = stage.incident();
    stage.gitlab.faults.next({ ...creating, kind: '502-after' });
    dora().close(incident);
    await stage.calm();
    dora().addLabels(incident, ['review-not-needed']);
    await stage.gitlab.settled();
    stage.clock.advance(100);
    await stage.calm();
    dora().removeLabels(incident, ['review-not-needed']);
    await stage.after(hour);
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('an owned review beside the one by hand does not hide it', async () => {
    const first = stage.incident({ title: 'First' });
    dora().close(first);
    await stage.calm();
    const second = stage.incident({ title: 'Second' });
    const byHand = dora().createIssue(project, { title: 'Incident Review: Second' });
    dora().link(second, { project, iid: stage.reviews()[0]?.iid ?? 0 });
    dora().link(second, byHand);
    dora().close(second);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(2);
    expect((await rowOf(second))?.issue?.iid).toBe(byHand.iid);
  });

  test('an incident that has its review, is reopened, moved and closed there', async () => {
    await stage.close();
    await begin({
      policy: 'gitlab: { projects: [{ incidents: acme/production }, { incidents: acme/api }] }',
    });
    stage.gitlab.addProject({
      path: 'acme/api',
      members: { dora: 'developer', 'incident-review-bot': 'maintainer' },
    });
    stage.gitlab.addHook('acme/api', { url: stage.doorUrl, token: stage.webhookToken });
    await stage.restart();
    const incident = stage.incident();
    dora().close(incident);
    await stage.calm();
    dora().reopen(incident);
    await stage.after(60_000);
    const there = dora().move(incident, 'acme/api');
    await stage.after(60_000);
    dora().close(there);
    await stage.after(60_000);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('a clock that jumps while the write is under way', async () => {
    await stage.close();
    await begin({ callTimeoutMs: 1_000 });
    const { createCarrier } = await import('../../src/flows/carry-out.ts');
    const { handleDeliveries } = await import('../../src/flows/handle-deliveries.ts');
    dora().close(stage.incident());
    await stage.gitlab.settled();
    await handleDeliveries(stage.deps, 100, async () => undefined);
    const carrier = createCarrier(stage.deps, 'gitlab', 8, () => undefined);
    await carrier.startDue();
    await carrier.settled();
    stage.gitlab.faults.next({ ...creating, kind: 'hang-after' });
    await carrier.startDue();
    stage.clock.advance(181_000);
    await carrier.startDue();
    await carrier.settled();
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
  });
});

describe('a plan that the incident has overtaken', () => {
  test.each<[string, (incident: { project: number; iid: number }) => void]>([
    ['waived', (incident) => dora().addLabels(incident, ['review-not-needed'])],
    ['reopened', (incident) => dora().reopen(incident)],
    ['no longer severe', (incident) => dora().setLabels(incident, ['severity::4'])],
  ])('%s while GitLab was down: no review', async (_name, change) => {
    await begin();
    const incident = stage.incident();
    stage.gitlab.faults.next({ ...creating, kind: '503', times: 2 });
    dora().close(incident);
    await stage.calm();
    change(incident);
    await stage.after(hour);
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(0);
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('reopened and closed again later: the review comes then', async () => {
    await begin();
    const incident = stage.incident();
    stage.gitlab.faults.next({ ...creating, kind: '503', times: 1 });
    dora().close(incident);
    await stage.calm();
    dora().reopen(incident);
    await stage.after(hour);
    dora().close(incident);
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('confidential by now, as our own database knows: never public, not even for a moment', async () => {
    await begin();
    const incident = stage.incident();
    dora().close(incident);
    await stage.gitlab.settled();
    const { handleDeliveries } = await import('../../src/flows/handle-deliveries.ts');
    const { createCarrier } = await import('../../src/flows/carry-out.ts');
    await handleDeliveries(stage.deps, 100, async () => undefined);
    const carrier = createCarrier(stage.deps, 'gitlab', 8, () => undefined);
    await carrier.startDue();
    await carrier.settled();
    dora().setConfidential(incident, true);
    await stage.gitlab.settled();
    await handleDeliveries(stage.deps, 100, async () => undefined);
    await stage.calm();
    const post = stage.gitlab.requests.find((one) => one.method === 'POST' && creating.path.test(one.path));
    expect(post?.body.confidential).toBe(true);
  });

  test('a due date that has come too near moves on', async () => {
    await begin();
    stage.clock.set('2024-10-31T12:00:00.000Z');
    stage.gitlab.faults.next({ ...creating, kind: '503', times: Number.POSITIVE_INFINITY });
    dora().close(stage.incident());
    await stage.calm();
    stage.clock.set('2024-11-07T12:00:00.000Z');
    stage.gitlab.faults.clear();
    await stage.calm();
    expect(stage.reviews()[0]?.dueDate).toBe('2024-11-11');
    expect(stage.reviews()[0]?.description).toContain('2024-11-11');
  });

  test('one that was dropped from the queue starts anew when somebody asks', async () => {
    await begin();
    const incident = stage.incident();
    stage.gitlab.removeMember(project, 'incident-review-bot');
    dora().close(incident);
    await stage.calm();
    for (let hours = 0; hours < 3; hours += 1) await stage.after(hour);
    const [parked] = await stage.storage.parked();
    await stage.storage.dropParked(parked?.id ?? '', stage.clock.now());
    stage.gitlab.addMember(project, 'incident-review-bot', 'maintainer');
    dora().addLabels(incident, ['review-requested']);
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
  });
});

describe('what is hidden because of who can read it', () => {
  test('is hidden again when a person shows it', async () => {
    await begin({ policy: 'gitlab: { projects: [{ incidents: acme/production, reviews: acme/public }] }' });
    stage.gitlab.addProject({
      path: 'acme/public',
      visibility: 'public',
      members: { 'incident-review-bot': 'maintainer', dora: 'developer' },
    });
    stage.gitlab.addHook('acme/public', { url: stage.doorUrl, token: stage.webhookToken });
    dora().close(stage.incident());
    await stage.calm();
    const [review] = stage.reviews();
    dora().setConfidential({ project: 'acme/public', iid: review?.iid ?? 0 }, false);
    await stage.after(60_000);
    expect(stage.reviews()[0]?.confidential).toBe(true);
  });

  test('a review that is moved to where more people read is hidden there', async () => {
    await begin();
    stage.gitlab.addProject({
      path: 'acme/public',
      visibility: 'public',
      members: { dora: 'developer', 'incident-review-bot': 'maintainer' },
    });
    dora().close(stage.incident());
    await stage.calm();
    dora().move({ project, iid: stage.reviews()[0]?.iid ?? 0 }, 'acme/public');
    await stage.after(60_000);
    const there = stage.reviews().find(({ projectPath }) => projectPath === 'acme/public');
    expect(there?.confidential).toBe(true);
  });
});

describe('figures', () => {
  test('a label whose event was lost is dated by GitLab, not by the next edit', async () => {
    await begin();
    const incident = stage.incident();
    await stage.calm();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 1 });
    stage.clock.set('2024-10-31T05:10:00.000Z');
    dora().addLabels(incident, ['Incident::Resolved']);
    await stage.gitlab.settled();
    stage.clock.set('2024-10-31T10:10:00.000Z');
    dora().setTitle(incident, 'A better title');
    await stage.calm();
    stage.clock.set('2024-10-31T10:11:00.000Z');
    dora().close(incident);
    await stage.calm();
    expect(stage.reviews()[0]?.description).toContain('| End Time | 2024-10-31 05:10 UTC');
  });

  test('an old incident that is labelled today stays old', async () => {
    await begin({ policy: `${plainPolicy}trigger: { when: [resolved] }\n` });
    const incident = stage.incident();
    dora().close(incident);
    await stage.gitlab.settled();
    stage.clock.advance(30 * 24 * hour);
    await stage.restart({ fresh: true });
    dora().addLabels(incident, ['Incident::Resolved']);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(0);
  });

  test('the text of a review does not claim what GitLab left out', async () => {
    await begin({ role: 'guest' });
    dora().close(stage.incident());
    await stage.calm();
    await stage.after(hour);
    const text = stage.reviews()[0]?.description ?? '';
    expect(stage.reviews()[0]?.labels).toEqual([]);
    for (const id of ['service-label', 'severity-label', 'dri-assigned']) {
      expect(text).toMatch(new RegExp(`- \\[ \\].*guideline:${id} `));
    }
    expect(text).toContain('nobody');
  });
});

describe('many at once', () => {
  test('four closures are shared among the owners', async () => {
    await begin();
    for (const title of ['One', 'Two', 'Three', 'Four']) dora().close(stage.incident({ title }));
    await stage.calm();
    const owners = stage.reviews().flatMap(({ assignees }) => assignees);
    expect(owners.toSorted()).toEqual(['alice', 'alice', 'carol', 'carol']);
  });

  test('a storage that failed for a moment costs no delivery', async () => {
    await begin();
    for (let count = 0; count < 5; count += 1) dora().close(stage.incident({ title: `Number ${count}` }));
    await stage.gitlab.settled();
    const { handleDeliveries } = await import('../../src/flows/handle-deliveries.ts');
    const { Problem } = await import('../../src/domain/problems.ts');
    const broken = {
      ...stage.deps,
      storage: {
        ...stage.storage,
        reviewByIssue: async () => {
          throw new Problem('storage-unavailable', 'for a moment');
        },
      },
    };
    for (let times = 0; times < 8; times += 1) {
      await expect(handleDeliveries(broken, 50, async () => undefined)).rejects.toThrow('for a moment');
    }
    await stage.calm();
    expect(stage.reviews()).toHaveLength(5);
    expect(await stage.storage.parked()).toEqual([]);
  });
});

describe('renamed and moved', () => {
  test('a renamed project goes on', async () => {
    await begin();
    const incident = stage.incident();
    await stage.calm();
    stage.gitlab.renameProject(project, 'acme/prod');
    await stage.after(hour);
    stage.gitlab.as('dora').close({ project: 'acme/prod', iid: incident.iid });
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
  });

  test('a review that was moved twice in a row is followed to its end', async () => {
    await begin();
    for (const path of ['acme/one', 'acme/two']) {
      stage.gitlab.addProject({ path, members: { dora: 'developer', 'incident-review-bot': 'maintainer' } });
    }
    const incident = stage.incident();
    dora().close(incident);
    await stage.calm();
    const first = dora().move({ project, iid: stage.reviews()[0]?.iid ?? 0 }, 'acme/one');
    const second = dora().move(first, 'acme/two');
    await stage.after(60_000);
    await stage.after(60_000);
    expect((await rowOf(incident))?.issue).toMatchObject({ project: second.project, iid: second.iid });
    expect((await rowOf(incident))?.standing).toBe('open');
  });
});
