import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { PortTaken, type RunningServer, startServer } from '../../src/http/server.ts';
import { rawConnection } from './raw-http.ts';

const started: RunningServer[] = [];
async function start(app: RequestListener): Promise<RunningServer> {
  const server = await startServer({ host: '127.0.0.1', port: 0, app });
  started.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop(0)));
});

const hello: RequestListener = (_request, response) => response.end('hello');
const getRequest = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** An app whose requests end only when the test says so. */
function heldApp() {
  const finish: (() => void)[] = [];
  const app: RequestListener = (_request, response) => finish.push(() => response.end('late'));
  return { app, finish };
}

test('port 0 takes a free port and tells which', async () => {
  const server = await start(hello);
  expect(server.port).toBeGreaterThan(0);
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  expect(await (await fetch(server.url)).text()).toBe('hello');
});

test('a server on all addresses tells one that can be called', async () => {
  const server = await startServer({ host: '0.0.0.0', port: 0, app: hello });
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  await server.stop(0);
});

test('a port in use is an error that names the port', async () => {
  const { port } = await start(hello);
  const second = startServer({ host: '127.0.0.1', port, app: hello });
  await expect(second).rejects.toThrow(PortTaken);
  await expect(second).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken by another program`);
});

test('an address that is not ours is an error that names it', async () => {
  await expect(startServer({ host: '192.0.2.1', port: 0, app: hello })).rejects.toThrow(
    /^Cannot listen on port 0 of 192\.0\.2\.1: /,
  );
});

describe('a graceful stop', () => {
  test('lets a running request end, accepts nothing new, and closes the connection after it', async () => {
    const { app, finish } = heldApp();
    const server = await start(app);
    const connection = await rawConnection(server.port);
    connection.send(getRequest);
    await vi.waitFor(() => expect(finish).toHaveLength(1));

    const stopped = server.stop(10_000);
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
    finish[0]?.();
    expect(await connection.untilClosed()).toMatch(/late$/);
    expect(await stopped).toBe('finished');
  });

  test('closes idle connections and those that never said a word', async () => {
    const server = await start(hello);
    const idle = await rawConnection(server.port);
    idle.send(getRequest);
    await idle.until(/hello/);
    const silent = await rawConnection(server.port);
    await fetch(server.url);
    expect(await server.stop(10_000)).toBe('finished');
    await Promise.all([idle.untilClosed(), silent.untilClosed()]);
  });

  test('breaks off what does not end in time, and says so', async () => {
    const { app, finish } = heldApp();
    const server = await start(app);
    const connection = await rawConnection(server.port);
    connection.send(getRequest);
    await vi.waitFor(() => expect(finish).toHaveLength(1));
    expect(await server.stop(20)).toBe('cut-off');
    expect(await connection.untilClosed()).toBe('');
  });

  test('answers what a kept connection still asks, and says that this was the last', async () => {
    const { app, finish } = heldApp();
    const server = await start(app);
    const connection = await rawConnection(server.port);
    connection.send(getRequest);
    await vi.waitFor(() => expect(finish).toHaveLength(1));
    const stopped = server.stop(10_000);
    connection.send(getRequest);
    await vi.waitFor(() => expect(finish).toHaveLength(2));
    for (const end of finish) end();
    const answers = await connection.untilClosed();
    expect(answers.match(/late/g)).toHaveLength(2);
    expect(answers.match(/connection: close/gi)).toHaveLength(1);
    expect(await stopped).toBe('finished');
  });

  test('may be asked for twice', async () => {
    const server = await start(hello);
    expect(await Promise.all([server.stop(1_000), server.stop(1_000)])).toEqual(['finished', 'finished']);
  });
});
