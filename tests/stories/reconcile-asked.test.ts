import { afterEach, describe, expect, test } from 'vitest';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { project, type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const minute = 60_000;
const day = 24 * 60 * minute;
const dora = () => stage.gitlab.as('dora');
const rowOf = (incident: MadeIssue) =>
  stage.storage.reviewOf({ project: incident.project, issue: incident.id });

/** Incidents that closed a day apart before the service was there, which then starts for the first time. */
async function startLate(closures: number, options: StageOptions = {}): Promise<MadeIssue[]> {
  stage = await setStage(options);
  stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
  const incidents: MadeIssue[] = [];
  for (let n = 0; n < closures; n += 1) {
    const incident = stage.incident({ title: `Incident ${n}` });
    incidents.push(incident);
    stage.clock.advance(minute);
    dora().close(incident);
    stage.clock.advance(day);
  }
  await stage.restart({ fresh: true });
  await stage.reconcile();
  return incidents;
}

describe('older incidents', () => {
  test('are asked for by their time', async () => {
    const [, second, third] = await startLate(3);
    expect(stage.reviews()).toHaveLength(0);
    const since = stage.gitlab.issue(second ?? { project, iid: 0 }).createdAt;
    const report = await stage.reconcile({ since });
    expect(report.opening.map(({ reference }) => reference)).toEqual([
      `${project}#${second?.iid}`,
      `${project}#${third?.iid}`,
    ]);
    expect(stage.reviews()).toHaveLength(2);
    // An edit makes nothing of the one that was not asked for.
    await stage.reconcile({ since });
    expect(stage.reviews()).toHaveLength(2);
  });

  test('more than twenty at once are named, and not opened without a word', async () => {
    await startLate(25);
    const since = '2024-10-01T00:00:00.000Z';
    const refused = await stage.reconcile({ since, mostReviews: 20 });
    expect(refused.outcome).toBe('refused');
    expect(refused.opening).toHaveLength(25);
    expect(stage.reviews()).toHaveLength(0);
    expect(await stage.storage.reviews(100)).toEqual([]);
    const done = await stage.reconcile({ since, mostReviews: null });
    expect(done.outcome).toBe('done');
    expect(stage.reviews()).toHaveLength(25);
  });

  test('twenty are opened at once', async () => {
    await startLate(20);
    await stage.reconcile({ since: '2024-10-01T00:00:00.000Z', mostReviews: 20 });
    expect(stage.reviews()).toHaveLength(20);
  });

  test('that changed while GitLab could not be written to are not forgotten', async () => {
    const [incident] = await startLate(1);
    if (!incident) throw new Error('no incident');
    stage.gitlab.faults.next({ kind: '503', method: 'POST', path: /\/projects\/\d+\/issues$/ });
    await stage.reconcile({ since: '2024-10-01T00:00:00.000Z' });
    dora().setTitle(incident, 'Another title');
    dora().addLabels(incident, ['Service::CI Runners', 'severity::1']);
    await stage.after(60 * minute);
    await stage.after(60 * minute);
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(1);
  });

  test('of more than seven days are not announced; nobody is asked for their severity', async () => {
    stage = await setStage({ slack: true });
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    const old = stage.incident();
    dora().close(old);
    const unknown = stage.incident({ labels: ['incident'] });
    dora().close(unknown);
    stage.clock.advance(8 * day);
    const recent = stage.incident();
    dora().close(recent);
    stage.clock.advance(day);
    await stage.restart({ fresh: true });
    await stage.reconcile();
    const report = await stage.reconcile({ since: '2024-10-01T00:00:00.000Z' });
    expect(stage.reviews()).toHaveLength(2);
    expect((await rowOf(old))?.announcement).toMatchObject({ outcome: 'not-announced' });
    expect((await rowOf(recent))?.announcement).toMatchObject({ outcome: 'announced' });
    expect(report.withoutSeverity).toMatchObject([{ reference: `${project}#${unknown.iid}` }]);
    expect(stage.gitlab.issue(unknown).notes.filter(({ system }) => !system)).toEqual([]);
  });

  test('found confidential are named without their titles', async () => {
    stage = await setStage();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    dora().close(stage.incident({ title: 'Quiet please', confidential: true }));
    stage.clock.advance(day);
    await stage.restart({ fresh: true });
    const report = await stage.reconcile({ since: '2024-10-01T00:00:00.000Z' });
    expect(report.opening).toMatchObject([{ title: null }]);
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
  });
});

describe('reviews that people opened by hand', () => {
  async function byHand(draft: Parameters<Stage['incident']>[0] = {}) {
    const incident = stage.incident(draft);
    dora().close(incident);
    const review = dora().createIssue(project, {
      title: 'Incident Review: what we did by hand',
      assignees: ['carol'],
      dueDate: '2024-11-08',
    });
    dora().link(review, incident);
    return { incident, review };
  }

  test('are taken into care, whatever the severity, and followed from then on', async () => {
    stage = await setStage();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    const { incident, review } = await byHand({ labels: ['incident', 'severity::4'] });
    stage.clock.advance(30 * day);
    await stage.restart({ fresh: true });
    await stage.reconcile();
    expect(await rowOf(incident)).toBeNull();
    const report = await stage.reconcile({ adopt: true });
    expect(report).toMatchObject({
      opening: [],
      adopted: [{ reference: `${project}#${incident.iid}`, because: 'a review by hand exists already' }],
    });
    expect(await rowOf(incident)).toMatchObject({
      standing: 'open',
      issue: { iid: review.iid, assignees: ['carol'], dueDate: '2024-11-08' },
    });
    expect((await stage.storage.openReviewsByAssignee()).get('carol')).toBe(1);
    dora().close(review);
    await stage.after(minute);
    await stage.reconcile({ adopt: true });
    expect(await rowOf(incident)).toMatchObject({ standing: 'closed' });
    expect(stage.reviews()).toHaveLength(1);
  });

  test('are not doubled when older incidents are asked for as well', async () => {
    stage = await setStage();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    await byHand();
    stage.clock.advance(day);
    await stage.restart({ fresh: true });
    await stage.reconcile({ adopt: true, since: '2024-10-01T00:00:00.000Z' });
    await stage.after(60 * minute);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('become confidential with their incident', async () => {
    stage = await setStage();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    await byHand({ confidential: true, title: 'Quiet please' });
    await stage.restart({ fresh: true });
    await stage.reconcile({ adopt: true });
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
  });

  test('that belong to no incident, or to one that has a review, stay as they are', async () => {
    stage = await setStage();
    const incident = stage.incident();
    dora().close(incident);
    await stage.calm();
    const second = dora().createIssue(project, { title: 'Incident Review: a second one' });
    dora().link(second, incident);
    dora().createIssue(project, { title: 'Incident Review: of nothing' });
    const talk = dora().createIssue(project, { title: 'How we review an incident' });
    dora().link(talk, stage.incident());
    await stage.calm();
    expect((await stage.reconcile({ adopt: true })).adopted).toEqual([]);
    expect((await rowOf(incident))?.issue?.iid).not.toBe(second.iid);
  });
});
