import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { type Stage, setStage } from './stage.ts';

const policy = `
gitlab: { projects: [{ incidents: acme/production }] }
people: [{ gitlab: alice, email: alice@example.com }]
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice], manager: bob, channel: "#g_runner" }
`;

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ policy, slack: true });
});
afterEach(async () => {
  await stage.close();
});

const minute = 60_000;
const refusing = (method: string, error: string) =>
  stage.slack.faults.next({ kind: 'error', method, error, times: Number.POSITIVE_INFINITY });

async function close(incident: MadeIssue): Promise<void> {
  stage.gitlab.as('dora').close(incident);
  await stage.calm();
}

/** Where reviews were announced, in the order of the channels. */
const told = () =>
  stage.slack
    .snapshot()
    .channels.flatMap(({ name, messages }) =>
      messages.filter(({ text }) => text.includes('review was opened')).map(({ text }) => ({ name, text })),
    );

test.each([
  'user_not_visible',
  'access_denied',
  'team_access_not_granted',
  'enterprise_is_restricted',
  'invalid_arguments',
  'a_word_nobody_knows',
])('Slack says %s of the DRI: the channel hears their name instead', async (error) => {
  refusing('users.lookupByEmail', error);
  stage.slack.addChannel({ name: 'incident-1' });
  await close(stage.incident());
  expect(told()).toMatchObject([{ name: 'incident-1' }]);
  expect(told()[0]?.text).toContain('alice');
  expect(await stage.storage.parked()).toEqual([]);
});

test('Slack cannot list its channels for hours: the review is announced when it can', async () => {
  refusing('conversations.list', 'internal_error');
  stage.slack.addChannel({ name: 'incident-1' });
  await close(stage.incident());
  for (let n = 0; n < 30; n += 1) await stage.after(10 * minute);
  expect(told()).toEqual([]);
  expect(await stage.storage.parked()).toEqual([]);
  stage.slack.faults.clear();
  await stage.after(10 * minute);
  expect(told()).toMatchObject([{ name: 'incident-1' }]);
});

test('a channel that was shared with another company since it was looked up hears nothing', async () => {
  const [first, second] = [stage.incident(), stage.incident()];
  for (const { iid } of [first, second])
    stage.slack.addChannel({ name: `incident-${iid}`, members: ['alice'] });
  await close(first);
  stage.slack.as('alice').share(`incident-${second.iid}`);
  await stage.after(20_000);
  await close(second);
  await stage.after(10_000);
  expect(told().map(({ name }) => name)).toEqual(['g_runner', `incident-${first.iid}`]);
});
