import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

const Message = z.object({ envelope_id: z.string(), payload: z.unknown() });

/** The other end of a socket, which does what a test tells it, right or wrong. */
export type OtherSide = {
  apiUrl: string;
  connections: WebSocket[];
  /** To the latest connection. */
  say(message: unknown): void;
  /** What was acknowledged, by envelope. */
  acknowledged: Map<string, unknown>;
  close(): Promise<void>;
};

export async function startOtherSide({ hello }: { hello: boolean }): Promise<OtherSide> {
  const connections: WebSocket[] = [];
  const acknowledged = new Map<string, unknown>();
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, url: `${url().replace('http', 'ws')}/link` }));
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    connections.push(socket);
    if (hello) socket.send(JSON.stringify({ type: 'hello' }));
    socket.on('message', (data) => {
      const { envelope_id, payload } = Message.parse(JSON.parse(String(data)));
      acknowledged.set(envelope_id, payload);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  function url(): string {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }
  return {
    apiUrl: `${url()}/api/`,
    connections,
    acknowledged,
    say: (message) => connections.at(-1)?.send(JSON.stringify(message)),
    close: () =>
      new Promise((resolve) => {
        for (const socket of connections) socket.terminate();
        sockets.close();
        server.close(() => resolve());
      }),
  };
}
