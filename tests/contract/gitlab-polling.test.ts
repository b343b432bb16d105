import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '../adapters/gitlab/connect-scripted.ts';
import { botToken, type GitLabWorld, makeIncident, startWorld } from './gitlab-world.ts';

let world: GitLabWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.double.close();
  world.double.assertNothingUnforeseen();
});

const minute = 60_000;
const iidsOf = (issues: { iid: number }[]) => issues.map(({ iid }) => iid);

describe('what changed', () => {
  const search = (over: object = {}) => ({
    project: world.live.id,
    which: { type: 'incident' as const },
    after: '2026-03-02T08:00:00.000Z',
    before: '2026-03-02T09:00:00.000Z',
    page: 1,
    ...over,
  });

  it('comes in the order of the changes, both ends of the window included', async () => {
    const { double, clock, gitlab } = world;
    const [first, second] = [makeIncident(world), makeIncident(world)];
    double.as('noor').createIssue('shop/live', { title: 'No incident' });
    clock.ms += minute;
    const third = makeIncident(world);
    clock.ms += minute;
    double.as('noor').setTitle(first, 'Another title');
    expect(await gitlab.issuesChanged(search())).toMatchObject({
      issues: [{ iid: second.iid }, { iid: third.iid }, { iid: first.iid, title: 'Another title' }],
      isLast: true,
    });
    const window = { after: '2026-03-02T08:01:00.000Z', before: '2026-03-02T08:01:00.000Z' };
    expect(iidsOf((await gitlab.issuesChanged(search(window))).issues)).toEqual([third.iid]);
  });

  it('comes by label too, of any type', async () => {
    const { double, gitlab } = world;
    makeIncident(world);
    const labelled = double.as('noor').createIssue('shop/live', { title: 'Fire', labels: ['incident'] });
    const { issues } = await gitlab.issuesChanged(search({ which: { label: 'incident' } }));
    expect(iidsOf(issues)).toEqual([labelled.iid]);
  });

  it('comes whatever it is and whatever it carries, when all is asked for', async () => {
    const { double, gitlab } = world;
    const incident = makeIncident(world);
    const plain = double.as('noor').createIssue('shop/live', { title: 'No incident' });
    const { issues } = await gitlab.issuesChanged(search({ which: 'all' }));
    expect(iidsOf(issues)).toEqual([incident.iid, plain.iid]);
  });

  it('comes in pages of a hundred, never with a description', async () => {
    for (let n = 0; n < 101; n += 1) makeIncident(world);
    const { gitlab } = world;
    const first = await gitlab.issuesChanged(search());
    expect([first.issues.length, first.isLast]).toEqual([100, false]);
    const second = await gitlab.issuesChanged(search({ page: 2 }));
    expect([second.issues.length, second.isLast]).toEqual([1, true]);
    expect(second.issues[0]).not.toHaveProperty('description');
  });
});

describe('issues by number and by title', () => {
  it('are those that are there and may be seen', async () => {
    const { double, gitlab, live } = world;
    const [kept, deleted, other] = [makeIncident(world), makeIncident(world), makeIncident(world)];
    double.as('noor').deleteIssue(deleted);
    const found = await gitlab.issuesByNumber(live.id, [kept.iid, deleted.iid, 4_000]);
    expect(iidsOf(found)).toEqual([kept.iid]);
    expect(await gitlab.issuesByNumber(live.id, [])).toEqual([]);
    expect(iidsOf(await gitlab.issuesByNumber(live.id, [other.iid]))).toEqual([other.iid]);
  });

  it('are the open ones with all the words', async () => {
    const { double, gitlab, live } = world;
    const noor = double.as('noor');
    const review = noor.createIssue('shop/live', { title: 'Incident Review: Checkout' });
    const closed = noor.createIssue('shop/live', { title: 'Incident review: old' });
    noor.close(closed);
    noor.createIssue('shop/live', { title: 'Review the budget' });
    expect(iidsOf(await gitlab.openIssuesTitled(live.id, 'Incident Review'))).toEqual([review.iid]);
  });
});

describe('webhooks', () => {
  it('are remembered and tested, by a Maintainer', async () => {
    const { double, gitlab, live } = world;
    const hook = double.addHook('shop/live', { url: `${double.url}/nobody/listens`, token: 'a-secret' });
    makeIncident(world);
    await double.settled();
    expect((await problemOf(gitlab.hookEvents(live.id, hook.id, 1))).code).toBe('gitlab-forbidden');
    double.addMember('shop/live', 'review-bot', 'maintainer');
    const { events, isLast } = await gitlab.hookEvents(live.id, hook.id, 1);
    expect(events).toEqual([
      {
        id: 1,
        url: hook.url,
        event: 'Issue Hook',
        key: double.deliveries[0]?.idempotencyKey,
        body: JSON.stringify(double.deliveries[0]?.payload),
      },
    ]);
    expect(isLast).toBe(true);
    // Nobody answers there with 2xx.
    expect((await problemOf(gitlab.testHook(live.id, hook.id))).code).toBe('gitlab-refused');
  });

  it('are not remembered by an older GitLab, nor with a key before 17.4', async () => {
    const { double, live, connect } = world;
    const hook = double.addHook('shop/live', { url: `${double.url}/nobody/listens` });
    double.addMember('shop/live', 'review-bot', 'maintainer');
    double.configure({ version: '17.3.0' });
    makeIncident(world);
    await double.settled();
    const gitlab = connect(botToken);
    expect((await gitlab.hookEvents(live.id, hook.id, 1)).events).toMatchObject([{ key: null }]);
    double.configure({ version: '17.2.0' });
    expect((await problemOf(gitlab.hookEvents(live.id, hook.id, 1))).code).toBe('gitlab-not-found');
  });
});
