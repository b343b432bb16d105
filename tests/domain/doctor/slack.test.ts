import { describe, expect, it } from 'vitest';
import { optionalScopes } from '../../../src/adapters/slack/methods.ts';
import type { Answer } from '../../../src/domain/doctor/check.ts';
import type { DoctorFacts, SlackIdentity, SlackState } from '../../../src/domain/doctor/facts.ts';
import { type Check, judge } from '../../../src/domain/doctor.ts';
import type { Colleague } from '../../../src/domain/policy.ts';
import type { ChannelFacts, SlackUser } from '../../../src/domain/slack-facts.ts';
import { aPolicy, aService, someFacts } from './cases.ts';

type Rest = NonNullable<SlackState['rest']>;

function aChannel(name: string, over: Partial<ChannelFacts> = {}): ChannelFacts {
  const plain = { archived: false, private: false, member: false, external: false };
  return { id: `C0${name.toUpperCase()}`, name, ...plain, ...over };
}

function aColleague(gitlab: string, over: Partial<Colleague> = {}): Colleague {
  return { gitlab, slack: `U0${gitlab.toUpperCase()}`, email: null, manager: null, timezone: null, ...over };
}

function aMember(over: Partial<SlackUser> = {}): Answer<SlackUser> {
  return {
    value: {
      id: 'U024BE7LH',
      name: 'somebody',
      deleted: false,
      bot: false,
      ours: true,
      timezone: null,
      ...over,
    },
  };
}

const everybody = ['maria', 'tomek', 'jonas'];
const scopes = {
  required: ['chat:write', 'chat:write.public', 'commands'],
  optional: ['bookmarks:read', 'bookmarks:write', 'channels:history', 'im:history'],
};

function someSlack(over: Partial<SlackState> = {}, rest: Partial<Rest> = {}): SlackState {
  return {
    delivery: 'http',
    scopes,
    identity: anIdentity([...scopes.required, ...scopes.optional]),
    socket: null,
    rest: {
      clockSkewMs: { value: 0 },
      channels: { value: [aChannel('incident-reviews'), aChannel('g_runner')] },
      members: new Map(everybody.map((name) => [name, aMember()])),
      ...rest,
    },
    ...over,
  };
}

function anIdentity(granted: string[] | null): Answer<SlackIdentity> {
  return { value: { team: 'Acme', botUser: 'review-bot', scopes: granted } };
}

const policy = aPolicy({
  services: [aService({ channel: '#g_runner' })],
  people: everybody.map((name) => aColleague(name)),
});

/** What is said of Slack; the rest of the world is well. */
function judged(slack: DoctorFacts['slack'], over: Partial<DoctorFacts> = {}): Check[] {
  const others = judge(someFacts({ policy, ...over })).map(({ text }) => text);
  return judge(someFacts({ policy, slack, ...over })).filter(({ text }) => !others.includes(text));
}

const lines = (checks: Check[]) => checks.map(({ check, ok, text }) => `${ok} ${check}: ${text}`);
const findings = (checks: Check[]) => lines(checks.filter(({ ok }) => ok !== true));

describe('a Slack that is well', () => {
  it('has one line for each thing that was looked at', () => {
    expect(lines(judged(someSlack()))).toEqual([
      'true slack: the bot token is that of review-bot in the workspace Acme',
      'true slack: the bot token has every scope it needs',
      'true slack: a signing secret is set; Slack has to send to https://bot.example.com/slack/events, and shows whether it can',
      "true clock: our clock and Slack's agree; requests may be 5 minutes off",
      'true channel: #incident-reviews (slack.reviewsChannel) can be written to',
      'true channel: #g_runner (Service::Checkout) can be written to',
      'true people: all 3 people are in Slack',
    ]);
  });

  it('by Socket Mode needs neither an address of ours nor a good clock', () => {
    const far = { clockSkewMs: { value: 3_600_000 } };
    const checks = lines(judged(someSlack({ delivery: 'socket', socket: { value: null } }, far)));
    expect(checks).toContain('true slack: Slack lets us connect by Socket Mode');
    expect(checks.join()).not.toMatch(/events|clock/);
  });

  it('may be off', () => {
    expect(lines(judged('off'))).toEqual([
      'true slack: Slack is off, since SLACK_BOT_TOKEN is not set: reviews are announced nowhere',
    ]);
  });

  it('is not spoken of where its configuration is wrong', () => {
    expect(judged(null)).toEqual([]);
  });
});

