import type { RequestHandler, Response } from 'express';
import express from 'express';
import { expect, test, vi } from 'vitest';
import { startServer } from '../../src/http/server.ts';
import { countUnderWay } from '../../src/http/under-way.ts';
import { rawConnection } from './raw-http.ts';

test('requests are under way until they were answered, or until the sender went away', async () => {
  const held: Response[] = [];
  const hold: RequestHandler = (_request, response) => void held.push(response);
  const { handler, underWay } = countUnderWay(hold);
  const server = await startServer({ host: '127.0.0.1', port: 0, app: express().get('/', handler) });
  const get = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const [first, second] = [await rawConnection(server.port), await rawConnection(server.port)];
  expect(underWay()).toBe(0);
  first.send(get);
  second.send(get);
  await vi.waitFor(() => expect(underWay()).toBe(2));

  second.socket.destroy();
  await vi.waitFor(() => expect(underWay()).toBe(1));
  for (const response of held) response.end();
  await vi.waitFor(() => expect(underWay()).toBe(0));
  first.socket.destroy();
  await server.stop(1_000);
});
