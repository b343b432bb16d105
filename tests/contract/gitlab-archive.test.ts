import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMade } from '../../src/flows/rebuild/read-made.ts';
import { type GitLabWorld, makeIncident, startWorld } from './gitlab-world.ts';

let world: GitLabWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.double.close();
  world.double.assertNothingUnforeseen();
});

const minute = 60_000;
const noor = () => world.double.as('noor');
const iidsOf = (issues: { iid: number }[]) => issues.map(({ iid }) => iid);

describe('what was made', () => {
  const search = (over: object = {}) => ({
    project: world.live.id,
    which: { titled: 'Incident Review' },
    since: '1970-01-01T00:00:00.000Z',
    page: 1,
    ...over,
  });

  it('comes by its title, the oldest first, open or closed, with its text', async () => {
    const first = noor().createIssue('shop/live', {
      title: 'Incident Review: one',
      description: 'All of it.',
    });
    noor().createIssue('shop/live', { title: 'Nothing of ours' });
    world.clock.ms += minute;
    const second = noor().createIssue('shop/live', { title: 'Incident Review: two' });
    noor().close(first);
    expect(await world.gitlab.issuesMade(search())).toMatchObject({
      issues: [{ iid: first.iid, description: 'All of it.', state: 'closed' }, { iid: second.iid }],
      isLast: true,
    });
    const since = '2026-03-02T08:01:00.000Z';
    expect(iidsOf((await world.gitlab.issuesMade(search({ since }))).issues)).toEqual([second.iid]);
  });

  it('comes by its author and by its label', async () => {
    const { id } = await world.gitlab.whoAmI();
    const draft = { description: '', assignee: null, dueDate: null, confidential: false };
    const ours = await world.gitlab.createIssue(world.live.id, {
      ...draft,
      title: 'Whatever people call it',
      labels: ['IncidentReview'],
    });
    noor().createIssue('shop/live', { title: 'Incident Review: hers' });
    for (const which of [{ author: id }, { label: 'IncidentReview' }]) {
      expect(iidsOf((await world.gitlab.issuesMade(search({ which }))).issues)).toEqual([ours.iid]);
    }
  });

  it('comes completely and each once, page by page, also where very many share a moment', async () => {
    for (let n = 0; n < 250; n += 1) {
      if (n === 20 || n === 230) world.clock.ms += minute;
      noor().createIssue('shop/live', { title: `Incident Review: ${n}` });
    }
    const found: number[] = [];
    const all = { project: world.live.id, which: { titled: 'Incident Review' } };
    for await (const page of readMade(all, world.gitlab)) found.push(...iidsOf(page));
    expect(found).toHaveLength(250);
    expect(new Set(found).size).toBe(250);
  });
});

describe('whether somebody related an issue to another one', () => {
  it('is told by what GitLab wrote, although the other one is gone', async () => {
    const { id } = await world.gitlab.whoAmI();
    const incident = makeIncident(world);
    const address = { project: world.live.id, iid: incident.iid };
    noor().comment(incident, 'marked this issue as related to #77');
    expect(await world.gitlab.wasRelatedBy([id], address)).toBe(false);
    const draft = { description: '', labels: [], assignee: null, dueDate: null, confidential: false };
    const review = await world.gitlab.createIssue(world.live.id, { ...draft, title: 'Incident Review: x' });
    await world.gitlab.ensureLink(address, { project: world.live.id, iid: review.iid });
    world.double.as('noor').unlink(incident, { project: world.live.id, iid: review.iid });
    expect(await world.gitlab.wasRelatedBy([id], address)).toBe(true);
    expect(await world.gitlab.wasRelatedBy([id + 1000], address)).toBe(false);
  });
});