describe('what is not well', () => {
  it('always says how to mend it', () => {
    const nobody = { value: null };
    const checks = judged(
      someSlack(
        {
          delivery: 'socket',
          identity: anIdentity([]),
          socket: { problem: 'slack-unauthorized', detail: 'no' },
        },
        { channels: { value: [] }, members: new Map(everybody.map((name) => [name, nobody])) },
      ),
    );
    expect(checks.filter(({ ok, mend }) => ok !== true && !mend)).toEqual([]);
    expect(findings(checks).length).toBeGreaterThan(8);
  });
});

describe('the bot token', () => {
  it('that is refused is told in Slack’s words, and nothing more is asked', () => {
    const identity = {
      problem: 'slack-unauthorized',
      detail: 'auth.test was refused: invalid_auth',
    } as const;
    expect(findings(judged(someSlack({ identity, rest: null })))).toEqual([
      'false slack: the bot token: auth.test was refused: invalid_auth',
    ]);
  });

  it('without a scope that is needed does not do', () => {
    const identity = anIdentity(['chat:write', ...scopes.optional]);
    const [missing] = findings(judged(someSlack({ identity })));
    expect(missing).toBe('false slack: the bot token lacks chat:write.public, commands');
  });

  it('without an optional scope does, and what is lost is said', () => {
    expect(findings(judged(someSlack({ identity: anIdentity(scopes.required) })))).toEqual([
      'warn slack: the bot token lacks bookmarks:read, bookmarks:write: channels of incidents get no bookmark to the review',
      'warn slack: the bot token lacks channels:history, im:history: a message of which Slack did not say whether it arrived is not looked for',
    ]);
  });

  it.each(optionalScopes)('has a reason for each optional scope that the code uses: %s', (scope) => {
    const slack = someSlack({ scopes: { required: [], optional: [scope] }, identity: anIdentity([]) });
    const [said = ''] = findings(judged(slack, { policy: aPolicy({ services: [], slack: null }) }));
    expect(said).toContain(scope);
    expect(said).not.toContain('what it is for');
  });

  it('whose scopes Slack does not tell is a warning, and no reason to call channels closed', () => {
    expect(findings(judged(someSlack({ identity: anIdentity(null) })))).toEqual([
      'warn slack: Slack does not say which scopes the bot token has',
    ]);
  });
});

describe('the app token', () => {
  it.each(['slack-unauthorized', 'slack-missing-scope'] as const)(
    'that is refused has a mend of its own: %s',
    (problem) => {
      const slack = someSlack({ delivery: 'socket', socket: { problem, detail: 'Slack says no' } });
      const [check] = judged(slack).filter(({ ok }) => ok !== true);
      expect(check).toMatchObject({ ok: false, text: 'the app token: Slack says no' });
      expect(check?.mend).toContain('SLACK_APP_TOKEN');
    },
  );

  it('of which Slack says something else is told with that', () => {
    const socket = { problem: 'slack-refused', detail: 'Socket Mode is not enabled' } as const;
    expect(findings(judged(someSlack({ delivery: 'socket', socket })))).toEqual([
      'false slack: Socket Mode: Socket Mode is not enabled',
    ]);
  });
});

