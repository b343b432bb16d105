import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { connectTo, problemOf, token } from './connect-scripted.ts';
import { sampleIssue } from './sample-issue.ts';
import type { Asked, Reply } from './scripted-gitlab.ts';

const address = { project: 77, iid: 12 };

describe('the token', () => {
  const echo = (one: Asked): Reply => ({
    status: 400,
    json: { message: `${'x'.repeat(185)} ${one.headers['private-token']}` },
  });
  const replies: [string, (one: Asked) => Reply][] = [
    ['an answer that echoes it', echo],
    ['a redirect that carries it', () => ({ status: 302, headers: { location: `/in/${token}` } })],
    ['a content type that carries it', () => ({ status: 200, text: 'x', type: `text/${token}` })],
    ['a GraphQL error that carries it', () => ({ status: 200, json: { errors: [{ message: token }] } })],
    ['a broken connection', () => 'hang-up'],
    ['a timeout', () => 'hang'],
  ];

  it.each(replies)('is nowhere in the problem or the log after %s', async (_, reply) => {
    const lines: unknown[] = [];
    const keep = (...line: unknown[]) => {
      lines.push(line);
    };
    const { gitlab } = await connectTo(reply, {
      callTimeoutMs: 100,
      log: { debug: keep, info: keep, warn: keep, error: keep },
    });
    const shown = [
      await problemOf(gitlab.addNote(address, 'Hello')),
      await problemOf(gitlab.issue(address)),
      await problemOf(gitlab.timeline('shop/live', 9001)),
      lines,
    ].map((thing) => inspect(thing, { depth: Number.POSITIVE_INFINITY, showHidden: true }));
    // Whole or cut in the middle.
    for (const text of shown) expect(text).not.toContain(token.slice(0, 12));
  });

  it('is nowhere in the connection itself', async () => {
    const { gitlab } = await connectTo(() => ({ status: 200, json: sampleIssue() }));
    await gitlab.issue(address);
    const shown = inspect(gitlab, { depth: Number.POSITIVE_INFINITY, showHidden: true });
    expect(shown).not.toContain(token);
  });

  it('is not in an error that the platform makes of a header', async () => {
    const { gitlab } = await connectTo(() => 'hang', {
      fetch: () => Promise.reject(new TypeError(`"${token}" is an invalid header value`)),
    });
    const problem = await problemOf(gitlab.addNote(address, 'Hello'));
    expect(problem.message).toContain('[token]');
    expect(inspect(problem, { depth: Number.POSITIVE_INFINITY })).not.toContain(token);
  });
});
