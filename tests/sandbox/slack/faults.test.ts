import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { describe, expect, it, vi } from 'vitest';
import { startSlackDouble } from '../../../src/sandbox/slack/index.ts';
import { clientOf, refusal, startWorkspace } from './workspace.ts';

/** How a call failed. */
async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );
}

describe('a fault', () => {
  it('strikes as often as it is told, with Retry-After on a 429', async () => {
    const { slack, client, ids } = await startWorkspace();
    slack.faults.next({ kind: '429', times: 2, retryAfterSeconds: 7 });
    const limited = await failure(client.auth.test());
    expect(limited).toBeInstanceOf(WebAPIRateLimitedError);
    expect(limited).toMatchObject({ retryAfter: 7 });
    expect(await failure(client.users.info({ user: ids.bob }))).toMatchObject({ retryAfter: 7 });
    expect((await client.auth.test()).ok).toBe(true);
    expect(slack.requests[0]?.answer).toEqual({ status: 429, ok: false, error: 'ratelimited' });
    const answer = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' });
    expect(answer.headers.get('retry-after')).toBeNull();
  });

  it('strikes only the method and the channel that it names', async () => {
    const { slack, client, ids } = await startWorkspace();
    slack.faults.next({
      kind: 'error',
      error: 'fatal_error',
      method: 'chat.postMessage',
      channel: 'open',
      times: Infinity,
    });
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' });
    expect(await refusal(post(ids.open))).toBe('fatal_error');
    expect(await refusal(post('#open'))).toBe('fatal_error');
    expect((await post(ids.bob)).ok).toBe(true);
    expect((await client.conversations.info({ channel: ids.open })).ok).toBe(true);
    slack.faults.clear();
    expect((await post(ids.open)).ok).toBe(true);
  });

  it('of the probable kind repeats with the seed', async () => {
    const strikes = async () => {
      const { slack, client } = await startWorkspace({}, { seed: 5 });
      slack.faults.next({ kind: 'error', times: Infinity, probability: 0.5 });
      const calls = [];
      for (let call = 0; call < 12; call += 1)
        calls.push((await failure(client.auth.test())) === 'it did not fail');
      return calls;
    };
    const first = await strikes();
    expect(new Set(first).size).toBe(2);
    expect(await strikes()).toEqual(first);
  });

  it.each([
    ['503-before', 0],
    ['503-after', 1],
  ] as const)('%s leaves %i messages behind', async (kind, messages) => {
    const { slack, client, ids } = await startWorkspace();
    slack.faults.next({ kind });
    const failed = await failure(client.chat.postMessage({ channel: ids.open, text: 'x' }));
    expect(failed).toBeInstanceOf(WebAPIHTTPError);
    expect(failed).toMatchObject({ statusCode: 503 });
    expect(slack.channel('open').messages).toHaveLength(messages);
    expect(slack.requests[0]?.answer).toEqual({ status: 503, ok: false, error: null });
  });

  it.each([
    ['drop-before', 0],
    ['drop-after', 1],
  ] as const)('%s cuts the connection and leaves %i messages behind', async (kind, messages) => {
    const { slack, client, ids } = await startWorkspace();
    slack.faults.next({ kind });
    const failed = await failure(client.chat.postMessage({ channel: ids.open, text: 'x' }));
    expect(failed).toBeInstanceOf(WebAPIRequestError);
    expect(slack.channel('open').messages).toHaveLength(messages);
    expect(slack.requests[0]?.answer).toBeNull();
  });

  it.each([
    ['hang', 0],
    ['hang-after', 1],
  ] as const)('%s never answers and leaves %i messages behind', async (kind, messages) => {
    const { slack, ids } = await startWorkspace();
    slack.faults.next({ kind });
    const impatient = clientOf(slack, undefined, { timeout: 50 });
    const failed = await failure(impatient.chat.postMessage({ channel: ids.open, text: 'x' }));
    expect(failed).toBeInstanceOf(WebAPIRequestError);
    expect(slack.channel('open').messages).toHaveLength(messages);
    expect(slack.requests[0]?.answer).toBeNull();
  });
});

describe('the limit of messages', () => {
  it('counts each channel for itself, by the double’s clock', async () => {
    const { slack, client, ids, pass } = await startWorkspace();
    slack.faults.limitPosts(1);
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' });
    await post(ids.open);
    const { channel = '' } = await post(ids.bob);
    await post(channel);
    expect(await failure(post('#open'))).toMatchObject({ retryAfter: 1 });
    pass(999);
    expect(await failure(post(ids.open))).toMatchObject({ retryAfter: 1 });
    pass(1);
    await post(ids.open);
    expect(slack.channel('open').messages).toHaveLength(2);
    expect((await client.auth.test()).ok).toBe(true);
    slack.faults.limitPosts(0);
    await post(ids.open);
  });

  it('lets bursts through up to its number', async () => {
    const { slack, client, ids } = await startWorkspace();
    slack.faults.limitPosts(3);
    const posts = Array.from({ length: 5 }, () =>
      failure(client.chat.postMessage({ channel: ids.open, text: 'x' })),
    );
    const outcomes = await Promise.all(posts);
    expect(outcomes.filter((outcome) => outcome === 'it did not fail')).toHaveLength(3);
  });
});

it('refuses connections while it is down, and comes back on the same port with all it had', async () => {
  const { slack, client, ids } = await startWorkspace();
  await client.chat.postMessage({ channel: ids.open, text: 'before' });
  slack.faults.down(true);
  slack.faults.down(true);
  const failed = await failure(client.auth.test());
  expect(failed).toBeInstanceOf(WebAPIRequestError);
  expect(failed).toMatchObject({ cause: { cause: { code: 'ECONNREFUSED' } } });
  slack.faults.down(false);
  slack.faults.down(false);
  await client.chat.postMessage({ channel: ids.open, text: 'after' });
  expect(slack.channel('open').messages.map(({ text }) => text)).toEqual(['before', 'after']);
  slack.faults.down(true);
  slack.faults.clear();
  expect((await client.auth.test()).ok).toBe(true);
});

it('starts on the port it is told, and closes while it is down', async () => {
  const { slack } = await startWorkspace();
  const port = Number(new URL(slack.url).port);
  const now = (): Date => new Date(0);
  await expect(startSlackDouble({ now, port })).rejects.toThrow('EADDRINUSE');
  slack.faults.down(true);
  const next = await startSlackDouble({ now, port, team: { name: 'Other', domain: 'other' } });
  expect(next.url).toBe(slack.url);
  expect(next.snapshot().team).toMatchObject({ name: 'Other', domain: 'other' });
  slack.faults.down(false);
  await vi.waitFor(() => expect(slack.journal.unforeseen).toMatchObject([{ where: 'listening again' }]));
  slack.faults.down(true);
  await slack.close();
  await next.close();
});
