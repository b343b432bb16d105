import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { project, type Stage, setStage } from './stage.ts';

const policy = `
gitlab: { projects: [{ incidents: acme/production }] }
people: [{ gitlab: alice, email: alice@example.com }]
services: [{ label: "Service::CI Runners", team: runner, owners: [alice] }]
`;

let stage: Stage;
let incident: MadeIssue;
/** Announced to the DRI, because there is no channel that would take it. */
beforeEach(async () => {
  stage = await setStage({ policy, slack: true });
  stage.slack.as('alice').archive('incident-reviews');
  incident = stage.incident({ title: 'Tokens were printed in job logs' });
  stage.gitlab.as('dora').close(incident);
  await stage.calm();
  expect(directMessages()).toHaveLength(1);
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  stage.slack.assertNothingUnforeseen();
  await stage.close();
});

const directMessages = () => stage.slack.snapshot().directs.flatMap(({ messages }) => messages);

async function outcome(): Promise<string | undefined> {
  const row = await stage.storage.reviewOf({ project: incident.project, issue: incident.id });
  return row?.announcement?.outcome;
}

async function turnConfidential(): Promise<void> {
  stage.gitlab.as('dora').setConfidential(incident, true);
  await stage.after(60_000);
}

test('who may read it still, keeps the message', async () => {
  await turnConfidential();
  expect(directMessages()).toHaveLength(1);
  expect(await outcome()).toBe('announced');
});

test.each<[string, () => void]>([
  ['has left the project', () => stage.gitlab.removeMember(project, 'alice')],
  [
    'has a role that shows nothing confidential, and owns the review alone',
    () => stage.gitlab.addMember(project, 'alice', 'guest'),
  ],
  ['was blocked', () => stage.gitlab.setUserState('alice', 'blocked')],
])('from who %s it is taken back', async (_name, lose) => {
  lose();
  await turnConfidential();
  expect(directMessages()).toEqual([]);
  expect(await outcome()).toBe('retracted');
});

test('a guest who is assigned to the incident, too, keeps it', async () => {
  stage.gitlab.addMember(project, 'alice', 'guest');
  stage.gitlab.as('dora').assign(incident, ['alice']);
  await turnConfidential();
  expect(directMessages()).toHaveLength(1);
});

test('a GitLab that is away leaves it standing until it can be asked', async () => {
  stage.gitlab.removeMember(project, 'alice');
  stage.gitlab.faults.next({ kind: '503', method: 'GET', path: /\/members\//, times: 20 });
  await turnConfidential();
  expect(directMessages()).toHaveLength(1);
  stage.gitlab.faults.clear();
  await stage.after(3_600_000);
  expect(directMessages()).toEqual([]);
});
