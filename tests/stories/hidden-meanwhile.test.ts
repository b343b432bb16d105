import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppEvent } from '../../src/domain/app-events.ts';
import { createCarrier } from '../../src/flows/carry-out.ts';
import { handleDeliveries } from '../../src/flows/handle-deliveries.ts';
import type { App } from '../../src/ports/apps.ts';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { project, type Stage, setStage } from './stage.ts';

let stage: Stage;
let told: AppEvent[];
const app: App = {
  name: 'status-page',
  hears: ['incident.closed', 'review.opened'],
  tell: async (event) => void told.push(event),
};

beforeEach(async () => {
  told = [];
  stage = await setStage({ slack: true, apps: [app] });
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  stage.slack.assertNothingUnforeseen();
  await stage.close();
});

const dora = () => stage.gitlab.as('dora');

/** The intents for GitLab that are due now, and none that follow from them. */
async function oneRound(): Promise<void> {
  const carrier = createCarrier(stage.deps, 'gitlab', 8, () => undefined);
  await carrier.startDue();
  await carrier.settled();
}

/** An incident that is closed, up to the moment at which facts are gathered or its review is open. */
async function closed(until: 'gathered' | 'open', severity = 'severity::2'): Promise<MadeIssue> {
  const incident = stage.incident({ title: 'Keys of customers leaked', labels: ['incident', severity] });
  dora().close(incident);
  await stage.gitlab.settled();
  await handleDeliveries(stage.deps, 100, async () => undefined);
  await oneRound();
  if (until === 'open') await oneRound();
  stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 9 });
  return incident;
}

const rowOf = (incident: MadeIssue) =>
  stage.storage.reviewOf({ project: incident.project, issue: incident.id });

describe('an incident that turned confidential seconds ago, of which no webhook told', () => {
  test('after its facts were gathered: the review is never open to all', async () => {
    const incident = await closed('gathered');
    dora().setConfidential(incident, true);
    stage.clock.advance(1_000);
    await stage.calm();
    const written = stage.gitlab.requests.find(
      ({ method, path }) => method === 'POST' && /issues$/.test(path),
    );
    expect(written?.body.confidential).toBe(true);
    expect((await rowOf(incident))?.snapshot.confidential).toBe(true);
  });

  test('after its review was opened: the review is hidden as soon as it is to be announced', async () => {
    const incident = await closed('open');
    expect(stage.reviews()).toMatchObject([{ confidential: false }]);
    dora().setConfidential(incident, true);
    stage.clock.advance(1_000);
    await stage.calm();
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
  });

  test('apps hear that it is', async () => {
    const incident = await closed('open');
    told = [];
    dora().setConfidential(incident, true);
    stage.clock.advance(1_000);
    await stage.calm();
    expect(told).toMatchObject([{ incident: { confidential: true }, review: { confidential: true } }]);
  });
});

test('apps hear of an incident without a review as it is now', async () => {
  const incident = stage.incident({ labels: ['incident', 'severity::4'] });
  await stage.calm();
  dora().close(incident);
  await stage.gitlab.settled();
  await handleDeliveries(stage.deps, 100, async () => undefined);
  stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 9 });
  dora().setConfidential(incident, true);
  await stage.calm();
  expect(told).toMatchObject([{ name: 'incident.closed', incident: { confidential: true }, review: null }]);
});

test('what GitLab does not show us any more is confidential to apps', async () => {
  const incident = stage.incident({ labels: ['incident', 'severity::4'] });
  await stage.calm();
  dora().close(incident);
  await stage.gitlab.settled();
  await handleDeliveries(stage.deps, 100, async () => undefined);
  stage.gitlab.addMember(project, 'incident-review-bot', 'guest');
  stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 9 });
  dora().setConfidential(incident, true);
  await stage.calm();
  await stage.after(600_000);
  expect(told).toMatchObject([{ incident: { confidential: true } }]);
});

test('a review that a person hid seconds ago is known as hidden when it is to be announced', async () => {
  const incident = await closed('open');
  dora().setConfidential({ project, iid: stage.reviews()[0]?.iid ?? 0 }, true);
  stage.clock.advance(1_000);
  await stage.calm();
  expect((await rowOf(incident))?.issue?.confidential).toBe(true);
});
