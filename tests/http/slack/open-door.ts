import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Router } from 'express';
import { z } from 'zod';
import { toBlocks } from '../../../src/adapters/slack/blocks.ts';
import { openStorage } from '../../../src/adapters/storage/open-storage.ts';
import { slackCommands } from '../../../src/commands/index.ts';
import type { Message } from '../../../src/domain/message.ts';
import type { Instant } from '../../../src/domain/words.ts';
import { buildApp } from '../../../src/http/app.ts';
import { type RunningServer, startServer } from '../../../src/http/server.ts';
import { openSlackDoor, type SlackDoor, type SlackDoorParts } from '../../../src/http/slack.ts';
import type { Storage } from '../../../src/ports/storage.ts';
import { validateBlocks } from '../../../src/sandbox/slack/blocks/index.ts';
import { linesOf } from '../../commands/read.ts';
import { clockAt, type SettableClock } from '../../fakes/clock.ts';
import { type LogLine, recordedLog } from '../../fakes/log.ts';
import { signedBySlack } from '../../fakes/signed-slack.ts';

export const signingSecret = 'a-signing-secret-of-the-door-tests';
export const now: Instant = '2026-05-28T06:11:46.057Z';

/** The blocks that Slack would get, and its text line by line, so that a test reads what was said. */
export function render(message: Message): { text: string; blocks: { type: string }[] } {
  return { text: linesOf(message).join('\n'), blocks: toBlocks(message).blocks };
}

/** A database in a folder of its own, opened as often as a test wants. */
export async function aDatabase(): Promise<{ open(): Promise<Storage>; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'incident-review-slack-'));
  const opened: Storage[] = [];
  return {
    open: async () => {
      const storage = await openStorage({ url: `sqlite:${join(folder, 'seen.db')}` });
      opened.push(storage);
      await storage.migrate();
      return storage;
    },
    remove: async () => {
      await Promise.all(opened.map((storage) => storage.close()));
      await rm(folder, { recursive: true });
    },
  };
}

export type Answered = { status: number; type: string | null; text: string };

export type HttpDoor = {
  door: SlackDoor;
  server: RunningServer;
  clock: SettableClock;
  lines: LogLine[];
  /** Signs and posts; `at` is when it was signed, now when left out. */
  send(body: string, options?: { at?: Instant; secret?: string; contentType?: string }): Promise<Answered>;
  /** Posts what was signed elsewhere. */
  post(request: RequestInit): Promise<Answered>;
  close(): Promise<void>;
};

/** The whole public app with Slack's door by HTTP, on a free port; Slack is at `apiUrl`. */
export async function openHttpDoor(
  storage: Pick<Storage, 'seenBefore'>,
  apiUrl: string,
  over: Partial<SlackDoorParts> = {},
): Promise<HttpDoor> {
  const clock = clockAt(now);
  const log = recordedLog();
  const door = openSlackDoor({
    access: { botToken: 'xoxb-of-the-tests', delivery: { by: 'http', signingSecret }, apiUrl },
    commands: slackCommands({ name: '/incident-review' }),
    render,
    storage,
    clock,
    log,
    ...over,
  });
  const app = buildApp({
    gitlab: (_request, response) => void response.end(),
    slack: door.handler,
    health: Router(),
    home: Router(),
    log,
  });
  const server = await startServer({ host: '127.0.0.1', port: 0, app });
  const post = (request: RequestInit) => answered(fetch(`${server.url}/slack/events`, request));
  return {
    door,
    server,
    clock,
    lines: log.lines,
    post,
    send: (body, { at = clock.now(), secret = signingSecret, contentType } = {}) =>
      post(signedBySlack({ secret, at, body, ...(contentType === undefined ? {} : { contentType }) })),
    close: async () => {
      await door.stop(100);
      await server.stop(100);
    },
  };
}

async function answered(coming: Promise<Response>): Promise<Answered> {
  const answer = await coming;
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

/** Slack's end of a response URL: what came in, parsed; or another place than Slack that stands for it. */
export async function aResponseUrl(
  answer: { status: number; headers?: Record<string, string> } = { status: 200 },
): Promise<{ url: string; heard: unknown[]; close(): Promise<void> }> {
  const heard: unknown[] = [];
  const server = createServer(async (request, response) => {
    const said = await text(request);
    const told: unknown = said === '' ? null : JSON.parse(said);
    heard.push(told);
    const blocks = z.object({ blocks: z.unknown().optional() }).safeParse(told).data?.blocks;
    const faults = blocks === undefined ? [] : validateBlocks(blocks, 'message');
    // As Slack does with blocks that it does not take.
    if (faults.length > 0) response.writeHead(400).end(JSON.stringify(faults));
    else response.writeHead(answer.status, answer.headers).end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/commands/1`,
    heard,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
