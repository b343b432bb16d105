import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { type Stage, setStage } from './stage.ts';

const policy = `
gitlab: { projects: [{ incidents: acme/production, reviews: acme/reviews }] }
people: [{ gitlab: alice, email: alice@example.com }]
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice], channel: "#g_runner" }
`;

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ policy, slack: true });
  const members = { dora: 'developer', alice: 'developer', 'incident-review-bot': 'maintainer' } as const;
  stage.gitlab.addProject({ path: 'acme/reviews', members });
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  stage.slack.assertNothingUnforeseen();
  await stage.close();
});

async function close(incident: MadeIssue): Promise<void> {
  stage.gitlab.as('dora').close(incident);
  await stage.calm();
}

/** Of the channels and of direct conversations. */
function said(): { inChannels: number; directly: number } {
  const { channels, directs } = stage.slack.snapshot();
  const count = (all: { messages: { blocks: unknown[] }[] }[]) =>
    all.flatMap(({ messages }) => messages).filter(({ blocks }) => blocks.length > 0).length;
  return { inChannels: count(channels), directly: count(directs) };
}

/** What GitLab does not tell by webhook, a minute after we had read it. */
const opened: [string, () => void][] = [
  ['is public by now', () => stage.gitlab.setVisibility('acme/reviews', 'public')],
  [
    'has a member more by now',
    () => {
      stage.gitlab.addUser({ username: 'guest-of-all' });
      stage.gitlab.addMember('acme/reviews', 'guest-of-all', 'reporter');
    },
  ],
];

describe.each(opened)('the project of the reviews %s', (_name, open) => {
  test('a review that is opened in it is confidential', async () => {
    await close(stage.incident());
    expect(stage.reviews()).toMatchObject([{ confidential: false }]);
    stage.clock.advance(60_000);
    open();
    await close(stage.incident({ title: 'Another one' }));
    expect(stage.reviews()).toMatchObject([{ confidential: false }, { confidential: true }]);
  });

  test('one whose writing had to wait is confidential', async () => {
    stage.gitlab.faults.next({ kind: '429-plain', method: 'POST', path: /\/issues$/ });
    await close(stage.incident());
    expect(stage.reviews()).toEqual([]);
    open();
    await stage.after(60_000);
    await stage.after(60_000);
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
  });

  test('one that Slack was not there for is announced to its DRI alone, and hidden at once', async () => {
    stage.slack.faults.down(true);
    await close(stage.incident());
    open();
    stage.slack.faults.down(false);
    await stage.after(60_000);
    await stage.after(600_000);
    expect(said()).toEqual({ inChannels: 0, directly: 1 });
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
  });
});

test('nobody asks who can read a project where incident and review share it', async () => {
  await stage.close();
  stage = await setStage({ policy: policy.replace(', reviews: acme/reviews', ''), slack: true });
  await close(stage.incident());
  await stage.after(60_000);
  const before = stage.gitlab.requests.length;
  await close(stage.incident({ title: 'Another one' }));
  expect(stage.reviews()).toHaveLength(2);
  const aboutProjects = /\/projects\/[^/]+(\/members\/all)?$/;
  const asked = stage.gitlab.requests.slice(before).filter(({ path }) => aboutProjects.test(path));
  expect(asked).toEqual([]);
});
