import { expect, it } from 'vitest';
import { refusal, startWorkspace } from './workspace.ts';

it('tells name, zone and offset of people', async () => {
  const { slack, client, ids, pass } = await startWorkspace();
  const info = async () => (await client.users.info({ user: ids.alice })).user;
  expect(await info()).toMatchObject({
    id: ids.alice,
    name: 'alice',
    deleted: false,
    is_bot: false,
    real_name: 'Alice Ashe',
    tz: 'Europe/Berlin',
    tz_offset: 3_600,
    team_id: slack.snapshot().team.id,
    profile: { email: 'alice@acme.example', display_name: 'alice' },
  });
  pass(180 * 86_400_000);
  expect((await info())?.tz_offset).toBe(7_200);
  expect(await refusal(client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
});

it('tells little of deactivated people, and knows bots', async () => {
  const { client, ids } = await startWorkspace();
  const { user } = await client.users.info({ user: ids.carol });
  expect(user).toMatchObject({ deleted: true });
  expect(user?.tz).toBeUndefined();
  expect(user?.profile?.email).toBeUndefined();
  expect((await client.users.info({ user: ids.bot })).user).toMatchObject({
    is_bot: true,
    profile: { bot_id: expect.stringMatching(/^B0/) },
  });
});

it('shows addresses only with their scope', async () => {
  const { client, ids } = await startWorkspace({ scopes: ['users:read'] });
  expect((await client.users.info({ user: ids.alice })).user?.profile?.email).toBeUndefined();
});

it('finds people by address, but nobody who left or belongs elsewhere', async () => {
  const { slack, client, ids } = await startWorkspace();
  slack.addUser({ name: 'dora', foreign: true });
  const lookup = (email: string) => client.users.lookupByEmail({ email });
  expect((await lookup('Alice@ACME.example')).user?.id).toBe(ids.alice);
  expect(await refusal(lookup('carol@acme.example'))).toBe('users_not_found');
  expect(await refusal(lookup('dora@acme.example'))).toBe('users_not_found');
  expect(await refusal(lookup('nobody@acme.example'))).toBe('users_not_found');
  const stranger = slack.snapshot().users.find(({ name }) => name === 'dora');
  const { user } = await client.users.info({ user: stranger?.id ?? '' });
  expect(user?.team_id).not.toBe(slack.snapshot().team.id);
});

it('lists everybody, page by page', async () => {
  const { client } = await startWorkspace();
  const first = await client.users.list({ limit: 3 });
  expect(first.members?.map(({ name }) => name)).toEqual(['alice', 'bob', 'carol']);
  const second = await client.users.list({ cursor: first.response_metadata?.next_cursor ?? '' });
  expect(second.members?.map(({ name }) => name)).toEqual(['incident-review']);
  expect(second.response_metadata?.next_cursor).toBe('');
});

it('tells when somebody is not to be disturbed', async () => {
  const { slack, client, ids } = await startWorkspace();
  const startsAt = new Date('2024-10-31T21:00:00Z');
  const endsAt = new Date('2024-11-01T07:00:00Z');
  const { id } = slack.addUser({ name: 'erin', doNotDisturb: { startsAt, endsAt } });
  expect(await client.dnd.info({ user: id })).toMatchObject({
    dnd_enabled: true,
    next_dnd_start_ts: startsAt.getTime() / 1000,
    next_dnd_end_ts: endsAt.getTime() / 1000,
  });
  expect(await client.dnd.info({ user: ids.alice })).toMatchObject({
    dnd_enabled: false,
    next_dnd_start_ts: 1,
  });
  expect(await client.dnd.info()).toMatchObject({ dnd_enabled: false });
  expect(await refusal(client.dnd.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
  expect((await client.usergroups.list()).usergroups).toEqual([]);
});
