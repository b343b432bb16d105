import { App, type CodedError, type Receiver, type webApi } from '@slack/bolt';
import type { SlackCommands } from '../../commands/index.ts';
import type { Message } from '../../domain/message.ts';
import type { Log } from '../../ports/log.ts';
import { boltLogger } from './bolt-logger.ts';
import { sorry } from './intake.ts';
import { withinSlack } from './within-slack.ts';

export type Listening = {
  botToken: string;
  /** null: Slack's own. */
  apiUrl: string | null;
  commands: SlackCommands;
  /** Block Kit, and the text for where no blocks are shown. */
  render: (message: Message) => { text: string; blocks: { type: string }[] };
  log: Log;
};

/** For every call of Slack from here: once, and not for ever. */
const callWithinMs = 10_000;

/**
 * Bolt with all that listens. It asks Slack nothing until something comes in; `processEvent` is where that
 * goes, from HTTP and from the socket.
 */
export function listeningApp({ botToken, apiUrl, commands, render, log }: Listening): App {
  const app = new App({
    receiver: comesFromElsewhere,
    // One workspace, whose token we were given: nothing to look up, so no auth.test either.
    authorize: async ({ teamId }) => (teamId === undefined ? { botToken } : { botToken, teamId }),
    convoStore: false,
    logger: boltLogger(log),
    clientOptions: clientOptions(apiUrl),
  });
  // Without a handler Bolt logs as well; whoever called `processEvent` logs, and answers.
  app.error(async (error: CodedError) => Promise.reject(error));
  app.command(/^/, async ({ command, ack, respond }) => {
    await ack();
    const { command: name, text, user_id: user, channel_id: channel } = command;
    const say = (answer: { text: string; blocks?: { type: string }[] }) =>
      respond({ response_type: 'ephemeral', ...answer });
    const answer = await commands
      .answer({ command: name, text, user, channel })
      .then(render, async (error) => {
        // Whoever typed is told first, and whatever comes of that, the failure is the one above.
        await say({ text: sorry }).catch((unsaid: unknown) =>
          log.warn({ error: unsaid }, 'Nobody could be told'),
        );
        throw error;
      });
    await say(answer);
  });
  return app;
}

/**
 * Slack has no key that would make a call safe to repeat, so none is repeated, and none holds others up.
 * `stopping` breaks off what is under way.
 */
export function clientOptions(apiUrl: string | null, stopping?: AbortSignal): webApi.WebClientOptions {
  return {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callWithinMs,
    // Answers to response URLs go by the same way, and have no time limit of their own.
    fetch: withinSlack(apiUrl, (url, init) => {
      const deadline = init?.signal ?? AbortSignal.timeout(callWithinMs);
      return fetch(url, { ...init, signal: stopping ? AbortSignal.any([deadline, stopping]) : deadline });
    }),
  };
}

const comesFromElsewhere: Receiver = {
  init: () => undefined,
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};
