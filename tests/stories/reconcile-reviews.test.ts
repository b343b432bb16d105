import { afterEach, describe, expect, test } from 'vitest';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { project, type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const minute = 60_000;
const hour = 60 * minute;
const dora = () => stage.gitlab.as('dora');
const rowOf = (incident: MadeIssue) =>
  stage.storage.reviewOf({ project: incident.project, issue: incident.id });

/** An incident with its review, after which no webhook comes in any more. */
async function reviewed(options: StageOptions = {}, prepare: () => void = () => undefined) {
  stage = await setStage(options);
  prepare();
  await stage.reconcile();
  const incident = stage.incident();
  dora().close(incident);
  await stage.calm();
  stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
  await stage.after(hour);
  const [made] = stage.reviews();
  if (!made) throw new Error('no review');
  return { incident, review: { project: made.project, iid: made.iid } };
}

describe('what people did with a review while we were away', () => {
  test('closed it, opened it again, gave it to somebody else', async () => {
    const { incident, review } = await reviewed();
    dora().close(review);
    dora().assign(review, ['carol']);
    await stage.after(minute);
    expect((await stage.reconcile()).reviewsChanged).toBeGreaterThan(0);
    expect(await rowOf(incident)).toMatchObject({ standing: 'closed', issue: { assignees: ['carol'] } });
    await stage.after(hour);
    expect((await stage.reconcile()).reviewsChanged).toBe(0);
    dora().reopen(review);
    await stage.after(minute);
    await stage.reconcile();
    expect(await rowOf(incident)).toMatchObject({ standing: 'open' });
  });

  test('took its label away, and closed it', async () => {
    const { incident, review } = await reviewed();
    dora().removeLabels(review, ['IncidentReview']);
    dora().close(review);
    await stage.after(minute);
    await stage.reconcile();
    expect(await rowOf(incident)).toMatchObject({ standing: 'closed' });
  });

  test.each([
    ['whose label had been taken away', 'gitlab: { projects: [{ incidents: acme/production }] }'],
    [
      'that has no labels',
      'gitlab: { projects: [{ incidents: acme/production }] }\nreview: { labels: [] }\n',
    ],
  ])('opened one again that was closed and %s', async (_, policy) => {
    const { incident, review } = await reviewed({ policy });
    dora().removeLabels(review, ['IncidentReview']);
    dora().close(review);
    await stage.after(minute);
    await stage.reconcile();
    expect(await rowOf(incident)).toMatchObject({ standing: 'closed' });
    await stage.after(hour);
    dora().reopen(review);
    await stage.after(minute);
    await stage.reconcile();
    expect(await rowOf(incident)).toMatchObject({ standing: 'open' });
  });

  test('showed it although its incident is confidential', async () => {
    const { incident, review } = await reviewed();
    dora().setConfidential(incident, true);
    await stage.after(minute);
    await stage.reconcile();
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
    await stage.after(hour);
    dora().setConfidential(review, false);
    await stage.after(minute);
    await stage.reconcile();
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
  });

  test('moved it', async () => {
    const { incident, review } = await reviewed({}, () => {
      const members = { dora: 'maintainer', 'incident-review-bot': 'maintainer' } as const;
      stage.gitlab.addProject({ path: 'acme/elsewhere', members });
    });
    const there = dora().move(review, 'acme/elsewhere');
    await stage.after(minute);
    await stage.reconcile();
    expect(await rowOf(incident)).toMatchObject({ issue: { project: there.project, iid: there.iid } });
  });

  test('deleted it: it does not come again, and owes nobody anything', async () => {
    const { incident, review } = await reviewed();
    stage.gitlab.addMember(project, 'bob', 'owner');
    stage.gitlab.as('bob').deleteIssue(review);
    await stage.after(minute);
    await stage.reconcile();
    await stage.after(hour);
    await stage.reconcile();
    expect(await rowOf(incident)).toMatchObject({ standing: 'deleted', issue: null });
    expect(stage.reviews()).toHaveLength(0);
    expect(await stage.storage.countReviews('2024-10-31')).toEqual({ open: 0, overdue: 0 });
    dora().addLabels(incident, ['review-requested']);
    await stage.after(minute);
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(1);
  });

  test('took our rights away: what we may not see is not deleted', async () => {
    const { incident, review } = await reviewed();
    dora().setConfidential(review, true);
    stage.gitlab.addMember(project, 'incident-review-bot', 'guest');
    dora().assign(review, ['carol']);
    await stage.after(hour);
    await stage.reconcile();
    expect(await rowOf(incident)).toMatchObject({ standing: 'open' });
  });
});

describe('who can read a project', () => {
  const policy = 'gitlab: { projects: [{ incidents: acme/production, reviews: acme/reviews }] }';
  const members = { dora: 'developer', alice: 'developer', carol: 'developer', bob: 'developer' } as const;
  const addReviews = () =>
    stage.gitlab.addProject({
      path: 'acme/reviews',
      members: { ...members, 'incident-review-bot': 'maintainer' },
    });

  test('more people than before: the review is hidden', async () => {
    const { incident } = await reviewed({ policy }, addReviews);
    expect(stage.reviews()).toMatchObject([{ confidential: false }]);
    stage.gitlab.setVisibility('acme/reviews', 'public');
    await stage.after(hour);
    await stage.reconcile();
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
    expect(await rowOf(incident)).toMatchObject({ hidden: true });
    expect((await stage.reconcile()).reviewsChanged).toBe(0);
  });

  test('more people than before: a review that is closed already is hidden as well', async () => {
    const { review } = await reviewed({ policy }, addReviews);
    dora().close(review);
    await stage.after(minute);
    await stage.reconcile();
    stage.gitlab.setVisibility('acme/reviews', 'public');
    await stage.after(hour);
    await stage.reconcile();
    expect(stage.reviews()).toMatchObject([{ state: 'closed', confidential: true }]);
    expect((await stage.reconcile()).reviewsChanged).toBe(0);
  });

  test('more people than before: one that was moved while it was closed, within a day', async () => {
    const { review } = await reviewed({ policy }, () => {
      addReviews();
      stage.gitlab.addProject({
        path: 'acme/elsewhere',
        members: { ...members, dora: 'maintainer', 'incident-review-bot': 'maintainer' },
      });
    });
    dora().close(review);
    dora().move(review, 'acme/elsewhere');
    await stage.after(minute);
    await stage.reconcile();
    stage.gitlab.setVisibility('acme/elsewhere', 'public');
    await stage.after(24 * hour);
    await stage.reconcile();
    const there = stage.reviews().filter(({ movedTo }) => movedTo === null);
    expect(there).toMatchObject([{ state: 'closed', confidential: true }]);
  });

  test('is not asked of every closed review every time', async () => {
    let readings = 0;
    const { review } = await reviewed(
      {
        policy,
        openStorage: async (options) => {
          const storage = await openStorage(options);
          const allReviews = () => {
            readings += 1;
            return storage.allReviews();
          };
          return { ...storage, allReviews };
        },
      },
      addReviews,
    );
    dora().close(review);
    await stage.after(minute);
    await stage.reconcile();
    readings = 0;
    for (let n = 0; n < 24; n += 1) {
      await stage.after(hour);
      await stage.reconcile();
    }
    expect(readings).toBe(1);
  });

  test('a member more: the same', async () => {
    await reviewed({ policy }, addReviews);
    stage.gitlab.addUser({ username: 'guest-of-all' });
    stage.gitlab.addMember('acme/reviews', 'guest-of-all', 'reporter');
    await stage.after(hour);
    await stage.reconcile();
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
  });

  test('no more than the incident any more: people may show the review', async () => {
    const { incident, review } = await reviewed({ policy }, () => {
      addReviews();
      stage.gitlab.setVisibility('acme/reviews', 'public');
    });
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
    stage.gitlab.setVisibility('acme/reviews', 'private');
    await stage.after(hour);
    await stage.reconcile();
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
    expect(await rowOf(incident)).toMatchObject({ hidden: false });
    dora().setConfidential(review, false);
    await stage.after(minute);
    await stage.reconcile();
    await stage.after(hour);
    expect(stage.reviews()).toMatchObject([{ confidential: false }]);
  });
});

describe('what was given up because a replica lagged behind', () => {
  test('is taken up again when GitLab shows what was waited for', async () => {
    stage = await setStage();
    await stage.reconcile();
    const incident = stage.incident();
    await stage.calm();
    await stage.after(hour);
    stage.gitlab.faults.lag(2 * hour);
    dora().close(incident);
    await stage.calm();
    for (let n = 0; n < 15; n += 1) await stage.after(2 * minute);
    const parked = await stage.storage.parked();
    expect(parked).toMatchObject([{ what: 'gather-facts', problem: 'gitlab-stale' }]);
    expect((await stage.reconcile()).takenUp).toBe(0);
    stage.gitlab.faults.lag(0);
    expect((await stage.reconcile()).takenUp).toBe(1);
    expect(stage.reviews()).toHaveLength(1);
    expect(await stage.storage.parked()).toEqual([]);
  });
});