describe('the clock', () => {
  it.each([
    [299_999, []],
    [300_000, [/behind Slack's: requests are refused/]],
    [-300_000, [/ahead of Slack's/]],
  ])('%d ms apart', (skewMs, expected) => {
    const found = findings(judged(someSlack({}, { clockSkewMs: { value: skewMs } })));
    expect(found).toEqual(expected.map((text) => expect.stringMatching(text)));
  });
});

describe('a channel', () => {
  const of = (channels: ChannelFacts[], over: Partial<SlackState> = {}, named = policy) =>
    findings(judged(someSlack(over, { channels: { value: channels } }), { policy: named }));
  const reviews = aChannel('incident-reviews');
  const runner = aChannel('g_runner');

  it('that is not there fails for the reviews, and is a warning for a service, which has something behind it', () => {
    expect(of([runner])).toEqual([
      'false channel: #incident-reviews (slack.reviewsChannel) is not there, or is private and without the bot',
    ]);
    expect(of([reviews])).toEqual([
      'warn channel: #g_runner (Service::Checkout) is not there, or is private and without the bot',
    ]);
  });

  it('that is archived is told so', () => {
    expect(
      of([
        { ...reviews, archived: true },
        { ...runner, archived: true, member: true },
      ]),
    ).toEqual([
      'false channel: #incident-reviews (slack.reviewsChannel) is archived',
      'warn channel: #g_runner (Service::Checkout) is archived',
    ]);
  });

  it('that is private must have the bot in it', () => {
    expect(of([{ ...reviews, private: true, member: true }, runner])).toEqual([]);
    expect(of([{ ...reviews, private: true }, runner])).toEqual([
      'false channel: #incident-reviews (slack.reviewsChannel) is closed to the bot',
    ]);
  });

  it('that is public is open only with the scope for it, or with the bot in it', () => {
    const identity = anIdentity(['chat:write', 'commands', ...scopes.optional]);
    expect(of([{ ...reviews, member: true }, runner], { identity }).slice(1)).toEqual([
      'warn channel: #g_runner (Service::Checkout) is closed to the bot',
    ]);
  });

  it('that other companies can read is a warning', () => {
    expect(of([{ ...reviews, external: true }, runner])).toEqual([
      'warn channel: #incident-reviews (slack.reviewsChannel) is shared with another workspace, whose people read what is announced there',
    ]);
  });

  it('may be named by its id, and is told once with all that name it', () => {
    const named = aPolicy({
      ...policy,
      services: [
        aService({ channel: 'C0G_RUNNER' }),
        aService({ label: 'Service::Cart', channel: '#gone' }),
        aService({ label: 'Service::Search', channel: '#gone' }),
      ],
    });
    expect(of([reviews, runner], {}, named)).toEqual([
      'warn channel: #gone (Service::Cart, Service::Search) is not there, or is private and without the bot',
    ]);
  });
});

describe('a person', () => {
  const of = (people: Colleague[], members: [string, Answer<SlackUser | null>][]) =>
    findings(judged(someSlack({}, { members: new Map(members) }), { policy: { ...policy, people } }));
  const others = ['tomek', 'jonas'];
  const among = (first: Colleague) => [first, ...others.map((name) => aColleague(name))];
  const well = others.map((name): [string, Answer<SlackUser>] => [name, aMember()]);

  it.each([
    ['nobody is known by this id', { value: null }],
    ['is deactivated', aMember({ deleted: true })],
    ['is a bot', aMember({ bot: true })],
    ['is a guest or of another workspace, and is not written to', aMember({ ours: false })],
  ])('%s', (what, answer) => {
    const [found = ''] = of(among(aColleague('Maria')), [['maria', answer], ...well]);
    expect(found).toMatch(/^false people: Maria in Slack \(U0MARIA\)/);
    expect(found).toContain(what);
  });

  it('is looked for by e-mail where there is no id', () => {
    const maria = aColleague('maria', { slack: null, email: 'maria@example.com' });
    expect(of(among(maria), [['maria', { value: null }], ...well])).toEqual([
      'false people: maria in Slack (maria@example.com): nobody is known by this address',
    ]);
  });

  it('whom a service names and nobody maps is a warning', () => {
    expect(of([aColleague('tomek')], [['tomek', aMember()]])).toEqual([
      'warn people: nobody knows who maria, jonas are in Slack',
    ]);
    expect(of(among(aColleague('maria', { slack: null })), well)).toEqual([
      'warn people: nobody knows who maria is in Slack',
    ]);
  });
});
