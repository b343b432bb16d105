import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bodyLimitBytes } from '../../src/http/gitlab.ts';
import { type OpenDoor, openDoor, token } from './door.ts';
import { type RawConnection, rawConnection } from './raw-http.ts';

let door: OpenDoor;
beforeEach(async () => {
  door = await openDoor();
});
afterEach(async () => {
  await door.server.stop(1_000);
});

const head = (...headers: string[]) =>
  `${['POST /webhooks/gitlab HTTP/1.1', 'Host: localhost', ...headers].join('\r\n')}\r\n\r\n`;
const right = `X-Gitlab-Token: ${token}`;
const mebibyte = Buffer.alloc(1_048_576, 'a');
const open = () => rawConnection(door.server.port);

/** Sends for as long as the other side takes it; tells how much that was. */
async function sendUntilClosed(connection: RawConnection, piece: Buffer): Promise<number> {
  const { socket } = connection;
  let sentBytes = 0;
  const pour = () => {
    while (!socket.destroyed && sentBytes < 64 * piece.length) {
      sentBytes += piece.length;
      if (!socket.write(piece)) return;
    }
  };
  socket.on('drain', pour);
  pour();
  await connection.untilClosed();
  return sentBytes;
}

describe('a refusal that needs no body', () => {
  test('is told before a byte of the body was sent', async () => {
    const connection = await open();
    connection.send(head('X-Gitlab-Token: wrong', `Content-Length: ${bodyLimitBytes + 1}`));
    expect(await connection.until(/unauthorized/)).toMatch(/^HTTP\/1\.1 401 /);
    expect(await connection.untilClosed()).toMatch(/connection: close/i);
  });

  test('is told for the declared length alone', async () => {
    const connection = await open();
    connection.send(head(right, `Content-Length: ${bodyLimitBytes + 1}`));
    expect(await connection.until(/too-large/)).toMatch(/^HTTP\/1\.1 413 /);
    await connection.untilClosed();
  });

  test('closes the connection on a sender who goes on sending', async () => {
    const connection = await open();
    connection.send(head('X-Gitlab-Token: wrong', 'Content-Length: 1000000000'));
    const sentBytes = await sendUntilClosed(connection, mebibyte);
    // Most of this lies in the buffers of the operating system; what matters is that it ended.
    expect(sentBytes).toBeLessThan(bodyLimitBytes);
    expect(door.outcomes).toEqual(['refused']);
  });

  test('reaches a sender who sends a small body whole and listens only then', async () => {
    const answer = await door.post({ 'x-gitlab-token': 'wrong' }, 'x'.repeat(200_000));
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ error: 'unauthorized' });
  });
});

test('a body of unknown length is refused with 413 at the first byte over the limit', async () => {
  const connection = await open();
  connection.send(head(right, 'Transfer-Encoding: chunked'));
  const piece = Buffer.concat([Buffer.from('100000\r\n'), mebibyte, Buffer.from('\r\n')]);
  const told = connection.until(/too-large/);
  await sendUntilClosed(connection, piece);
  expect(await told).toMatch(/^HTTP\/1\.1 413 /);
  expect(door.storage.stored).toEqual([]);
});

test('a chunked body within the limit is stored', async () => {
  const connection = await open();
  connection.send(head(right, 'Transfer-Encoding: chunked', 'Idempotency-Key: chunked'));
  connection.send('4\r\n{"a"\r\n');
  connection.send('3\r\n:1}\r\n0\r\n\r\n');
  expect(await connection.until(/chunked"}/)).toMatch(/^HTTP\/1\.1 202 /);
  expect(door.storage.stored[0]?.body).toBe('{"a":1}');
  connection.socket.destroy();
});

test('a connection that breaks off mid-body stores nothing and harms nobody', async () => {
  const connection = await open();
  connection.send(`${head(right, 'Content-Length: 100')}{"a":`);
  await vi.waitFor(() => expect(connection.socket.bytesWritten).toBeGreaterThan(0));
  connection.socket.resetAndDestroy();
  await vi.waitFor(() =>
    expect(door.lines.map((line) => line.sentence)).toEqual(['A webhook delivery broke off before its end']),
  );
  expect(door.storage.stored).toEqual([]);
  expect((await door.post({ 'x-gitlab-token': token }, '{}')).status).toBe(202);
});

test('two secrets in one request are no secret, even if one is right', async () => {
  for (const headers of [
    [right, 'X-Gitlab-Token: wrong'],
    ['X-Gitlab-Token: wrong', right],
    [right, right],
  ]) {
    const connection = await open();
    connection.send(`${head(...headers, 'Content-Length: 2')}{}`);
    expect(await connection.untilClosed()).toMatch(/^HTTP\/1\.1 401 /);
  }
});

test('several deliveries on one connection are answered in order', async () => {
  const connection = await open();
  for (const key of ['one', 'two', 'three']) {
    connection.send(`${head(right, `Idempotency-Key: ${key}`, 'Content-Length: 2')}{}`);
  }
  const answers = await connection.until(/three"}/);
  expect(answers.match(/"delivery":"\w+"/g)).toEqual([
    '"delivery":"one"',
    '"delivery":"two"',
    '"delivery":"three"',
  ]);
  connection.socket.destroy();
});
