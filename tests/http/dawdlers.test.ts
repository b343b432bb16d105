import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { rawConnection } from './raw-http.ts';

const limits = { headersTimeoutMs: 150, requestTimeoutMs: 300, keepAliveTimeoutMs: 100, checkEveryMs: 25 };

/** Reads the body to its end, as our doors do, and answers then. */
const patient: RequestListener = (request, response) => {
  request.resume().on('end', () => response.end('heard'));
};

let server: RunningServer;
beforeEach(async () => {
  server = await startServer({ host: '127.0.0.1', port: 0, app: patient, limits });
});
afterEach(async () => {
  await server.stop(0);
});

/** Sends a byte now and then, for ever; resolves with what came back when the other side has hung up. */
async function drip(start: string, drop: string): Promise<string> {
  const connection = await rawConnection(server.port);
  connection.send(start);
  const dripping = setInterval(() => connection.socket.writable && connection.send(drop), 20);
  try {
    return await connection.untilClosed();
  } finally {
    clearInterval(dripping);
  }
}

describe('a connection is taken back from', () => {
  test('who sends the head of a request line by line, without an end', async () => {
    expect(await drip('POST / HTTP/1.1\r\nHost: localhost\r\n', 'X-Drop: 1\r\n')).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('who sends a body byte by byte', async () => {
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n';
    expect(await drip(head, 'x')).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('who says nothing at all', async () => {
    const silent = await rawConnection(server.port);
    expect(await silent.untilClosed()).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('who was answered and asks nothing more', async () => {
    const idle = await rawConnection(server.port);
    idle.send('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await idle.untilClosed()).toMatch(/^HTTP\/1\.1 200 .*heard/s);
  });

  test('who sends more headers than anybody needs, or one without an end', async () => {
    const many = await rawConnection(server.port);
    many.send(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(100_000)}`);
    expect(await many.untilClosed()).toMatch(/^HTTP\/1\.1 431 /);
  });
});

test('two hundred dawdlers keep nobody else waiting', async () => {
  const dawdlers = await Promise.all(Array.from({ length: 200 }, () => rawConnection(server.port)));
  for (const { send } of dawdlers) send('POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow');
  expect(await (await fetch(server.url)).text()).toBe('heard');
  const farewells = await Promise.all(dawdlers.map(({ untilClosed }) => untilClosed()));
  expect(farewells.every((said) => said.startsWith('HTTP/1.1 408 '))).toBe(true);
});
