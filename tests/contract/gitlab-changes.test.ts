import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { problemOf } from '../adapters/gitlab/connect-scripted.ts';
import { addressOf, botToken, type GitLabWorld, makeIncident, startWorld } from './gitlab-world.ts';

let world: GitLabWorld;
let incident: MadeIssue;
beforeEach(async () => {
  world = await startWorld();
  incident = makeIncident(world);
});
afterEach(async () => {
  await world.double.close();
  world.double.assertNothingUnforeseen();
});

/** The token of somebody who is no more than a guest. */
function asGuest() {
  world.double.addToken({ value: 'glpat-of-the-guest', user: 'gina' });
  return world.connect('glpat-of-the-guest');
}

describe('alerts of an incident', () => {
  const startedAt = '2026-03-02T07:51:00.000Z';
  beforeEach(() => {
    world.double.addAlert(incident, { title: 'Too many 502', startedAt });
    world.double.addAlert(incident, { title: 'Checkout is slow', startedAt: '2026-03-02T07:55:00.000Z' });
  });

  it('tell when they were raised', async () => {
    expect(await world.gitlab.alertsRaised(incident.id)).toEqual([startedAt, '2026-03-02T07:55:00.000Z']);
  });

  it('are none for who may not read them, of an incident that is hidden, and on an older GitLab', async () => {
    expect(await asGuest().alertsRaised(incident.id)).toEqual([]);
    expect(await world.gitlab.alertsRaised(4711)).toEqual([]);
    world.double.configure({ version: '15.5.0' });
    expect(await world.connect(botToken).alertsRaised(incident.id)).toEqual([]);
    // The double holds a field against us that it does not know at all, not one that came later.
    world.double.assertNothingUnforeseen();
  });
});

describe('merge requests', () => {
  it('that name an issue are related to it, those of its project first', async () => {
    const { double, gitlab, open, live } = world;
    const elsewhere = double.addMergeRequest('shop/open', {
      title: 'Wait longer',
      description: `For shop/live#${incident.iid}`,
      author: 'dana',
    });
    const here = double.addMergeRequest('shop/live', {
      title: 'Revert "Keep fewer connections"',
      description: `This reverts merge request !7\n\nFor #${incident.iid}`,
      mergedAt: '2026-03-02T08:40:00.000Z',
      author: 'dana',
    });
    double.addMergeRequest('shop/live', { title: 'Something else', description: 'For #99', author: 'dana' });
    expect(await gitlab.relatedMergeRequests(addressOf(incident))).toEqual([
      {
        project: live.id,
        path: 'shop/live',
        iid: here.iid,
        title: 'Revert "Keep fewer connections"',
        description: `This reverts merge request !7\n\nFor #${incident.iid}`,
        mergedAt: '2026-03-02T08:40:00.000Z',
      },
      expect.objectContaining({ project: open.id, path: 'shop/open', iid: elsewhere.iid, mergedAt: null }),
    ]);
    expect(await gitlab.mergeRequest('shop/live', here.iid)).toMatchObject({
      iid: here.iid,
      project: live.id,
    });
  });

  it('are not shown to who may not read them', async () => {
    const { double, live } = world;
    const made = double.addMergeRequest('shop/live', {
      title: 'x',
      description: `#${incident.iid}`,
      author: 'dana',
    });
    const guest = asGuest();
    expect(await guest.relatedMergeRequests(addressOf(incident))).toEqual([]);
    expect((await problemOf(guest.mergeRequest(live.id, made.iid))).code).toBe('gitlab-not-found');
  });

  it('are read once, however many they are', async () => {
    const { double, gitlab } = world;
    for (let count = 0; count < 130; count += 1)
      double.addMergeRequest('shop/live', { title: 'x', description: `#${incident.iid}`, author: 'dana' });
    double.forgetRequests();
    expect(await gitlab.relatedMergeRequests(addressOf(incident))).toHaveLength(100);
    expect(double.requests).toHaveLength(1);
  });
});

describe('deployments', () => {
  const deploy = (finishedAt: string, over: object = {}) =>
    world.double.addDeployment('shop/live', {
      environment: 'production',
      finishedAt,
      mergeRequests: [],
      user: 'dana',
      ...over,
    });

  it('that succeeded since a moment come in the order of their last change', async () => {
    const { gitlab, live } = world;
    const later = deploy('2026-03-02T09:00:00.000Z', { byProgram: true, environment: 'gprd' });
    const sooner = deploy('2026-03-02T08:30:00.000Z');
    deploy('2026-03-02T08:00:00.000Z');
    deploy('2026-03-02T08:45:00.000Z', { status: 'failed' });
    expect(await gitlab.deploymentsSince(live.id, '2026-03-02T08:20:00.000Z')).toEqual([
      {
        id: sooner.id,
        environment: 'production',
        finishedAt: '2026-03-02T08:30:00.000Z',
        changedAt: '2026-03-02T08:30:00.000Z',
      },
      { id: later.id, environment: 'gprd', finishedAt: null, changedAt: '2026-03-02T09:00:00.000Z' },
    ]);
  });

  it('tell which merge requests came with them', async () => {
    const { gitlab, double, live } = world;
    const one = double.addMergeRequest('shop/live', { title: 'x', author: 'dana' });
    const { id } = deploy('2026-03-02T09:00:00.000Z', { mergeRequests: [one.iid] });
    expect(await gitlab.shippedWith(live.id, id)).toEqual([one.iid]);
    expect((await problemOf(gitlab.shippedWith(live.id, 4711))).code).toBe('gitlab-not-found');
  });

  it('are refused to who may not read them', async () => {
    const { live } = world;
    const { id } = deploy('2026-03-02T09:00:00.000Z');
    const guest = asGuest();
    expect((await problemOf(guest.deploymentsSince(live.id, '2026-03-02T08:20:00.000Z'))).code).toBe(
      'gitlab-forbidden',
    );
    expect((await problemOf(guest.shippedWith(live.id, id))).code).toBe('gitlab-forbidden');
  });
});
