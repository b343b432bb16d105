import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type BodyFault, bodyReader } from '../../src/http/read-body.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { rawConnection } from './raw-http.ts';

let server: RunningServer;
let results: (string | BodyFault)[];

beforeEach(async () => {
  const readBody = bodyReader({ limitBytes: 100, underWayLimitBytes: 150 });
  results = [];
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    app: async (request, response) => {
      const body = await readBody(request);
      results.push(body.toString());
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

test('bodies that arrive too many at once are turned away, and those under way are not', async () => {
  const first = await open();
  first.send(head(100) + 'a'.repeat(99));
  await vi.waitFor(() => expect(first.socket.bytesWritten).toBeGreaterThan(99));
  const second = await open();
  second.send(head(100) + 'b'.repeat(99));
  await vi.waitFor(() => expect(results).toEqual(['too-busy']));
  first.send('!');
  await first.until(/200 OK/);
  expect(results[1]).toBe(`${'a'.repeat(99)}!`);
  first.socket.destroy();
  second.socket.destroy();
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
