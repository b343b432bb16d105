import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BodyFault, bodyReader } from '../../src/http/read-body.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { type RawConnection, rawConnection } from './raw-http.ts';

let server: RunningServer;
let results: (string | BodyFault)[];
let arrived: Map<IncomingMessage, number>;

beforeEach(async () => {
  const readBody = bodyReader({ limitBytes: 100, underWayLimitBytes: 150 });
  results = [];
  arrived = new Map();
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    app: async (request, response) => {
      const body = readBody(request);
      request.on('data', ({ length }: Buffer) => arrived.set(request, (arrived.get(request) ?? 0) + length));
      results.push((await body).toString());
      response.end();
    },
  });
});
afterEach(async () => {
  await server.stop(1_000);
});

const open = () => rawConnection(server.port);
const head = (length: number) => `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`;

test('a body that comes in pieces is put together', async () => {
  const connection = await open();
  connection.send(`${head(6)}ab`);
  connection.send('cd');
  connection.send('ef');
  await connection.until(/200 OK/);
  expect(results).toEqual(['abcdef']);
  connection.socket.destroy();
});

test('an empty body is empty', async () => {
  const connection = await open();
  connection.send(head(0));
  await connection.until(/200 OK/);
  expect(results).toEqual(['']);
  connection.socket.destroy();
});

describe('bodies that arrive too many at once', () => {
  /** Begins a body of 100 bytes, and is read up to there. */
  async function begin(letter: string, bytes: number): Promise<RawConnection> {
    const connection = await open();
    connection.send(head(100) + letter.repeat(bytes));
    await vi.waitFor(() => expect([...arrived.values()]).toContain(bytes));
    return connection;
  }

  test('the largest of them is given up, and whoever comes is read', async () => {
    const small = await begin('a', 50);
    const large = await begin('b', 90);
    const newcomer = await open();
    newcomer.send(head(30) + 'c'.repeat(30));
    await newcomer.until(/200 OK/);
    await large.until(/200 OK/);
    small.send('a'.repeat(50));
    await small.until(/200 OK/);
    expect(results).toEqual(['too-busy', 'c'.repeat(30), 'a'.repeat(100)]);
    for (const { socket } of [small, large, newcomer]) socket.destroy();
  });

  test('as many are given up as it takes', async () => {
    const crowd = [await begin('a', 41), await begin('b', 42), await begin('c', 43)];
    const newcomer = await open();
    newcomer.send(head(100) + 'd'.repeat(100));
    await newcomer.until(/200 OK/);
    expect(results).toEqual(['too-busy', 'too-busy', 'd'.repeat(100)]);
    for (const { socket } of [...crowd, newcomer]) socket.destroy();
  });

  test('a body of which all has come is not given up, though it is the largest', async () => {
    const small = await begin('a', 60);
    const whole = await open();
    whole.send(head(100) + 'b'.repeat(100));
    await whole.until(/200 OK/);
    await small.until(/200 OK/);
    expect(results).toEqual(['too-busy', 'b'.repeat(100)]);
    for (const { socket } of [small, whole]) socket.destroy();
  });

  test('whoever comes is given up where it is the largest itself', async () => {
    const small = await begin('a', 70);
    const large = await open();
    large.send(head(100) + 'b'.repeat(99));
    await large.until(/200 OK/);
    small.send('a'.repeat(30));
    await small.until(/200 OK/);
    expect(results).toEqual(['too-busy', 'a'.repeat(100)]);
    for (const { socket } of [small, large]) socket.destroy();
  });

  test('a large one of unknown length is given up like any other', async () => {
    const chunked = await open();
    chunked.send(
      `POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5a\r\n${'a'.repeat(90)}`,
    );
    await vi.waitFor(() => expect([...arrived.values()]).toContain(90));
    const newcomer = await open();
    newcomer.send(head(80) + 'b'.repeat(80));
    await newcomer.until(/200 OK/);
    expect(results).toEqual(['too-busy', 'b'.repeat(80)]);
    for (const { socket } of [chunked, newcomer]) socket.destroy();
  });
});

test('a body that was read, refused or broken off gives its room back', async () => {
  for (let round = 0; round < 4; round += 1) {
    const read = await open();
    read.send(head(100) + 'a'.repeat(100));
    await read.until(/200 OK/);
    read.socket.destroy();
    const tooLarge = await open();
    tooLarge.send(
      `POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n${'b'.repeat(101)}`,
    );
    await tooLarge.until(/200 OK/);
    tooLarge.socket.destroy();
    const broken = await open();
    broken.send(head(100) + 'c'.repeat(99));
    await vi.waitFor(() => expect(broken.socket.bytesWritten).toBeGreaterThan(99));
    broken.socket.resetAndDestroy();
    await vi.waitFor(() => expect(results).toHaveLength(3 * (round + 1)));
  }
  expect(results).toEqual(
    Array.from({ length: 4 }, () => ['a'.repeat(100), 'too-large', 'broken-off']).flat(),
  );
});
