import { describe, expect, it } from 'vitest';
import { connectTo } from './connect-scripted.ts';

const dana = { id: 5, username: 'Dana', name: 'Dana', state: 'active', locked: false };

describe('our own identity', () => {
  it('is asked for once in the life of the process', async () => {
    const { gitlab, asked, clock } = await connectTo(() => ({
      status: 200,
      json: { id: 3, username: 'project_77_bot_a1', name: 'Bot' },
    }));
    expect(await gitlab.whoAmI()).toEqual({ id: 3, username: 'project_77_bot_a1' });
    clock.ms += 365 * 24 * 60 * 60_000;
    await gitlab.whoAmI();
    expect(asked).toHaveLength(1);
  });
});

describe('a user by name', () => {
  it('is found in any case, and asked whether they are a bot', async () => {
    const { gitlab, asked } = await connectTo((one) =>
      one.path === '/api/v4/users'
        ? { status: 200, json: [dana] }
        : { status: 200, json: { ...dana, bot: true } },
    );
    expect(await gitlab.userByName('dana')).toEqual({
      id: 5,
      username: 'Dana',
      name: 'Dana',
      active: true,
      bot: true,
    });
    await gitlab.userByName('dana');
    expect(asked.map((one) => one.path)).toEqual(['/api/v4/users', '/api/v4/users/5']);
    expect(asked[0]?.query.get('username')).toBe('dana');
  });

  it('needs one request where the search says it all', async () => {
    const { gitlab, asked } = await connectTo(() => ({ status: 200, json: [{ ...dana, bot: false }] }));
    expect((await gitlab.userByName('dana'))?.bot).toBe(false);
    expect(asked).toHaveLength(1);
  });

  it.each([
    [{ state: 'active' }, true],
    [{ state: 'blocked' }, false],
    [{ state: 'deactivated' }, false],
    [{ state: 'active', locked: true }, false],
  ])('with %j is active: %s', async (fields, active) => {
    const { gitlab } = await connectTo(() => ({ status: 200, json: [{ ...dana, bot: false, ...fields }] }));
    expect((await gitlab.userByName('dana'))?.active).toBe(active);
  });

  it('is nobody when GitLab knows none, or answers others', async () => {
    const { gitlab } = await connectTo((_, number) => ({
      status: 200,
      json: number === 1 ? [] : [{ ...dana, username: 'dana2', bot: false }],
    }));
    expect(await gitlab.userByName('nobody')).toBeNull();
    expect(await gitlab.userByName('dana')).toBeNull();
  });
});
