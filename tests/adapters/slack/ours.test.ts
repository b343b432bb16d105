import { expect, test } from 'vitest';
import { connectSlack } from '../../../src/adapters/slack/connect.ts';
import { slackUserOf } from '../../../src/flows/slack-user-of.ts';
import { aPolicy } from '../../fakes/facts.ts';

const token = 'xoxb-of-the-tests';

type Person = Record<string, unknown>;
const member: Person = { id: 'U0ALICE', name: 'alice', team_id: 'T0OURS', tz: 'Europe/Berlin' };

/** Slack's answers about one person, and what was asked. */
function slackWith(person: Person | null) {
  const asked: string[] = [];
  const answer = (method: string) => {
    if (method === 'auth.test') return { ok: true, team_id: 'T0OURS' };
    return person === null ? { ok: false, error: 'users_not_found' } : { ok: true, user: person };
  };
  const slack = connectSlack({
    now: () => 0,
    token,
    markSecret: 'the-secret-of-the-marks',
    apiUrl: 'http://slack.invalid/api/',
    fetch: async (input, init) => {
      const method = new URL(input instanceof Request ? input.url : input).pathname.replace('/api/', '');
      asked.push(`${method} ${init?.body}`);
      return Response.json(answer(method));
    },
  });
  return { slack, asked };
}

const deps = (people: { email?: string; slack?: string }) => {
  const alice = { gitlab: 'alice', slack: null, email: null, manager: null, timezone: null, ...people };
  return { policy: () => ({ ...aPolicy(), people: [alice] }) };
};

test.each([
  ['a member', {}],
  ['a member of an Enterprise Grid', { team_id: 'T0GRID', enterprise_user: { teams: ['T0OURS', 'T0ELSE'] } }],
])('%s of our workspace is found by e-mail', async (_, over) => {
  const { slack } = slackWith({ ...member, ...over });
  expect(await slackUserOf('Alice', slack, deps({ email: 'alice@example.com' }))).toMatchObject({
    id: 'U0ALICE',
  });
});

test.each([
  ['of another workspace in a shared channel', { team_id: 'T0THEIRS' }, 'another Slack workspace'],
  ['that Slack calls a stranger', { is_stranger: true }, 'another Slack workspace'],
  ['that is a guest', { is_restricted: true }, 'another Slack workspace'],
  ['that is a guest of one channel', { is_ultra_restricted: true }, 'another Slack workspace'],
  ['without a workspace', { team_id: undefined }, 'another Slack workspace'],
  [
    'of another workspace of the same grid',
    { team_id: 'T0G', enterprise_user: { teams: ['T0ELSE'] } },
    'another',
  ],
  ['whose account is deactivated', { deleted: true }, 'deactivated'],
  ['that is a bot', { is_bot: true }, 'bot'],
])('nobody is written to %s, whatever their e-mail or id', async (_, over, because) => {
  const { slack } = slackWith({ ...member, ...over });
  for (const people of [{ email: 'alice@example.com' }, { slack: 'U0ALICE' }]) {
    expect(await slackUserOf('alice', slack, deps(people))).toEqual({
      because: expect.stringContaining(because),
    });
  }
});

test('an e-mail is asked for as it is configured: its case is Slack’s to ignore', async () => {
  const { slack, asked } = slackWith(member);
  await slackUserOf('alice', slack, deps({ email: 'Alice@Example.com' }));
  expect(asked[0]).toBe(`users.lookupByEmail email=${encodeURIComponent('Alice@Example.com')}`);
});

test('who is not in the configuration is nobody in Slack, and Slack is not asked', async () => {
  const { slack, asked } = slackWith(member);
  for (const username of ['mallory', 'alice@example.com', '']) {
    expect(await slackUserOf(username, slack, deps({ email: 'alice@example.com' }))).toEqual({
      because: 'the configuration names no Slack member for them',
    });
  }
  expect(asked).toEqual([]);
});
