import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogLevel, WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import {
  type SlackDouble,
  type SlackDoubleOptions,
  startSlackDouble,
} from '../../../src/sandbox/slack/index.ts';

const START = '2024-10-31T04:18:00.000Z';
export const BOT_TOKEN = 'xoxb-of-the-bot';
export const SIGNING_SECRET = 'a-signing-secret-of-some-length';

/** All that the bot may ever want. */
export const ALL_SCOPES = [
  'bookmarks:read',
  'bookmarks:write',
  'channels:history',
  'channels:join',
  'channels:manage',
  'channels:read',
  'chat:write',
  'commands',
  'dnd:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'links:read',
  'links:write',
  'mpim:read',
  'usergroups:read',
  'users:read',
  'users:read.email',
];

export type Json = Record<string, unknown>;

export type Workspace = {
  slack: SlackDouble;
  client: WebClient;
  /** Ids by name. */
  ids: Record<'alice' | 'bob' | 'carol' | 'bot', string> & {
    open: string;
    elsewhere: string;
    secret: string;
  };
  /** Moves the clock on. */
  pass(ms: number): void;
  now(): Date;
};

type AppDraft = Parameters<SlackDouble['installApp']>[0];

/**
 * A workspace with alice (in Berlin), bob and carol, who was deactivated; the public channels `open`, where the
 * bot is in, and `elsewhere`, where it is not; the private channel `secret` without the bot. Closes with the test.
 */
export async function startWorkspace(
  app: Partial<AppDraft> = {},
  options: Partial<SlackDoubleOptions> = {},
): Promise<Workspace> {
  let nowMs = Date.parse(START);
  const now = (): Date => new Date(nowMs);
  const slack = await startSlackDouble({ now, ...options });
  onTestFinished(() => slack.close());
  const alice = slack.addUser({ name: 'alice', realName: 'Alice Ashe', timezone: 'Europe/Berlin' });
  const bob = slack.addUser({ name: 'bob', email: null });
  const carol = slack.addUser({ name: 'carol', deleted: true });
  const { botUser } = slack.installApp({
    botToken: BOT_TOKEN,
    scopes: ALL_SCOPES,
    signingSecret: SIGNING_SECRET,
    ...app,
  });
  const open = slack.addChannel({ name: 'open', members: ['alice', 'bob', botUser.name] });
  const elsewhere = slack.addChannel({ name: 'elsewhere', members: ['alice'] });
  const secret = slack.addChannel({ name: 'secret', private: true, members: ['alice'] });
  return {
    slack,
    client: clientOf(slack),
    ids: {
      alice: alice.id,
      bob: bob.id,
      carol: carol.id,
      bot: botUser.id,
      open: open.id,
      elsewhere: elsewhere.id,
      secret: secret.id,
    },
    pass: (ms) => {
      nowMs += ms;
    },
    now,
  };
}

/** Slack's own client, which tries nothing twice. */
export function clientOf(slack: SlackDouble, token = BOT_TOKEN, options: WebClientOptions = {}): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: silent,
    ...options,
  });
}

const nothing = (): void => undefined;

/** Slack's client writes to the console what a test provokes on purpose. */
export const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

/** Calls a method with what the client's types would not let through; its answer as it came. */
export async function call(client: WebClient, method: string, args: Json): Promise<Json> {
  return { ...(await client.apiCall(method, args)) };
}

/** The code that Slack refuses with. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  return String((await refusalBody(call)).error);
}

/** The whole body of a refusal. */
export async function refusalBody(call: Promise<unknown>): Promise<Json> {
  try {
    await call;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return { ...error.data };
    throw error;
  }
  throw new Error('the call was not refused');
}

export type Received = { headers: IncomingHttpHeaders; raw: string; form: URLSearchParams; json: Json };

export type App = {
  url: string;
  received: Received[];
  /** What it answers from now on; null: it cuts the connection. */
  answerWith(answer: { status?: number; headers?: Record<string, string>; body?: unknown } | null): void;
};

/** An app that keeps what Slack sends, and answers 200 without words. Closes with the test. */
export async function startApp(): Promise<App> {
  const received: Received[] = [];
  let answer: Parameters<App['answerWith']>[0] = {};
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const raw = Buffer.concat(pieces).toString('utf8');
      const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
      const form = new URLSearchParams(isForm ? raw : '');
      const payload = form.get('payload');
      const json: Json = isForm ? JSON.parse(payload ?? '{}') : JSON.parse(raw);
      received.push({ headers: request.headers, raw, form, json });
      if (answer === null) {
        response.destroy();
        return;
      }
      const { status = 200, body, headers = {} } = answer;
      const type = typeof body === 'string' ? 'text/plain' : 'application/json';
      response.writeHead(status, { ...(body !== undefined && { 'content-type': type }), ...headers });
      response.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  // A server that listens on TCP has an address object.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    received,
    answerWith: (next) => {
      answer = next;
    },
  };
}
