import { createHash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '../../src/domain/problems.ts';
import { bodyLimitBytes } from '../../src/http/gitlab.ts';
import { now, type OpenDoor, openDoor, token } from './door.ts';

let door: OpenDoor;
beforeEach(async () => {
  door = await openDoor({ tokens: [token, 'the next secret, already known'] });
});
afterEach(async () => {
  await door.server.stop(1_000);
});

const right = { 'x-gitlab-token': token };
const issueHook = JSON.stringify({ object_kind: 'issue', object_attributes: { type: 'Incident' } });
const hashOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('a delivery with the right secret', () => {
  test('is stored as it came, answered with 202 and its id, and wakes the worker', async () => {
    const body = '{ "title" : "Käse", "n": 1.0 }\n';
    const id = randomUUID();
    const answer = await door.post({ ...right, 'idempotency-key': id }, body);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await answer.json()).toEqual({ delivery: id });
    expect(door.storage.stored).toEqual([{ id, event: 'Issue Hook', body, receivedAt: now }]);
    expect(door.woken()).toBe(1);
    expect(door.outcomes).toEqual(['stored']);
  });

  test('that is known already is answered with 200 and the same body, and wakes nobody', async () => {
    const headers = { ...right, 'idempotency-key': 'a-key' };
    await door.post(headers, issueHook);
    const again = await door.post(headers, issueHook);
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ delivery: 'a-key' });
    expect(door.storage.stored).toHaveLength(1);
    expect(door.woken()).toBe(1);
    expect(door.outcomes).toEqual(['stored', 'known']);
  });

  test('is taken with the next secret too while secrets rotate', async () => {
    const answer = await door.post({ 'x-gitlab-token': 'the next secret, already known' }, issueHook);
    expect(answer.status).toBe(202);
  });

  test.each([
    ['an event nobody knows', '{"object_kind":"moon_phase"}'],
    ['an object without object_kind', '{}'],
    ['null', 'null'],
    ['an array', '[1,2]'],
    ['a string', '"hello"'],
    ['deep nesting', '['.repeat(50_000) + ']'.repeat(50_000)],
  ])('is stored whatever its shape: %s', async (_name, body) => {
    expect((await door.post(right, body)).status).toBe(202);
    expect(door.storage.stored[0]?.body).toBe(body);
  });

  test('is stored without an event name and without a content type', async () => {
    const answer = await fetch(`${door.server.url}/webhooks/gitlab`, {
      method: 'POST',
      headers: right,
      body: new TextEncoder().encode(issueHook),
    });
    expect(answer.status).toBe(202);
    expect(door.storage.stored[0]?.event).toBe('');
  });

  test.each([
    ['nothing', ''],
    ['a broken object', '{"a":'],
    ['form fields', 'a=1&b=2'],
    ['invalid UTF-8 inside a string', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
  ])('that is not JSON is refused with 400: %s', async (_name, body) => {
    const answer = await door.post(right, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: 'not-json' });
    expect(door.storage.stored).toEqual([]);
    expect(door.outcomes).toEqual(['refused']);
  });

  test('may have 26,214,400 bytes and not one more', async () => {
    const largest = Buffer.alloc(bodyLimitBytes, 'a');
    largest.write('"', 0);
    largest.write('"', bodyLimitBytes - 1);
    expect(bodyLimitBytes).toBe(26_214_400);
    expect((await door.post({ ...right, 'idempotency-key': 'large' }, largest)).status).toBe(202);
    expect(door.storage.stored[0]?.body.length).toBe(26_214_400);

    const answer = await door.post(right, Buffer.concat([largest, Buffer.from(' ')]));
    expect(answer.status).toBe(413);
    expect(door.storage.stored).toHaveLength(1);
  });
});

