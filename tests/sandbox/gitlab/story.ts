import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  type GitLabDouble,
  type GitLabDoubleOptions,
  startGitLabDouble,
} from '../../../src/sandbox/gitlab/index.ts';

export const START = '2024-10-31T04:18:00.000Z';
export const TOKEN = 'glpat-of-the-bot';
export const SIGNING_TOKEN = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

type Json = Record<string, unknown>;

export type Received = { headers: IncomingHttpHeaders; raw: string; body: ReceivedBody };

/** As far as the tests look into a delivery. */
export type ReceivedBody = {
  object_kind: string;
  event_type: string;
  user: Json;
  project: Json;
  object_attributes: Json;
  labels: Json[];
  changes: Record<string, { previous: unknown; current: unknown }>;
  issue?: Json;
  assignees?: Json[];
};

export type Receiver = { url: string; received: Received[]; answerWith(status: number): void };

/** Somebody whom GitLab calls: keeps what comes, answers 202. Closes with the test. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let status = 202;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const raw = Buffer.concat(pieces).toString('utf8');
      received.push({ headers: request.headers, raw, body: JSON.parse(raw) });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  // A server that listens on TCP has an address object.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answerWith: (code) => {
      status = code;
    },
  };
}

export type Answer = { status: number; body: Json; list: Json[]; text: string; headers: Headers };

export type Story = {
  gitlab: GitLabDouble;
  /** Moves the clock on. */
  pass(ms: number): void;
  /** Asks the API as the bot, or with another token; null sends none. */
  ask(method: string, path: string, body?: unknown, token?: string | null): Promise<Answer>;
  graphql(query: string, variables?: Json): Promise<{ data?: Json; errors?: Json[] }>;
};

/**
 * A GitLab with a public project `acme/production` (2001), a private `acme/secrets` (2002), alice (developer),
 * bob (guest), carol (nobody) and a bot (reporter) with a token. Closes with the test.
 */
export async function startStory(options: Partial<GitLabDoubleOptions> = {}): Promise<Story> {
  let nowMs = Date.parse(START);
  const gitlab = await startGitLabDouble({ now: () => new Date(nowMs), closureEchoMs: 5, ...options });
  onTestFinished(() => gitlab.close());
  gitlab.addUser({ username: 'alice', name: 'Alice Ashe' });
  gitlab.addUser({ username: 'bob' });
  gitlab.addUser({ username: 'carol' });
  gitlab.addUser({ username: 'incident-bot', bot: true });
  gitlab.addProject({
    path: 'acme/production',
    visibility: 'public',
    members: { alice: 'developer', bob: 'guest', 'incident-bot': 'reporter' },
  });
  gitlab.addProject({ path: 'acme/secrets', visibility: 'private', members: { alice: 'developer' } });
  gitlab.addToken({ value: TOKEN, user: 'incident-bot' });

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    token: string | null = TOKEN,
  ): Promise<Answer> {
    const response = await fetch(`${gitlab.url}/api/v4${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token !== null && { 'PRIVATE-TOKEN': token }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    const parsed = isJson && text !== '' ? JSON.parse(text) : {};
    const list = Array.isArray(parsed) ? parsed : [];
    return { status: response.status, body: parsed, list, text, headers: response.headers };
  }

  return {
    gitlab,
    ask,
    pass: (ms) => {
      nowMs += ms;
    },
    async graphql(query, variables) {
      const response = await fetch(`${gitlab.url}/api/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      if (response.status !== 200) throw new Error(`GraphQL answered ${response.status}`);
      const answer: { data?: Json; errors?: Json[] } = JSON.parse(await response.text());
      return answer;
    },
  };
}
