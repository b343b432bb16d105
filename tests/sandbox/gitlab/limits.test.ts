import { describe, expect, it } from 'vitest';
import { startStory } from './story.ts';

describe('the limits of the double', () => {
  it('count all requests of a minute, tell so in each answer, and refuse what is too much', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.configure({ limits: { requests: 2, newIssues: null, newNotes: null } });
    const answers = [await ask('GET', '/user'), await ask('GET', '/user'), await ask('GET', '/user')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['1', '0', '0']);
    expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual([null, null, '60']);
  });

  it('refuse issues and notes without a word on why, each for itself', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.configure({ limits: { requests: null, newIssues: 1, newNotes: 1 } });
    const create = async (path: string, body: object) => {
      const { status, headers } = await ask('POST', path, body);
      expect([...headers.keys()].some((name) => name.startsWith('ratelimit'))).toBe(false);
      return status;
    };
    expect(await create('/projects/2001/issues', { title: 'x' })).toBe(201);
    expect(await create('/projects/2001/issues', { title: 'x' })).toBe(429);
    expect(await create('/projects/2001/issues/1/notes', { body: 'x' })).toBe(201);
    expect(await create('/projects/2001/issues/1/notes', { body: 'x' })).toBe(429);
    expect(gitlab.snapshot().projects[0]?.issues).toHaveLength(1);
  });
});
