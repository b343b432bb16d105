import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../../../scripts/free-port.ts';
import { connectMetricsSource } from '../../../src/adapters/prometheus/connect.ts';
import { Problem } from '../../../src/domain/problems.ts';
import { type MetricsDouble, type Reply, refusal, startMetricsDouble } from './double.ts';

const at = '2024-10-31T22:05:00.000Z';
const token = 'secret-of-the-metrics-source';
const doubles: MetricsDouble[] = [];
afterEach(async () => {
  for (const double of doubles.splice(0)) await double.close();
});

async function failureOf(reply: Reply, timeoutMs?: number): Promise<Problem> {
  const double = await startMetricsDouble(reply, { token });
  doubles.push(double);
  return failureAt(double.url, timeoutMs);
}

async function failureAt(url: string, timeoutMs?: number): Promise<Problem> {
  const source = connectMetricsSource({ url, token, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  const failure = await source.readAt('sum(x)', at).catch((error: unknown) => error);
  if (!(failure instanceof Problem)) throw new Error(`no problem: ${String(failure)}`);
  // Whatever is kept of a failure may be logged.
  expect(`${failure.stack} ${String(failure.cause)}`).not.toContain(token);
  return failure;
}

const page = '<!doctype html><title>Sign in</title>';
const html = { 'content-type': 'text/html; charset=utf-8' };

describe('a refusal', () => {
  test.each<[string, Reply, Problem['code'], RegExp]>([
    [
      'of a query',
      { status: 400, json: refusal('invalid parameter "query": parse error') },
      'metrics-refused',
      /400: invalid parameter/,
    ],
    [
      'of an execution',
      { status: 422, json: refusal('too many samples', 'execution') },
      'metrics-refused',
      /422: too many samples/,
    ],
    [
      'of Loki, in plain words',
      { status: 400, text: 'parse error at line 1, col 5:\nunexpected' },
      'metrics-refused',
      /400: parse error at line 1, col 5: unexpected$/,
    ],
    [
      'of VictoriaMetrics',
      { status: 422, json: refusal('cannot parse query', '422') },
      'metrics-refused',
      /cannot parse query/,
    ],
    ['behind a proxy that answers 200', { json: refusal('bad query') }, 'metrics-refused', /bad query/],
    [
      'of too long a time',
      { status: 503, json: refusal('query timed out in expression evaluation', 'timeout') },
      'metrics-timeout',
      /query timed out/,
    ],
    [
      'of what was cancelled',
      { status: 503, json: refusal('query was canceled', 'canceled') },
      'metrics-timeout',
      /canceled/,
    ],
    ['of a gateway', { status: 504, text: page, headers: html }, 'metrics-timeout', /504: a page$/],
    [
      'of a starting server',
      { status: 503, text: 'Service Unavailable' },
      'metrics-unavailable',
      /503: Service Unavailable/,
    ],
    [
      'of a broken server',
      { status: 500, json: refusal('expanding series: boom', 'internal') },
      'metrics-unavailable',
      /boom/,
    ],
    ['of a token', { status: 401, text: '' }, 'metrics-unauthorized', /401$/],
    ['of a role', { status: 403, text: 'forbidden' }, 'metrics-unauthorized', /403: forbidden/],
    [
      'of a path',
      { status: 404, text: '404 page not found\n' },
      'metrics-unreadable',
      /404: 404 page not found/,
    ],
    ['of a method', { status: 405, text: '' }, 'metrics-unreadable', /405$/],
    [
      'that is very long',
      { status: 400, text: 'x'.repeat(100_000) },
      'metrics-refused',
      /^metrics-refused: it answered 400: x{300}$/,
    ],
  ])('%s', async (_what, reply, code, words) => {
    const failure = await failureOf(reply);
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(words);
  });

  test.each([
    ['120', 120_000],
    ['999999', 3_600_000],
    ['soon', null],
    ['-5', null],
  ])('that asks to wait %s', async (seconds, retryAfterMs) => {
    const failure = await failureOf({ status: 429, text: 'slow down', headers: { 'retry-after': seconds } });
    expect(failure).toMatchObject({ code: 'metrics-unavailable', retryAfterMs });
  });

  test('that repeats the token is told without it', async () => {
    const failure = await failureOf({ status: 400, text: `cannot use Bearer ${token}` });
    expect(failure.message).toBe('metrics-refused: it answered 400: cannot use Bearer [token]');
  });
});

describe('what is no answer', () => {
  const data = (resultType: string, result: unknown): Reply => ({
    json: { status: 'success', data: { resultType, result } },
  });

  test.each<[string, Reply]>([
    ['a login page', { status: 200, text: page, headers: html }],
    ['half of an answer', { status: 200, text: '{"status":"success","data":{' }],
    ['nothing', { status: 200, text: '' }],
    ['JSON of something else', { json: { hello: 'world' } }],
    ['JSON that is no object', { json: null }],
    ['success without data', { json: { status: 'success' } }],
    ['an unknown kind', data('cube', [])],
    ['values that are no numbers', data('vector', [{ metric: {}, value: [1, 'many'] }])],
    ['values without a moment', data('vector', [{ metric: {}, value: ['1'] }])],
    ['a value in hexadecimal', data('vector', [{ metric: {}, value: [1, '0x10'] }])],
    ['an empty value', data('vector', [{ metric: {}, value: [1, ''] }])],
  ])('%s', async (_what, reply) => {
    expect(await failureOf(reply)).toMatchObject({ code: 'metrics-unreadable' });
  });

  test('says where it is odd, and not what stands there', async () => {
    const failure = await failureOf(data('vector', [{ metric: { customer: 'ACME' }, value: [1, 'ACME'] }]));
    expect(failure.message).toContain('data.result.0.value.1');
    expect(failure.message).not.toContain('ACME');
  });
});

describe('a connection', () => {
  test('that nobody takes', async () => {
    const failure = await failureAt(`http://127.0.0.1:${await freePort()}`);
    expect(failure.message).toBe('metrics-unreachable: ECONNREFUSED');
  });

  test('that is hung up', async () => {
    const failure = await failureOf((response) => response.destroy());
    expect(failure.code).toBe('metrics-unreachable');
  });

  test('that breaks off in the answer', async () => {
    const failure = await failureOf((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"status":', () => response.destroy());
    });
    expect(failure.code).toBe('metrics-unreachable');
  });

  test.each<[string, (response: Parameters<Extract<Reply, (...args: never[]) => void>>[0]) => void]>([
    ['without a word', () => undefined],
    ['in its answer', (response) => void response.writeHead(200).write('{"status":')],
  ])('that hangs %s', async (_what, reply) => {
    const failure = await failureOf(reply, 100);
    expect(failure.message).toBe('metrics-timeout: it did not answer in time');
  });

  test('that never ends is ended by us', async () => {
    const failure = await failureOf((response) => {
      const more = () => {
        while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
      };
      response.writeHead(200, { 'content-type': 'application/json' }).on('drain', more);
      more();
    });
    expect(failure.code).toBe('metrics-too-large');
    await expect.poll(() => doubles[0]?.connections()).toBe(0);
  });

  test('that brings much in a small parcel', async () => {
    const body = gzipSync(' '.repeat(64 * 1024 * 1024));
    expect(body.byteLength).toBeLessThan(100_000);
    const failure = await failureOf((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(body);
    });
    expect(failure.code).toBe('metrics-too-large');
  });
});

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('with %d is not followed, wherever it leads', async (status) => {
    const visits: string[] = [];
    const elsewhere = createServer((request, response) => {
      visits.push(request.url ?? '');
      response.end('{}');
    });
    const port = await new Promise<number>((resolve) => {
      elsewhere.listen(0, '127.0.0.1', () => {
        const bound = elsewhere.address();
        resolve(typeof bound === 'object' && bound !== null ? bound.port : 0);
      });
    });
    const location = `http://127.0.0.1:${port}/login?ticket=a-ticket`;
    const failure = await failureOf({ status, text: '', headers: { location } });
    elsewhere.close();
    expect(visits).toEqual([]);
    expect(failure.message).toBe(`metrics-moved: it answered ${status} and leads to 127.0.0.1:${port}`);
  });

  test('to itself is none of another host', async () => {
    const failure = await failureOf({ status: 302, text: '', headers: { location: '/login?ticket=a' } });
    expect(failure.message).toBe('metrics-moved: it answered 302 and leads to another path of the same host');
  });
});

test('calls are counted by how they ended', async () => {
  const calls: string[][] = [];
  const metrics = {
    delivery: () => undefined,
    intent: () => undefined,
    apiCall: (...call: string[]) => void calls.push(call),
  };
  const double = await startMetricsDouble({
    json: { status: 'success', data: { resultType: 'vector', result: [] } },
  });
  doubles.push(double);
  await connectMetricsSource({ url: double.url, token: null, metrics }).readAt('x', at);
  const wrong = connectMetricsSource({ url: `${double.url}/elsewhere`, token: null, metrics });
  await expect(wrong.readAt('x', at)).rejects.toThrow(Problem);
  expect(calls).toEqual([
    ['metrics', 'query', '200'],
    ['metrics', 'query', 'metrics-unreadable'],
  ]);
});
