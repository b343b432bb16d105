import { describe, expect, it } from 'vitest';
import { START, startStory } from './story.ts';

describe('tokens', () => {
  it('are needed for everything, public projects too', async () => {
    const { ask } = await startStory();
    const answer = await ask('GET', '/projects/2001', undefined, null);
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ message: '401 Unauthorized' });
    expect((await ask('GET', '/user', undefined, 'unknown')).status).toBe(401);
  });

  it('count as a bearer token too', async () => {
    const { gitlab } = await startStory();
    gitlab.addToken({ value: 'oauth', user: 'alice' });
    const headers = { authorization: 'Bearer oauth' };
    const response = await fetch(`${gitlab.url}/api/v4/user`, { headers });
    expect(await response.json()).toMatchObject({ username: 'alice', bot: false });
  });

  it('die on their last day, or when they are revoked', async () => {
    const { gitlab, ask, pass } = await startStory();
    gitlab.addToken({ value: 'short', user: 'alice', expiresOn: '2024-11-01' });
    gitlab.addToken({ value: 'gone', user: 'alice' });
    gitlab.revokeToken('gone');
    expect((await ask('GET', '/user', undefined, 'short')).status).toBe(200);
    pass(24 * 3_600_000);
    const expired = await ask('GET', '/user', undefined, 'short');
    expect(expired.status).toBe(401);
    expect(expired.body).toMatchObject({ error: 'invalid_token' });
    expect((await ask('GET', '/user', undefined, 'gone')).status).toBe(401);
  });

  it('need the scope api to write, read_api to read', async () => {
    const { gitlab, ask } = await startStory();
    gitlab.addToken({ value: 'reader', user: 'incident-bot', scopes: ['read_api'] });
    gitlab.addToken({ value: 'profile', user: 'incident-bot', scopes: ['read_user'] });
    expect((await ask('GET', '/projects/2001', undefined, 'reader')).status).toBe(200);
    const refused = await ask('POST', '/projects/2001/issues', { title: 'x' }, 'reader');
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ error: 'insufficient_scope', scope: 'api' });
    expect((await ask('GET', '/user', undefined, 'profile')).status).toBe(200);
    expect((await ask('GET', '/projects/2001', undefined, 'profile')).status).toBe(403);
  });

  it('show themselves, without their value', async () => {
    const { gitlab, ask } = await startStory();
    gitlab.addToken({ value: 'mine', user: 'alice', scopes: ['api'], expiresOn: '2025-01-01' });
    const { body, text } = await ask('GET', '/personal_access_tokens/self', undefined, 'mine');
    expect(body).toMatchObject({ scopes: ['api'], active: true, revoked: false, expires_at: '2025-01-01' });
    expect(text).not.toContain('mine');
  });

  it('of a blocked user are refused', async () => {
    const { gitlab, ask } = await startStory();
    gitlab.setUserState('incident-bot', 'blocked');
    expect((await ask('GET', '/user')).status).toBe(403);
  });
});

describe('users', () => {
  it('are found by name whatever its case, without saying who is a bot', async () => {
    const { ask } = await startStory();
    const { list } = await ask('GET', '/users?username=ALICE');
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({ id: 101, username: 'alice', name: 'Alice Ashe', state: 'active' });
    expect(list[0]).not.toHaveProperty('bot');
    expect((await ask('GET', '/users?username=nobody')).list).toEqual([]);
  });

  it('say on their own page whether they are a bot', async () => {
    const { ask } = await startStory();
    expect((await ask('GET', '/users/104')).body).toMatchObject({ username: 'incident-bot', bot: true });
    expect((await ask('GET', '/users/999')).status).toBe(404);
    const { list } = await ask('GET', '/users?humans=true');
    expect(list.map((user) => user.username)).toEqual(['carol', 'bob', 'alice']);
  });
});

describe('the instance', () => {
  it('tells its version, its clock and how much of the limit is used', async () => {
    const { ask } = await startStory({ version: '17.5.2' });
    const { body, headers } = await ask('GET', '/metadata');
    expect(body).toMatchObject({ version: '17.5.2-ee', enterprise: true });
    expect((await ask('GET', '/version')).body).toMatchObject({ version: '17.5.2-ee' });
    expect(headers.get('date')).toBe(new Date(START).toUTCString());
    expect(headers.get('ratelimit-limit')).toBe('2000');
    expect(headers.get('ratelimit-observed')).toBe('1');
  });
});
