import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** A form as text. */
  body: unknown;
};

/** What the server does with a request. `cut`: it sends half of a body and hangs up. */
export type Reply =
  | { status: number; json?: unknown; text?: string; type?: string; headers?: Record<string, string> }
  | 'hang'
  | 'hang-up'
  | 'hang-in-body'
  | 'cut';

export type ScriptedGitLab = {
  url: string;
  asked: Asked[];
  close: () => Promise<void>;
};

/** A server on loopback that answers as told, to show how the transport behaves when GitLab misbehaves. */
export async function startScriptedGitLab(
  script: (asked: Asked, number: number) => Reply,
): Promise<ScriptedGitLab> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString();
    const one: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: isForm(request) ? text : text === '' ? null : JSON.parse(text),
    };
    asked.push(one);
    const reply = script(one, asked.length);
    if (reply === 'hang') return;
    if (reply === 'hang-up') {
      request.socket.destroy();
      return;
    }
    if (reply === 'hang-in-body' || reply === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"id":', () => reply === 'cut' && request.socket.destroy());
      return;
    }
    const type = reply.type ?? (reply.text === undefined ? 'application/json' : 'text/plain');
    response.writeHead(reply.status, { 'content-type': type, ...reply.headers });
    response.end(reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json)));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port');
  return {
    url: `http://127.0.0.1:${bound.port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function isForm({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('multipart/form-data') ?? false;
}
