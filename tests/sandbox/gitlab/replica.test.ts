import { describe, expect, it } from 'vitest';
import { startStory } from './story.ts';

describe('a replica that lags', () => {
  it('shows what people wrote only after a while', async () => {
    const { ask, gitlab, pass } = await startStory();
    const issue = gitlab.as('alice').createIncident(2001, { title: 'x' });
    gitlab.faults.lag(5_000);
    pass(1_000);
    gitlab.as('alice').close(issue);
    const state = async (): Promise<unknown> => (await ask('GET', '/projects/2001/issues/1')).body.state;
    expect(await state()).toBe('opened');
    pass(4_999);
    expect(await state()).toBe('opened');
    pass(1);
    expect(await state()).toBe('closed');
  });

  it('shows each state in its time', async () => {
    const { ask, gitlab, pass } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: '0' });
    gitlab.faults.lag(3_000);
    for (const title of ['1', '2', '3']) {
      pass(1_000);
      gitlab.as('alice').setTitle(issue, title);
    }
    const title = async (): Promise<unknown> => (await ask('GET', '/projects/2001/issues/1')).body.title;
    const seen: unknown[] = [];
    for (let n = 0; n < 4; n += 1) {
      seen.push(await title());
      pass(1_000);
    }
    expect(seen).toEqual(['0', '1', '2', '3']);
  });

  it('does not know a new issue yet: 404', async () => {
    const { ask, gitlab, pass } = await startStory();
    gitlab.faults.lag(2_000);
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    expect((await ask('GET', '/projects/2001/issues/1')).status).toBe(404);
    expect((await ask('GET', '/projects/2001/issues')).list).toEqual([]);
    pass(2_000);
    expect((await ask('GET', '/projects/2001/issues/1')).status).toBe(200);
  });

  it('is left alone by whoever has written in the last 30 seconds', async () => {
    const { ask, gitlab, pass } = await startStory();
    gitlab.addToken({ value: 'another bot', user: 'other-bot' });
    gitlab.addMember(2001, 'other-bot', 'reporter');
    gitlab.faults.lag(60_000);
    await ask('POST', '/projects/2001/issues', { title: 'a review' });
    const count = async (token?: string): Promise<number> =>
      (await ask('GET', '/projects/2001/issues', undefined, token)).list.length;
    expect(await count()).toBe(1);
    expect(await count('another bot')).toBe(0);
    pass(29_999);
    expect(await count()).toBe(1);
    pass(1);
    expect(await count()).toBe(0);
  });

  it('is not left alone by whoever asked for what was so already', async () => {
    const { ask, gitlab, pass } = await startStory();
    const issue = gitlab.as('alice').createIssue(2001, { title: 'old' });
    const turn = async (what: string): Promise<number> =>
      (await ask('POST', `/projects/2001/issues/1/${what}`)).status;
    const title = async (): Promise<unknown> => (await ask('GET', '/projects/2001/issues/1')).body.title;
    expect([await turn('subscribe'), await turn('unsubscribe')]).toEqual([201, 201]);
    pass(30_000);
    gitlab.faults.lag(60_000);
    gitlab.as('alice').setTitle(issue, 'new');
    expect([await turn('unsubscribe'), await title()]).toEqual([304, 'old']);
    expect([await turn('subscribe'), await title()]).toEqual([201, 'new']);
  });

  it('is not asked by writes', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.faults.lag(60_000);
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    expect((await ask('PUT', '/projects/2001/issues/1', { title: 'y' })).status).toBe(200);
  });

  it('answers GraphQL too, and catches up when the lag is switched off', async () => {
    const { gitlab, graphql } = await startStory();
    gitlab.faults.lag(60_000);
    const { id } = gitlab.as('alice').createIssue(2001, { title: 'x' });
    const query = `{ issue(id: "gid://gitlab/Issue/${id}") { title } }`;
    expect(await graphql(query)).toEqual({ data: { issue: null } });
    gitlab.faults.clear();
    expect(await graphql(query)).toEqual({ data: { issue: { title: 'x' } } });
  });
});
