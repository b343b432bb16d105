import { LogLevel, WebAPIPlatformError, WebClient } from '@slack/web-api';
import { createEmulator } from 'emulate';
import { onTestFinished } from 'vitest';
import { call, type Json, silent, startApp, startWorkspace } from '../workspace.ts';
import { DIFFERENT } from './different.ts';
import { type Known, SCRIPT, type Side } from './script.ts';

/** `outcome`: `ok`, or the code of the refusal. */
export type Outcome = { outcome: string; body: Json };

async function play(side: Side, known: Known): Promise<Record<string, Outcome>> {
  const outcomes: Record<string, Outcome> = {};
  for (const step of [...SCRIPT, ...DIFFERENT]) {
    try {
      const body = { ...((await step.call(side, known)) as Json) };
      Object.assign(known, step.keep?.(body));
      outcomes[step.does] = { outcome: 'ok', body };
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError)) throw error;
      outcomes[step.does] = { outcome: error.data.error, body: {} };
    }
  }
  return outcomes;
}

/** The script as the double answers it. */
export async function ofDouble(): Promise<Record<string, Outcome>> {
  const app = await startApp();
  const commands = [{ command: '/x', shouldEscape: false }];
  const { slack, client, ids } = await startWorkspace({ requestUrl: app.url, commands });
  const archived = slack.addChannel({ name: 'archived', members: ['alice', 'incident-review'] });
  const { ts } = await client.chat.postMessage({ channel: archived.id, text: 'old' });
  slack.as('alice').archive('archived');
  const trigger = async (): Promise<string> => {
    await slack.as('alice').command('/x', '', 'open');
    return app.received.at(-1)?.form.get('trigger_id') ?? '';
  };
  return play({ client, ids: { ...ids, archived: archived.id }, trigger }, { old: ts });
}

/** The script as emulate answers it. */
export async function ofEmulate(): Promise<Record<string, Outcome>> {
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      tokens: { 'xoxb-1': { login: 'incident-review', scopes: [] } },
      slack: {
        users: [
          { name: 'alice', real_name: 'Alice Ashe', email: 'alice@acme.example' },
          { name: 'incident-review' },
        ],
        channels: [{ name: 'open' }, { name: 'archived' }],
      },
    },
  });
  onTestFinished(() => emulator.close());
  const client = new WebClient('xoxb-1', {
    slackApiUrl: `${emulator.url}/api/`,
    retryConfig: { retries: 0 },
    logger: silent,
    logLevel: LogLevel.ERROR,
  });
  const { channels = [] } = await client.conversations.list({});
  const { members = [] } = await client.users.list({});
  const idOf = (list: { name?: string; id?: string }[], name: string): string =>
    list.find((one) => one.name === name)?.id ?? '';
  const ids = {
    alice: idOf(members, 'alice'),
    bot: idOf(members, 'incident-review'),
    open: idOf(channels, 'open'),
    archived: idOf(channels, 'archived'),
  };
  const { ts } = await client.chat.postMessage({ channel: ids.archived, text: 'old' });
  await client.conversations.archive({ channel: ids.archived });
  const trigger = async (): Promise<string> => {
    const made = await call(client, 'views.generateTriggerId', { user_id: ids.alice });
    return String(made.trigger_id);
  };
  return play({ client, ids, trigger }, { old: ts });
}
