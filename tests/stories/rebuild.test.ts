import { afterEach, describe, expect, test } from 'vitest';
import { untouchedChecklist } from '../../src/domain/checklist.ts';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { plainPolicy, project, type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
const begin = async (options: StageOptions = {}) => {
  stage = await setStage(options);
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
const lose = () => stage.restart({ fresh: true });

async function closed(draft: Parameters<Stage['incident']>[0] = {}): Promise<MadeIssue> {
  const incident = stage.incident(draft);
  dora().close(incident);
  await stage.after(minute);
  return incident;
}

/** The review of an incident, by its row. */
async function reviewOf(incident: MadeIssue) {
  const issue = (await rowOf(incident))?.issue;
  if (!issue) throw new Error('there is no review');
  return { id: issue.id, iid: issue.iid, project: issue.project };
}

/** As the command does it, and then as the service goes on. */
async function rebuildAll(wish: Parameters<Stage['rebuild']>[0] = {}) {
  const report = await stage.rebuild(wish);
  await stage.restart();
  await stage.calm();
  return report;
}

describe('the database is lost, and', () => {
  test('what is there is brought back as it was', async () => {
    await begin();
    const incident = await closed();
    await stage.after(minute);
    // What our own comment moved is not told.
    await stage.reconcile();
    const before = await rowOf(incident);
    await lose();
    const report = await rebuildAll();
    expect(report).toMatchObject({ outcome: 'done', rebuilt: { open: 1, closed: 0 }, problems: [] });
    const after = await rowOf(incident);
    // What was found in it is found once more; what apps were told of it is not told again.
    const checklist = { ...untouchedChecklist, met: before?.checklist?.met };
    expect({ ...after, version: 0 }).toEqual({ ...before, version: 0, checklist });
    expect(after?.keyInformation?.severity?.value).toBe(2);
    expect(after?.keyInformation?.end).not.toBeNull();
    expect(stage.reviews()).toHaveLength(1);
  });

  test('what closed while nobody watched gets its review, what closed long before does not', async () => {
    await begin();
    await closed();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    const forgotten = await closed({ title: 'Closed long before' });
    stage.gitlab.faults.clear();
    await stage.after(20 * day);
    await closed({ title: 'The last that we opened' });
    await stage.after(day);
    await lose();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    const last = await closed({ title: 'Closed while nobody watched' });
    stage.clock.advance(hour);
    const report = await rebuildAll();
    expect(report).toMatchObject({
      outcome: 'done',
      rebuilt: { open: 2 },
      leftAlone: [{ reference: `${project}#${forgotten.iid}` }],
      meanwhile: { opening: [{ reference: `${project}#${last.iid}` }] },
    });
    expect(stage.reviews().map(({ title }) => title)).toEqual([
      'Incident Review: Runner verification answers 500',
      'Incident Review: The last that we opened',
      'Incident Review: Closed while nobody watched',
    ]);
  });

  test('a review that a person deleted is not made again, unless asked for', async () => {
    await begin();
    await closed();
    const incident = await closed({ title: 'Not worth a review' });
    dora().deleteIssue(await reviewOf(incident));
    await lose();
    const report = await rebuildAll();
    expect(report.leftAlone).toMatchObject([
      { reference: `${project}#${incident.iid}`, because: 'a person deleted the review' },
    ]);
    dora().setTitle(incident, 'Still not worth it');
    await stage.after(hour);
    dora().reopen(incident);
    await stage.after(minute);
    dora().close(incident);
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
    dora().addLabels(incident, ['review-requested']);
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(2);
  });

  test('it is not filled while it holds reviews, and gone on with where it stopped', async () => {
    await begin();
    for (let n = 0; n < 3; n += 1) await closed({ title: `Incident ${n}` });
    expect(await stage.rebuild()).toMatchObject({ outcome: 'not-empty' });
    await lose();
    stage.gitlab.faults.next({ kind: '500', method: 'GET', path: /\/projects\/\d+\/issues$/, times: 50 });
    const failed = await stage.rebuild();
    expect(failed).toMatchObject({ outcome: 'failed', meanwhile: null });
    expect(failed.problems).not.toEqual([]);
    stage.gitlab.faults.clear();
    const again = await rebuildAll();
    expect(again).toMatchObject({ outcome: 'done', rebuilt: { open: 3, known: 0 } });
    expect(await stage.rebuild()).toMatchObject({ outcome: 'not-empty' });
    expect(stage.reviews()).toHaveLength(3);
  });

  test('killed in the middle it knows what it had', async () => {
    await begin();
    const incidents = [await closed(), await closed(), await closed()];
    await lose();
    const { storage } = stage.deps;
    const commit = storage.commit.bind(storage);
    let commits = 0;
    storage.commit = async (what) => {
      commits += 1;
      if (commits > 2) throw new Error('killed');
      return commit(what);
    };
    expect(await stage.rebuild()).toMatchObject({ outcome: 'failed' });
    await stage.restart();
    const report = await rebuildAll();
    expect(report).toMatchObject({ outcome: 'done', rebuilt: { open: 1, known: 2 } });
    for (const incident of incidents) expect(await rowOf(incident)).toMatchObject({ standing: 'open' });
    expect(stage.reviews()).toHaveLength(3);
  });

  test('more reviews than twenty at once need a word, and until then nothing is opened', async () => {
    await begin();
    await closed();
    await lose();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    for (let n = 0; n < 21; n += 1) {
      const incident = stage.incident({ title: `Storm ${n}` });
      dora().close(incident);
    }
    await stage.gitlab.settled();
    stage.clock.advance(hour);
    expect(await rebuildAll()).toMatchObject({ outcome: 'refused' });
    await stage.reconcile();
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
    expect(await rebuildAll({ mostReviews: null })).toMatchObject({ outcome: 'done' });
    await stage.calm();
    expect(stage.reviews()).toHaveLength(22);
  });

  test('without a review of ours it looks forward only, but from a moment that a person names', async () => {
    await begin();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    const incident = await closed();
    stage.clock.advance(day);
    await lose();
    expect(await rebuildAll()).toMatchObject({ outcome: 'done', lookedBackTo: null });
    expect(stage.reviews()).toHaveLength(0);
    await lose();
    await rebuildAll({ since: '2024-10-30T00:00:00.000Z' });
    expect(stage.reviews()).toHaveLength(1);
    expect(await rowOf(incident)).toMatchObject({ standing: 'open' });
  });

  test('reviews of an earlier token come back, also those that nothing but the mark tells', async () => {
    await begin();
    const titled = await closed();
    const bare = await closed({ title: 'Retitled and without a label' });
    const review = await reviewOf(bare);
    dora().setTitle(review, 'What went wrong in October');
    dora().setLabels(review, []);
    await stage.after(minute);
    stage.gitlab.addUser({ username: 'second-bot', bot: true });
    stage.gitlab.addMember(project, 'second-bot', 'maintainer');
    stage.gitlab.addToken({ value: 'glpat-of-the-second-bot', user: 'second-bot' });
    await stage.restart({ fresh: true, token: 'glpat-of-the-second-bot' });
    expect(await stage.rebuild()).toMatchObject({ outcome: 'done', rebuilt: { open: 2 } });
    expect(await rowOf(titled)).toMatchObject({ standing: 'open' });
    expect(await rowOf(bare)).toMatchObject({ issue: { title: 'What went wrong in October' } });
    await stage.restart({ token: 'glpat-of-the-second-bot' });
    expect(stage.deps.policy().botUsers).toHaveLength(2);
  });

  test('the mark that a person copied takes no incident away', async () => {
    await begin();
    const incident = await closed();
    const review = await reviewOf(incident);
    const { description } = stage.gitlab.issue(review);
    const copy = dora().createIssue(project, { title: 'Incident Review: a copy', description });
    dora().link(copy, incident);
    const stray = dora().createIssue(project, { title: 'Incident Review: without a link', description });
    await stage.after(minute);
    await lose();
    const report = await rebuildAll();
    expect(report.duplicates).toEqual([
      { review: `${project}#${copy.iid}`, keeps: `${project}#${review.iid}` },
    ]);
    expect(await reviewOf(incident)).toEqual(review);
    expect(await stage.storage.reviewByIssue(stray.project, stray.id)).toBeNull();
  });

  test('a review whose incident is gone, and one that went out of sight, are named', async () => {
    await begin();
    const gone = await closed({ title: 'Gone' });
    const orphan = await reviewOf(gone);
    const away = await closed({ title: 'Away' });
    stage.gitlab.addProject({ path: 'acme/secret', members: { dora: 'maintainer' }, visibility: 'private' });
    const left = await reviewOf(away);
    dora().move(left, 'acme/secret');
    dora().deleteIssue(gone);
    await stage.gitlab.settled();
    await lose();
    const report = await rebuildAll();
    expect(report.unread).toEqual([
      { review: `${project}#${orphan.iid}`, because: 'its incident is gone, or hidden from us' },
      { review: `${project}#${left.iid}`, because: 'it was moved to where we cannot see it' },
    ]);
    // Its incident has one, wherever that is.
    dora().reopen(away);
    await stage.after(minute);
    dora().close(away);
    await stage.after(hour);
    expect(stage.reviews().filter(({ title }) => title.endsWith('Away'))).toHaveLength(2);
    expect(await rowOf(away)).toMatchObject({ standing: 'open', issue: { id: left.id } });
  });

  test('a review that more people can read than its incident is hidden', async () => {
    await begin();
    const incident = await closed({ confidential: true });
    const review = await reviewOf(incident);
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    dora().setConfidential(review, false);
    await stage.gitlab.settled();
    await lose();
    await rebuildAll();
    expect(stage.gitlab.issue(review).confidential).toBe(true);
  });
});

describe('what Slack showed before', () => {
  const policy = plainPolicy.replace('manager: bob', 'manager: bob, channel: "#g_runner"');
  const said = () => stage.slack.channel('incident-1').messages.length;

  test('is not said again', async () => {
    await begin({ slack: true, policy });
    stage.slack.addChannel({ name: 'incident-1' });
    const incident = await closed();
    const before = said();
    expect(before).toBeGreaterThan(0);
    await lose();
    await rebuildAll();
    await stage.after(day);
    expect(said()).toBe(before);
    expect(await rowOf(incident)).toMatchObject({ announcement: { outcome: 'unknown', where: null } });
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('cannot be taken back any more: a person hears where it may stand', async () => {
    await begin({ slack: true, policy });
    const incident = await closed();
    await lose();
    await rebuildAll();
    dora().setConfidential(incident, true);
    await stage.after(minute);
    expect(await stage.storage.parked()).toMatchObject([
      {
        what: 'retract-messages',
        problem: 'slack-closed',
        detail: expect.stringContaining("the incident's channel, #g_runner, or #incident-reviews"),
      },
    ]);
  });
});
