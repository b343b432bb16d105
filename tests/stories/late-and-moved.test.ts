import { afterEach, expect, test } from 'vitest';
import { applyEvent } from '../../src/flows/apply-event.ts';
import { createCarrier } from '../../src/flows/carry-out.ts';
import { handleDeliveries } from '../../src/flows/handle-deliveries.ts';
import { project, type Stage, type StageOptions, setStage } from './stage.ts';

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
const twoProjects = {
  policy: 'gitlab: { projects: [{ incidents: acme/production }, { incidents: acme/api }] }',
};

async function addApi(): Promise<void> {
  const members = { dora: 'maintainer', 'incident-review-bot': 'maintainer' } as const;
  stage.gitlab.addProject({ path: 'acme/api', members });
  stage.gitlab.addHook('acme/api', { url: stage.doorUrl, token: stage.webhookToken });
  await stage.restart();
}

test('a late event of the same second does not cancel what is planned', async () => {
  await begin({ start: '2024-10-31T05:00:00.600Z' });
  const incident = stage.incident();
  dora().close(incident);
  await stage.gitlab.settled();
  await handleDeliveries(stage.deps, 100, async () => undefined);
  const carrier = createCarrier(stage.deps, 'gitlab', 8, () => undefined);
  await carrier.startDue();
  await carrier.settled();
  const row = await rowOf(incident);
  if (!row) throw new Error('no row');
  const late = {
    ...row.snapshot,
    state: 'opened' as const,
    closedAt: null,
    updatedAt: '2024-10-31T05:00:00.000Z',
  };
  await applyEvent({ kind: 'issue.changed', issue: late, before: { labels: [] }, by: null }, {}, stage.deps);
  await stage.after(hour);
  expect(stage.reviews()).toHaveLength(1);
});

test('an edit of a place that the incident has left does not bring it back there', async () => {
  await begin(twoProjects);
  await addApi();
  const incident = stage.incident();
  dora().close(incident);
  await stage.calm();
  dora().reopen(incident);
  await stage.after(60_000);
  const there = dora().move(incident, 'acme/api');
  await stage.after(60_000);
  const back = dora().move(there, project);
  await stage.after(60_000);
  dora().addLabels(incident, ['moved-away']);
  await stage.after(60_000);
  dora().close(back);
  await stage.after(hour);
  expect(stage.reviews()).toHaveLength(1);
});

test('a move that nobody told us of makes no second review', async () => {
  await begin(twoProjects);
  await addApi();
  const incident = stage.incident();
  dora().close(incident);
  await stage.calm();
  dora().reopen(incident);
  await stage.after(60_000);
  const there = dora().move(incident, 'acme/api');
  await stage.gitlab.settled();
  // The event of the new place comes in, that of the old one is lost.
  await handleDeliveries(stage.deps, 1, async () => undefined);
  const lost = await stage.storage.nextDeliveries(50, stage.clock.now());
  const ended = lost.map(({ id }) => ({ id, outcome: 'ignored' as const, reason: 'lost' }));
  await stage.storage.endDeliveries(ended, stage.clock.now());
  dora().close(there);
  await stage.after(60_000);
  expect(stage.reviews()).toHaveLength(1);
});

test('an old incident whose reopening nobody told is new when it closes again', async () => {
  await begin();
  const incident = stage.incident();
  dora().close(incident);
  await stage.gitlab.settled();
  stage.clock.advance(30 * 24 * hour);
  await stage.restart({ fresh: true });
  dora().setTitle(incident, 'Old one, new title');
  await stage.calm();
  stage.clock.advance(60_000);
  stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 1 });
  dora().reopen(incident);
  await stage.gitlab.settled();
  stage.clock.advance(60_000);
  dora().close(incident);
  await stage.calm();
  await stage.after(hour);
  expect(stage.reviews()).toHaveLength(1);
});

test('an incident that was closed in a foreign project and came back gets its review', async () => {
  await begin();
  await addApi();
  const incident = stage.incident();
  await stage.calm();
  const there = dora().move(incident, 'acme/api');
  await stage.after(60_000);
  dora().close(there);
  await stage.after(60_000);
  dora().reopen(there);
  await stage.after(60_000);
  const back = dora().move(there, project);
  await stage.after(60_000);
  dora().close(back);
  await stage.after(hour);
  expect(stage.reviews()).toHaveLength(1);
});

test('a review that was written before its incident was waived has no waiver', async () => {
  await begin();
  const incident = stage.incident();
  stage.gitlab.faults.next({ ...creating, kind: '502-after' });
  dora().close(incident);
  await stage.calm();
  dora().addLabels(incident, ['review-not-needed']);
  await stage.gitlab.settled();
  await handleDeliveries(stage.deps, 100, async () => undefined);
  await stage.after(hour);
  dora().comment(incident, 'Deployed the fix, all green.');
  await stage.after(60_000);
  expect(stage.reviews()).toHaveLength(1);
  expect(await rowOf(incident)).toMatchObject({ standing: 'open', waiver: null });
});

test('who was to own a review is not passed over because of that very review', async () => {
  await begin();
  const incident = stage.incident();
  stage.gitlab.faults.next({ ...creating, kind: '503' });
  dora().close(incident);
  await stage.calm();
  dora().addLabels(incident, ['review-requested']);
  await stage.after(hour);
  await stage.after(hour);
  expect(stage.reviews().map(({ assignees }) => assignees)).toEqual([['alice']]);
});

test('what a person shows after the incident became public stays shown', async () => {
  await begin();
  const incident = stage.incident({ confidential: true });
  stage.gitlab.faults.next({ ...creating, kind: '503' });
  dora().close(incident);
  await stage.calm();
  dora().setConfidential(incident, false);
  await stage.after(hour);
  const [review] = stage.reviews();
  dora().setConfidential({ project, iid: review?.iid ?? 0 }, false);
  await stage.after(60_000);
  expect(stage.reviews()[0]?.confidential).toBe(false);
});