describe('a delivery without the right secret is refused with 401', () => {
  test.each([
    ['no header', {}],
    ['an empty header', { 'x-gitlab-token': '' }],
    ['another secret', { 'x-gitlab-token': 'incorrect horse' }],
    ['the beginning of the secret', { 'x-gitlab-token': token.slice(0, -1) }],
    ['the secret and more', { 'x-gitlab-token': `${token}y` }],
    ['the secret in another case', { 'x-gitlab-token': token.toUpperCase() }],
    ['both secrets, as the configuration writes them', { 'x-gitlab-token': `${token},the next secret` }],
  ])('%s', async (_name, headers: Record<string, string>) => {
    const answer = await door.post(headers, issueHook);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ error: 'unauthorized' });
    expect(door.storage.stored).toEqual([]);
    expect(door.outcomes).toEqual(['refused']);
  });

  test('whatever else is wrong with it', async () => {
    expect((await door.post({}, 'not JSON')).status).toBe(401);
    door.storage.failWith(new Problem('storage-unavailable', 'disk full'));
    expect((await door.post({}, issueHook)).status).toBe(401);
  });

  test('and the log says why without the secret that came', async () => {
    await door.post({ 'x-gitlab-token': 'somebody else’s'.slice(0, 13) }, issueHook);
    const [line] = door.lines;
    expect(line?.level).toBe('warn');
    expect(line?.fields).toMatchObject({ status: 401, reason: 'secret-wrong', event: 'Issue Hook' });
    expect(JSON.stringify(door.lines)).not.toContain('somebody');
  });

  test('also when no secret is configured at all', async () => {
    const closed = await openDoor({});
    expect((await closed.post({ 'x-gitlab-token': '' }, issueHook)).status).toBe(401);
    expect((await closed.post(right, issueHook)).status).toBe(401);
    await closed.server.stop(1_000);
  });
});

test('a secret with letters outside ASCII is compared by its bytes', async () => {
  const accented = await openDoor({ tokens: ['Schlüssel für Störungen'] });
  const sent = Buffer.from('Schlüssel für Störungen', 'utf8').toString('latin1');
  expect((await accented.post({ 'x-gitlab-token': sent }, issueHook)).status).toBe(202);
  await accented.server.stop(1_000);
});

describe('the identity of a delivery', () => {
  test.each([
    ['webhook-id before Idempotency-Key', { 'webhook-id': 'w-1', 'idempotency-key': 'i-1' }, 'w-1'],
    ['Idempotency-Key', { 'idempotency-key': 'i-1' }, 'i-1'],
    ['a hash of the body', {}, hashOf(issueHook)],
    ['a hash of the body for empty headers', { 'webhook-id': '', 'idempotency-key': '' }, hashOf(issueHook)],
    ['a hash of a key that is too long', { 'idempotency-key': 'k'.repeat(129) }, hashOf('k'.repeat(129))],
    ['a hash of a key with odd characters', { 'idempotency-key': '../<b>' }, hashOf('../<b>')],
  ])('is %s', async (_name, headers: Record<string, string>, id) => {
    const answer = await door.post({ ...right, ...headers }, issueHook);
    expect(await answer.json()).toEqual({ delivery: id });
    expect(door.storage.stored[0]?.id).toBe(id);
  });
});

describe('when a delivery cannot be stored', () => {
  test('the answer is 503 with Retry-After, and the next one is stored again', async () => {
    door.storage.failWith(new Problem('storage-unavailable', 'disk full'));
    const answer = await door.post({ ...right, 'idempotency-key': 'k' }, issueHook);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(door.outcomes).toEqual(['unstored']);
    expect(door.woken()).toBe(0);
    expect(door.lines[0]).toMatchObject({ level: 'error', fields: { delivery: 'k' } });

    door.storage.failWith(null);
    expect((await door.post({ ...right, 'idempotency-key': 'k' }, issueHook)).status).toBe(202);
  });

  test('Retry-After says how long the storage asked to wait', async () => {
    door.storage.failWith(new Problem('storage-unavailable', 'locked', { retryAfterMs: 1_200 }));
    expect((await door.post(right, issueHook)).headers.get('retry-after')).toBe('2');
  });

  test('a bug in the storage is 503 as well: the event is authentic', async () => {
    door.storage.failWith(new TypeError('undefined is not a function'));
    expect((await door.post(right, issueHook)).status).toBe(503);
  });
});

test('a hundred deliveries at once are each stored once', async () => {
  const ids = Array.from({ length: 100 }, (_, index) => `delivery-${index}`);
  const answers = await Promise.all(
    ids.map((id) => door.post({ ...right, 'idempotency-key': id }, issueHook)),
  );
  expect(answers.map((answer) => answer.status)).toEqual(ids.map(() => 202));
  expect(door.storage.stored.map(({ id }) => id).sort()).toEqual([...ids].sort());
});

test('of a hundred times the same delivery at once, one is stored', async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => door.post({ ...right, 'idempotency-key': 'same' }, issueHook)),
  );
  expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(99);
  expect(door.woken()).toBe(1);
});
