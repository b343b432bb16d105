import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FaultPlan } from '../faults.ts';
import type { Replica } from '../replica.ts';
import type { World } from '../world.ts';
import { dispatch } from './dispatch.ts';
import { ApiError, UnforeseenError } from './errors.ts';
import type { Pages } from './page.ts';
import { type Counter, createCounter } from './rate-limit.ts';
import { parseBody, readBody, readParameters } from './read.ts';
import type { RecordedRequest, Recorder } from './recorder.ts';
import type { Answer } from './route.ts';
import { withoutContents } from './sent-file.ts';
import { strike, strikesAfterWork } from './strike.ts';
import { uploadPage } from './upload-page.ts';

export type ServerParts = {
  world: World;
  recorder: Recorder;
  faults: FaultPlan;
  replica: Replica;
  pages: Pages;
};

/** The HTTP side of the double: records, strikes with faults, answers. */
export function createGitLabServer(parts: ServerParts): Server {
  const counter = createCounter();
  return createServer((request, response) => {
    serve(parts, counter, request, response).catch((error: unknown) => {
      // A client that gave up while it was still sending is no mistake of anybody's.
      if (request.destroyed && !request.complete) return;
      // A mistake of the double itself: told to the test instead of being taken for GitLab's behaviour.
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parts.world.journal.unforeseen.push({ what, where: `${request.method} ${request.url}` });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

async function serve(
  parts: ServerParts,
  counter: Counter,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, recorder, faults } = parts;
  const method = request.method ?? 'GET';
  const address = new URL(request.url ?? '/', world.url);
  if (!address.pathname.startsWith('/api/') && method === 'GET') {
    servePage(parts, address, response);
    return;
  }
  const recorded = recorder.begin(method, address.pathname);
  response.on('close', () => {
    if (recorded.endedAt === null) recorder.end(recorded, null);
  });
  const sent = await readBody(request, world.settings.largestUpload);
  const { headers } = request;
  const { limits } = world.settings;
  const limited = counter.count({ method, path: address.pathname, headers }, limits, world.now());
  const fault = limited ?? faults.strike(method, address.pathname);
  const works = fault === null || strikesAfterWork(fault);
  const answer = await guarded(parts, recorded, address, async () => {
    recorded.query = readParameters(address.searchParams);
    const body = await parseBody(sent, headers['content-type']);
    recorded.body = withoutContents(body);
    recorder.read(recorded);
    return works ? await dispatch(parts, recorded, { headers, address, body }) : null;
  });
  if (fault) {
    const status = strike(fault, response, { limits, now: world.now() });
    if (status !== null) recorder.end(recorded, status);
  }
  if (fault || answer === null) return;
  recorder.end(recorded, answer.status);
  write(world, response, answer, counter.headers(headers, limits, world.now()));
}

/** Turns what GitLab refuses, and what the double does not know, into answers. */
async function guarded(
  { world }: ServerParts,
  recorded: RecordedRequest,
  address: URL,
  work: () => Promise<Answer | null>,
): Promise<Answer | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, body: error.body, headers: error.headers };
    if (!(error instanceof UnforeseenError)) throw error;
    const where = `${recorded.method} ${address.pathname}`;
    world.journal.unforeseen.push({ what: error.message, where });
    const message = `The GitLab double does not foresee ${error.message} (${where})`;
    return { status: 501, body: { message } };
  }
}

function servePage(parts: ServerParts, address: URL, response: ServerResponse): void {
  const path = decodeURIComponent(address.pathname);
  const page = uploadPage(parts.world, path) ?? parts.pages(path);
  response.writeHead(page?.status ?? 404, {
    'content-type': page?.type ?? 'text/plain; charset=utf-8',
    ...page?.headers,
  });
  response.end(page?.body ?? 'Not found\n');
}

function write(world: World, response: ServerResponse, answer: Answer, limits: Record<string, string>): void {
  // The double's own clock, so that a client that compares clocks compares with it.
  response.sendDate = false;
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'cache-control': 'max-age=0, private, must-revalidate',
    date: world.now().toUTCString(),
    vary: 'Origin',
    'x-request-id': world.random.hex(26).toUpperCase(),
    ...limits,
    ...answer.headers,
  });
  response.end(JSON.stringify(answer.body));
}
