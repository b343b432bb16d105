import { afterEach, describe, expect, test } from 'vitest';
import { plainPolicy, project, type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
const begin = async (options: StageOptions = {}) => {
  stage = await setStage(options);
};
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const dora = () => stage.gitlab.as('dora');
const ours = (issue: { project: number; iid: number }) =>
  stage.gitlab.issue(issue).notes.filter(({ author, system }) => author === 'incident-review-bot' && !system);

describe('an incident of unknown severity', () => {
  test('gets one comment, and its review when the severity is set', async () => {
    await begin();
    const incident = stage.incident({ labels: ['Service::CI Runners'] });
    dora().close(incident);
    await stage.calm();
    dora().editDescription(incident, 'more words');
    await stage.after(60_000);
    expect(stage.reviews()).toHaveLength(0);
    expect(ours(incident)).toHaveLength(1);
    expect(ours(incident)[0]?.body).toContain('severity');

    dora().setSeverity(incident, 'critical');
    await stage.after(60_000);
    expect(stage.reviews()[0]?.labels).toContain('severity::1');
    expect(ours(incident)).toHaveLength(1);
  });

  test('is commented on once, though the answer to the comment was lost', async () => {
    await begin();
    stage.gitlab.faults.next({ kind: '502-after', method: 'POST', path: /\/notes$/ });
    const incident = stage.incident({ labels: [] });
    dora().close(incident);
    await stage.calm();
    await stage.after(3_600_000);
    expect(ours(incident)).toHaveLength(1);
  });
});

describe('people decide', () => {
  test('a low severity gets a review when somebody asks for one', async () => {
    await begin();
    const incident = stage.incident({ labels: ['severity::4'] });
    dora().close(incident);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(0);
    dora().addLabels(incident, ['review-requested']);
    await stage.after(60_000);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('a waived incident gets none; the reason is asked for once and remembered', async () => {
    await begin();
    const incident = stage.incident({ labels: ['severity::1', 'review-not-needed'] });
    dora().close(incident);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(0);
    expect(ours(incident)).toHaveLength(1);
    dora().comment(incident, 'A drill: nothing failed.');
    await stage.calm();
    const row = await stage.storage.reviewOf({ project: incident.project, issue: incident.id });
    expect(row).toMatchObject({
      standing: 'waived',
      waiver: { by: 'dora', reason: 'A drill: nothing failed.', reasonBy: 'dora' },
    });
    dora().removeLabels(incident, ['review-not-needed']);
    await stage.after(60_000);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('a review that a person deleted comes again only when it is asked for', async () => {
    await begin();
    const incident = stage.incident();
    dora().close(incident);
    await stage.calm();
    const [review] = stage.reviews();
    if (!review) throw new Error('no review');
    stage.gitlab.addUser({ username: 'root', admin: true });
    stage.gitlab.as('root').deleteIssue({ project, iid: review.iid });
    dora().reopen(incident);
    await stage.after(60_000);
    dora().close(incident);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(0);
    dora().addLabels(incident, ['review-requested']);
    // A review as young as this could be missing on a replica alone.
    for (let seconds = 0; seconds < 180; seconds += 30) await stage.after(30_000);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('a review by hand that is related to the incident is the review', async () => {
    await begin();
    const incident = stage.incident();
    const byHand = dora().createIssue(project, { title: 'Incident Review: runners, by Dora' });
    dora().link(byHand, incident);
    dora().close(incident);
    await stage.calm();
    expect(stage.reviews().map(({ iid }) => iid)).toEqual([byHand.iid]);
    const row = await stage.storage.reviewOf({ project: incident.project, issue: incident.id });
    expect(row?.issue?.iid).toBe(byHand.iid);
  });

  test('a review of another incident that is related stays that one’s', async () => {
    await begin();
    const first = stage.incident();
    dora().close(first);
    await stage.calm();
    const second = stage.incident({ title: 'The relapse' });
    const [review] = stage.reviews();
    dora().link(second, { project, iid: review?.iid ?? 0 });
    dora().close(second);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(2);
  });
});

describe('when it is triggered', () => {
  const when = (stages: string) => `${plainPolicy}trigger: { when: [${stages}] }\n`;

  test('mitigated, long before it is closed; the closure changes nothing', async () => {
    await begin({ policy: when('mitigated') });
    const incident = stage.incident();
    await stage.after(60_000);
    dora().addLabels(incident, ['Incident::Mitigated']);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
    dora().close(incident);
    await stage.after(60_000);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('the due date counts from when the resolved label was set, though no event told us', async () => {
    await begin();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 2 });
    const incident = stage.incident();
    await stage.after(60_000);
    dora().addLabels(incident, ['Incident::Resolved']);
    await stage.gitlab.settled();
    stage.clock.set('2024-11-04T10:00:00.000Z');
    dora().close(incident);
    await stage.calm();
    expect(stage.reviews()[0]?.dueDate).toBe('2024-11-07');
  });

  test('an incident that was closed before the service watched is left alone', async () => {
    await begin();
    const incident = stage.incident();
    dora().close(incident);
    await stage.gitlab.settled();
    await stage.restart({ fresh: true });
    stage.clock.advance(86_400_000);
    await stage.restart({ fresh: true });
    dora().addLabels(incident, ['looked-at-again']);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(0);
  });
});

describe('moves', () => {
  test('a moved incident is no closure, and keeps its one review', async () => {
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
    await stage.calm();
    const there = dora().move(incident, 'acme/api');
    await stage.after(60_000);
    expect(stage.reviews()).toHaveLength(0);
    dora().close(there);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
    dora().reopen(there);
    await stage.after(60_000);
    dora().close(there);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
  });

  test('a moved review is followed', async () => {
    await begin();
    stage.gitlab.addProject({
      path: 'acme/reviews',
      members: { dora: 'developer', 'incident-review-bot': 'maintainer' },
    });
    const incident = stage.incident();
    dora().close(incident);
    await stage.calm();
    const [review] = stage.reviews();
    const there = dora().move({ project, iid: review?.iid ?? 0 }, 'acme/reviews');
    await stage.after(60_000);
    const row = await stage.storage.reviewOf({ project: incident.project, issue: incident.id });
    expect(row?.issue).toMatchObject({ project: there.project, iid: there.iid, id: there.id });
  });
});
