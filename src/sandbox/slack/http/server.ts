import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SlackDoubleOptions } from '../double.ts';
import type { FaultPlan } from '../faults.ts';
import type { Deliveries } from '../outgoing/deliver.ts';
import type { Sockets } from '../outgoing/socket.ts';
import type { World } from '../world.ts';
import type { Recorder } from './recorder.ts';
import { serveMethod } from './serve-method.ts';
import { serveResponseUrl } from './serve-response-url.ts';
import { serveUpload } from './serve-upload.ts';

export type ServerParts = {
  world: World;
  recorder: Recorder;
  faults: FaultPlan;
  deliveries: Deliveries;
  sockets: Sockets;
  pages: NonNullable<SlackDoubleOptions['pages']>;
};

/** The HTTP side of the double: Web API, uploads, response URLs, Socket Mode's door, and pages for people. */
export function createSlackServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      // A client that gave up while it was still sending is no mistake of anybody's.
      if (request.destroyed && !request.complete) return;
      // A mistake of the double itself: told to the test instead of being taken for Slack's behaviour.
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parts.world.journal.unforeseen.push({ what, where: `${request.method} ${request.url}` });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.on('upgrade', parts.sockets.upgrade);
  return server;
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, sockets } = parts;
  const address = new URL(request.url ?? '/', world.url);
  const { pathname } = address;
  if (pathname.startsWith('/api/')) {
    const call = { ...parts, openSocket: sockets.openAddress };
    return serveMethod(call, address, request, response);
  }
  if (pathname.startsWith('/upload/')) return serveUpload(world, pathname, request, response);
  if (request.method === 'POST') return serveResponseUrl(parts, pathname, request, response);
  const page = parts.pages(decodeURIComponent(pathname));
  response.writeHead(page?.status ?? 404, { 'content-type': page?.type ?? 'text/plain; charset=utf-8' });
  response.end(page?.body ?? 'Not found\n');
}
