import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isObject } from '../http/read.ts';
import type { World } from '../world.ts';
import { PATIENCE_MS, type Reply } from './post.ts';

export type EnvelopeKind = 'slash_commands' | 'interactive' | 'events_api';

export type Sockets = {
  /** An address that lets one connection in. */
  openAddress(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  send(kind: EnvelopeKind, payload: unknown, more: Record<string, unknown>): Promise<Reply>;
  /** Tells all connections to go; `refresh_requested` ones come back. */
  disconnect(reason: 'refresh_requested' | 'link_disabled'): void;
  cut(): void;
};

const NO_ANSWER: Reply = { status: null, answer: null, failure: 'timeout', retryAllowed: true };

/** Socket Mode, Slack's side: hello, envelopes, acknowledgements, disconnect. */
export function createSockets(world: World): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  const waiting = new Map<string, (reply: Reply) => void>();
  const debug = (): Record<string, unknown> => ({
    host: 'applink',
    build_number: 1,
    approximate_connection_time: 18_060,
  });

  function greet(socket: WebSocket): void {
    open.push(socket);
    socket.on('close', () => open.splice(open.indexOf(socket), 1));
    socket.on('message', (data) => heard(String(data)));
    // A connection that breaks is closed by `ws` itself; an app that went away is nothing to report.
    socket.on('error', () => socket.terminate());
    const app_id = world.db.app?.id;
    const hello = {
      type: 'hello',
      num_connections: open.length,
      connection_info: { app_id },
      debug_info: debug(),
    };
    socket.send(JSON.stringify(hello));
  }

  function heard(text: string): void {
    const message: unknown = parse(text);
    const id = isObject(message) && typeof message.envelope_id === 'string' ? message.envelope_id : null;
    const settle = id === null ? undefined : waiting.get(id);
    if (!isObject(message) || id === null || !settle) {
      world.journal.unforeseen.push({ what: `the message ${text.slice(0, 200)}`, where: 'Socket Mode' });
      return;
    }
    const { payload } = message;
    const answer = isObject(payload) && Object.keys(payload).length === 0 ? null : (payload ?? null);
    settle({ status: 200, answer, failure: null, retryAllowed: true });
  }

  return {
    openAddress() {
      const ticket = world.random.uuid();
      tickets.add(ticket);
      return `${world.url.replace('http:', 'ws:')}/link/?ticket=${ticket}&app_id=${world.db.app?.id}`;
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', world.url).searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket)) {
        socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, greet);
    },
    send(kind, payload, more) {
      const socket = open[0];
      if (!socket) return Promise.resolve(NO_ANSWER);
      const envelope_id = world.random.uuid();
      return new Promise((resolve) => {
        const settle = (reply: Reply): void => {
          clearTimeout(patience);
          socket.off('close', gone);
          waiting.delete(envelope_id);
          resolve(reply);
        };
        const gone = (): void => settle(NO_ANSWER);
        const patience = setTimeout(gone, PATIENCE_MS);
        socket.once('close', gone);
        waiting.set(envelope_id, settle);
        socket.send(JSON.stringify({ envelope_id, type: kind, payload, ...more }));
      });
    },
    disconnect(reason) {
      for (const socket of open)
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: debug() }));
    },
    cut() {
      for (const socket of [...open]) socket.terminate();
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}
