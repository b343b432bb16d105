import { afterEach, beforeEach, expect, test } from 'vitest';
import { bodyBytes, deliveryBodies, gitlabRequests, project, secret } from '../../bench/delivery.ts';
import { putLoad } from '../../bench/load.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { translate } from '../../webhooks/index.ts';

type Seen = { key: string; token: string; bytes: number };

let server: RunningServer;
let seen: Seen[];
let status: number;
beforeEach(async () => {
  seen = [];
  status = 202;
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    app: (request, response) => {
      let bytes = 0;
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      request.on('end', () => {
        const { 'idempotency-key': key, 'x-gitlab-token': token } = request.headers;
        seen.push({ key: String(key), token: String(token), bytes });
        response.writeHead(status, { 'content-length': 2 }).end('{}');
      });
    },
  });
});
afterEach(async () => {
  await server.stop(0);
});

const job = () => ({
  port: server.port,
  requests: gitlabRequests('/webhooks/gitlab'),
  connections: 5,
  seconds: 0.2,
});

test('the deliveries of the benchmark tell of open incidents and have the size they claim', () => {
  const bodies = deliveryBodies();
  expect(new Set(bodies.map((body) => Buffer.byteLength(body)))).toEqual(new Set([bodyBytes]));
  for (const body of bodies) {
    expect(translate(JSON.parse(body))).toMatchObject({
      kind: 'events',
      events: [
        { kind: 'issue.changed', issue: { kind: 'incident', state: 'opened', project: { id: project } } },
      ],
    });
  }
});

test('every request of the load carries a key of its own and a whole body', async () => {
  const { answered, seconds, latencyMs } = await putLoad({ ...job(), ratePerSecond: null });
  expect(answered).toBeGreaterThan(0);
  expect(seconds).toBeGreaterThanOrEqual(0.2);
  expect(latencyMs).toBeNull();
  expect(new Set(seen.map(({ key }) => key)).size).toBe(seen.length);
  expect(new Set(seen.map(({ token, bytes }) => `${token} ${bytes}`))).toEqual(
    new Set([`${secret} ${bodyBytes}`]),
  );
  // Answers that came after the end do not count; there is at most one on each connection.
  expect(seen.length - answered).toBeLessThanOrEqual(5);
});

test('a load with a rate sends all that is due and times each answer', async () => {
  const { answered, latencyMs } = await putLoad({ ...job(), ratePerSecond: 500 });
  expect(answered).toBe(100);
  expect(seen).toHaveLength(100);
  expect(latencyMs?.p50).toBeGreaterThan(0);
  expect(latencyMs?.max).toBeGreaterThanOrEqual(latencyMs?.p99 ?? Number.NaN);
});

test('a measurement with refused deliveries is none', async () => {
  status = 401;
  await expect(putLoad({ ...job(), ratePerSecond: null })).rejects.toThrow(/answers were not 2xx/);
});
