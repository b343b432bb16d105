import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, setStage } from './stage.ts';

const renewed = 'xoxb-the-token-after-the-renewal';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ slack: true });
  stage.slack.addChannel({ name: 'incident-1' });
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  stage.slack.assertNothingUnforeseen();
  await stage.close();
});

const announcements = () =>
  stage.slack.channel('incident-1').messages.filter(({ text }) => text.includes('review was opened'));

/** Somebody renews the token of the bot, which always means a restart. */
async function renewToken(): Promise<void> {
  stage.slack.configureApp({ botToken: renewed });
  await stage.restart({ slackToken: renewed });
}

async function closeIncident(): Promise<void> {
  stage.gitlab.as('dora').close(stage.incident());
  await stage.calm();
}

test('a message whose answer was lost before the token was renewed is found, and not said again', async () => {
  stage.slack.faults.next({ kind: 'drop-after', method: 'chat.postMessage' });
  await closeIncident();
  await renewToken();
  await stage.after(60_000);
  await stage.after(600_000);
  expect(announcements()).toHaveLength(1);
  expect((await stage.storage.reviews(1))[0]?.announcement).toMatchObject({ outcome: 'announced' });
});

test('one that was not taken before is said with the new token, once', async () => {
  stage.slack.faults.next({ kind: 'drop-before', method: 'chat.postMessage' });
  await closeIncident();
  await renewToken();
  await stage.after(60_000);
  expect(announcements()).toHaveLength(0);
  await stage.after(600_000);
  expect(announcements()).toHaveLength(1);
});

test('what messages are marked with is told to nobody', async () => {
  await closeIncident();
  const secret = (await stage.storage.fact('slack-mark-secret')) ?? '';
  expect(secret.length).toBeGreaterThanOrEqual(40);
  await renewToken();
  expect(await stage.storage.fact('slack-mark-secret')).toBe(secret);
  const told = [stage.slack.requests, stage.slack.snapshot(), stage.gitlab.snapshot(), stage.log];
  expect(JSON.stringify(told)).not.toContain(secret);
});
