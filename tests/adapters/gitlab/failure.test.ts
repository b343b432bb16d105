import { describe, expect, it } from 'vitest';
import { connectTo, problemOf } from './connect-scripted.ts';

const address = { project: 77, iid: 12 };

describe('an answer outside 2xx', () => {
  it.each([
    [302, 'gitlab-moved'],
    [304, 'gitlab-moved'],
    [400, 'gitlab-refused'],
    [401, 'gitlab-unauthorized'],
    [403, 'gitlab-forbidden'],
    [404, 'gitlab-not-found'],
    [408, 'gitlab-timeout'],
    [409, 'gitlab-conflict'],
    [422, 'gitlab-refused'],
    [500, 'gitlab-unavailable'],
  ])('%i is %s', async (status, code) => {
    const { gitlab } = await connectTo(() => ({ status }));
    expect((await problemOf(gitlab.changeIssue(address, { confidential: true }))).code).toBe(code);
  });

  it.each([
    [{ json: { message: '404 Issue Not Found' } }, '404 Issue Not Found'],
    [{ json: { message: { title: ['is too long'] } } }, '{"title":["is too long"]}'],
    [{ json: { error: 'insufficient_scope', error_description: 'Needs api.' } }, 'Needs api.'],
    [{ json: { errors: [{ message: 'Invalid token' }] } }, '[{"message":"Invalid token"}]'],
    [{ text: 'Retry   \n later' }, 'Retry later'],
  ])('is explained in the words of GitLab: %j', async (reply, words) => {
    const { gitlab } = await connectTo(() => ({ status: 400, ...reply }));
    const { message } = await problemOf(gitlab.addNote(address, 'Hello'));
    expect(message).toBe(`gitlab-refused: POST /api/v4/projects/77/issues/12/notes answered 400: ${words}`);
  });

  it('is not explained by a page for people, nor at length', async () => {
    const { gitlab } = await connectTo((_, number) =>
      number === 1
        ? { status: 400, text: '<html>long page</html>', type: 'text/html' }
        : { status: 400, json: { message: 'm'.repeat(5_000) } },
    );
    expect((await problemOf(gitlab.addNote(address, 'a'))).message).toMatch(/answered 400$/);
    expect((await problemOf(gitlab.addNote(address, 'a'))).message.length).toBeLessThan(300);
  });

  it('names no query, which may name people', async () => {
    const { gitlab } = await connectTo(() => ({ status: 400 }));
    expect((await problemOf(gitlab.userByName('noor'))).message).not.toContain('noor');
  });
});
