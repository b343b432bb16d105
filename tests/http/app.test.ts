import { Router } from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildApp } from '../../src/http/app.ts';
import { startServer } from '../../src/http/server.ts';
import { recordedLog } from '../fakes/log.ts';
import { type OpenDoor, openDoor, token } from './door.ts';

let door: OpenDoor;
beforeEach(async () => {
  door = await openDoor();
});
afterEach(async () => {
  await door.server.stop(1_000);
});

const get = (path: string, init?: RequestInit) => fetch(door.server.url + path, init);

test('the front page says name and version, and carries the headers of a careful page', async () => {
  const answer = await get('/');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
  const policy = answer.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'");
  // Without TLS of our own, these would send a browser to a port where nobody listens.
  expect(policy).not.toContain('upgrade-insecure-requests');
  expect(answer.headers.get('strict-transport-security')).toBeNull();
  const page = await answer.text();
  expect(page).toContain('incident-review-bot');
  expect(page).toContain('1.2.3');
});

const routes: [string, string][] = [
  ['GET', '/'],
  ['GET', '/healthz'],
  ['GET', '/readyz'],
  ['GET', '/nowhere'],
  ['GET', '/%zz'],
  ['GET', '/webhooks/gitlab'],
  ['POST', '/webhooks/gitlab'],
  ['GET', '/slack/events'],
  ['POST', '/slack/events'],
];

test.each(routes)(
  '%s %s carries careful headers, and nobody learns what the service is made with',
  async (method, path) => {
    const { headers } = await get(path, { method });
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  },
);

test('a delivery that is taken in is answered with them too', async () => {
  const { status, headers } = await door.post({ 'x-gitlab-token': token }, '{}');
  expect(status).toBe(202);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('deliveries can only be posted', async () => {
  const answer = await get('/webhooks/gitlab');
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('POST');
});

test('Slack finds nobody at its path while it is off or comes by Socket Mode', async () => {
  expect((await get('/slack/events', { method: 'POST', body: 'command=%2Fincident-review' })).status).toBe(
    404,
  );
});

test('unknown and malformed paths are not found, and are no errors in the log', async () => {
  expect((await get('/metrics')).status).toBe(404);
  expect((await get('/a/%zz')).status).toBe(404);
  expect(door.lines).toEqual([]);
});

test('a bug in a handler is answered with 500, logged once, and told to nobody', async () => {
  const log = recordedLog();
  const home = Router().get('/', () => {
    throw new Error('the inner secret');
  });
  const app = buildApp({ gitlab: (_request, response) => void response.end(), health: Router(), home, log });
  const server = await startServer({ host: '127.0.0.1', port: 0, app });
  const answer = await fetch(server.url);
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({ error: 'internal error' });
  expect(log.lines).toMatchObject([
    { level: 'error', sentence: 'A request failed by a bug', fields: { method: 'GET', path: '/' } },
  ]);
  await server.stop(1_000);
});
