import { describe, expect, it } from 'vitest';
import type { HookFacts } from '../../src/domain/doctor/facts.ts';
import type { UserFacts } from '../../src/domain/facts.ts';
import { Problem } from '../../src/domain/problems.ts';
import { doctor, type Patient } from '../../src/flows/doctor.ts';
import type { MetricsSource } from '../../src/ports/metrics-source.ts';

type Api = NonNullable<Patient['gitlab']>['api'];

const hook: HookFacts = {
  id: 1,
  url: 'https://bot.example.com/webhooks/gitlab',
  issues: true,
  confidentialIssues: true,
  notes: true,
  confidentialNotes: true,
  tokenSet: true,
  signingTokenSet: false,
  status: 'executable',
  disabledUntil: null,
  customTemplate: null,
};

const users: Record<string, UserFacts> = {
  maria: { id: 1, username: 'maria', name: 'Maria', active: true, bot: false },
  jonas: { id: 2, username: 'jonas', name: 'Jonas', active: true, bot: false },
};

/** A GitLab in which all is well, and which notes what it is asked. */
function gitlab(over: Partial<Api> = {}): { api: Api; asked: string[] } {
  const asked: string[] = [];
  const well: Api = {
    version: async () => '18.5.1',
    token: async () => ({
      identity: { id: 90, username: 'bot' },
      scopes: ['api'],
      expiresOn: '2027-06-01',
      active: true,
    }),
    clockSkewMs: async () => 0,
    project: async (name) => ({
      id: name === 'acme/reviews' ? 8 : 7,
      path: String(name),
      visibility: 'private',
      ofChanges: 'private',
      url: `https://gitlab.example.com/${name}`,
    }),
    accessLevel: async () => 40,
    hooks: async () => [hook],
    memberIds: async () => new Set([1, 2]),
    userByName: async (name) => users[name.toLowerCase()] ?? null,
    issueTemplate: async () => '## Summary',
    ...over,
  };
  const noting = <Args extends unknown[], Result>(name: string, call: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      asked.push([name, ...args].join(' '));
      return call(...args);
    };
  };
  const api: Api = {
    version: noting('version', well.version),
    token: noting('token', well.token),
    clockSkewMs: noting('clockSkewMs', well.clockSkewMs),
    project: noting('project', well.project),
    accessLevel: noting('accessLevel', well.accessLevel),
    hooks: noting('hooks', well.hooks),
    memberIds: noting('memberIds', well.memberIds),
    userByName: noting('userByName', well.userByName),
    issueTemplate: noting('issueTemplate', well.issueTemplate),
  };
  return { api, asked };
}

const policy: NonNullable<Patient['policy']> = {
  gitlab: {
    projects: [
      { incidents: 'acme/production', reviews: 'acme/reviews' },
      { incidents: 'acme/reviews', reviews: 'acme/reviews' },
    ],
  },
  review: {
    template: 'incident-review',
    templates: { 3: 'gitlab:Short', 4: 'gitlab:Short' },
    labels: [],
    copyLabels: [],
    due: { days: 5, unit: 'working', from: 'resolved' },
    dueBySeverity: {},
  },
  services: [
    { label: 'Checkout', team: null, owners: ['maria'], manager: 'Jonas', channel: null, metrics: {} },
    { label: 'Cart', team: null, owners: ['Maria'], manager: null, channel: null, metrics: {} },
  ],
  people: [
    { gitlab: 'maria', slack: 'U0MARIA', email: null, manager: null, timezone: null },
    { gitlab: 'Jonas', slack: null, email: 'jonas@example.com', manager: null, timezone: null },
  ],
  slack: { reviewsChannel: '#incident-reviews', incidentChannel: '#incident-{iid}' },
};

function patient(api: Api, over: Partial<Patient> = {}): Patient {
  return {
    now: '2026-11-20T10:00:00.000Z',
    mistakes: [],
    checkDatabase: async () => undefined,
    gitlab: { url: 'https://gitlab.example.com', api },
    policy,
    slack: null,
    metrics: null,
    webhooks: { publicUrl: 'https://bot.example.com', secretsSet: { token: true, signing: false } },
    ownTemplates: ['incident-review'],
    ...over,
  };
}

async function findings(about: Patient): Promise<string[]> {
  const checks = await doctor(about);
  return checks.filter(({ ok }) => ok !== true).map(({ ok, check, text }) => `${ok} ${check}: ${text}`);
}

const refuse = (code: Problem['code']) => async () => {
  throw new Problem(code, 'no');
};

describe('doctor', () => {
  it('asks for each project, person and template once, and finds nothing where all is well', async () => {
    const { api, asked } = gitlab();
    expect(await findings(patient(api))).toEqual([]);
    expect(asked.toSorted()).toEqual([
      'accessLevel 7',
      'accessLevel 8',
      'clockSkewMs',
      'hooks 7',
      'hooks 8',
      'issueTemplate 8 Short',
      'memberIds 8',
      'project acme/production',
      'project acme/reviews',
      'token',
      'userByName Jonas',
      'userByName maria',
      'version',
    ]);
  });

  it('stops asking a GitLab that cannot be reached', async () => {
    const { api, asked } = gitlab({ version: refuse('gitlab-unreachable') });
    expect(await findings(patient(api))).toEqual([
      'false gitlab: https://gitlab.example.com: gitlab-unreachable: no',
    ]);
    expect(asked).toEqual(['version']);
  });

  it('stops asking when the token is refused or has ended', async () => {
    const refused = gitlab({ version: refuse('gitlab-unauthorized'), token: refuse('gitlab-unauthorized') });
    expect(await findings(patient(refused.api))).toEqual(['false token: the token: gitlab-unauthorized: no']);
    const ended = gitlab({
      token: async () => ({
        identity: { id: 1, username: 'bot' },
        scopes: [],
        expiresOn: null,
        active: false,
      }),
    });
    expect(await findings(patient(ended.api))).toEqual([
      'false token: the token of bot is revoked or has ended',
    ]);
    expect(refused.asked.concat(ended.asked)).toEqual(['version', 'token', 'version', 'token']);
  });

  it('goes on after a GitLab too old to tell its version', async () => {
    const { api, asked } = gitlab({ version: refuse('gitlab-not-found') });
    expect(await findings(patient(api))).toEqual([
      'false gitlab: https://gitlab.example.com: gitlab-not-found: no',
    ]);
    expect(asked).toContain('hooks 7');
  });

  it('takes a question that fails for a finding, and asks the others', async () => {
    const { api } = gitlab({
      clockSkewMs: refuse('gitlab-timeout'),
      accessLevel: async (project) => {
        if (project === 7) throw new Problem('gitlab-forbidden', 'no');
        return 40;
      },
      memberIds: refuse('gitlab-forbidden'),
      issueTemplate: refuse('gitlab-forbidden'),
    });
    expect(await findings(patient(api))).toEqual([
      "false clock: GitLab's clock: gitlab-timeout: no",
      'false project: acme/production, our role: gitlab-forbidden: no',
      'false people: acme/reviews, its members: gitlab-forbidden: no',
      'false template: the template gitlab:Short in acme/reviews: gitlab-forbidden: no',
    ]);
  });

  it('does not ask for webhooks that its role hides', async () => {
    const { api, asked } = gitlab({ accessLevel: async () => 30 });
    expect(await findings(patient(api))).toEqual([
      'warn hook: acme/production: only a Maintainer can see webhooks',
      'warn hook: acme/reviews: only a Maintainer can see webhooks',
    ]);
    expect(asked.filter((question) => question.startsWith('hooks'))).toEqual([]);
  });

  it("finds a template that neither we nor the project have, and somebody whom GitLab doesn't know", async () => {
    const { api } = gitlab({ issueTemplate: refuse('gitlab-not-found'), userByName: async () => null });
    expect(await findings(patient(api, { ownTemplates: [] }))).toEqual([
      'false people: maria (Checkout, Cart) is no user of this GitLab',
      'false people: Jonas (Checkout) is no user of this GitLab',
      'false people: Checkout: nobody it names can be DRI',
      'false people: Cart: nobody it names can be DRI',
      'false template: the template incident-review does not exist',
      'false template: the template gitlab:Short in acme/reviews does not exist',
    ]);
  });

  it('says that the database cannot be written', async () => {
    const { api } = gitlab();
    expect(await findings(patient(api, { checkDatabase: refuse('storage-unavailable') }))).toEqual([
      'false database: the database cannot be written: storage-unavailable: no',
    ]);
  });

  it('looks at what is configured rightly although the rest is not', async () => {
    const { api } = gitlab();
    const mistakes = [{ text: 'services[0].ownrs: found an unknown key', mend: 'did you mean owners?' }];
    const checks = await doctor(
      patient(api, { mistakes, checkDatabase: null, policy: null, webhooks: null }),
    );
    expect(checks.map(({ check, ok }) => `${check} ${ok}`)).toEqual([
      'configuration false',
      'gitlab true',
      'token true',
      'token true',
      'clock true',
    ]);
    expect(await doctor(patient(api, { mistakes, gitlab: null }))).toHaveLength(2);
  });

  it('lets a bug of ours through: it is no finding', async () => {
    const bug = async () => {
      throw new TypeError('a bug');
    };
    await expect(doctor(patient(gitlab({ hooks: bug }).api))).rejects.toThrow(TypeError);
  });
});

type SlackApi = Exclude<NonNullable<Patient['slack']>, 'off'>['api'];

/** A Slack in which all is well, and which notes what it is asked. */
function slack(over: Partial<SlackApi> = {}): { api: SlackApi; asked: string[] } {
  const asked: string[] = [];
  const member = { id: 'U0', name: 'somebody', deleted: false, bot: false, ours: true, timezone: null };
  const channel = { id: 'C0REVIEWS', name: 'incident-reviews', archived: false, private: false };
  const well: SlackApi = {
    whoAmI: async () => ({ team: 'Acme', botUser: 'review-bot', scopes: ['chat:write'] }),
    socketWorks: async () => undefined,
    channels: async () => [{ ...channel, member: true, external: false }],
    clockSkewMs: async () => 0,
    user: async () => member,
    userByEmail: async () => member,
    ...over,
  };
  const noting = <Args extends unknown[], Result>(name: string, call: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      asked.push([name, ...args].join(' '));
      return call(...args);
    };
  };
  const api: SlackApi = {
    whoAmI: noting('whoAmI', well.whoAmI),
    socketWorks: noting('socketWorks', well.socketWorks),
    channels: noting('channels', well.channels),
    clockSkewMs: noting('clockSkewMs', well.clockSkewMs),
    user: noting('user', well.user),
    userByEmail: noting('userByEmail', well.userByEmail),
  };
  return { api, asked };
}

describe('doctor, of Slack', () => {
  const scopes = { required: ['chat:write'], optional: [] };
  const ofSlack = (over: Partial<SlackApi>, delivery: 'http' | 'socket' = 'http') => {
    const { api, asked } = slack(over);
    const about = patient(gitlab().api, { slack: { delivery, scopes, api } });
    return { about, asked };
  };

  it('asks for the channels once and for each mapped person, and finds nothing where all is well', async () => {
    const { about, asked } = ofSlack({});
    expect(await findings(about)).toEqual([]);
    expect(asked).toEqual([
      'whoAmI',
      'clockSkewMs',
      'channels',
      'user U0MARIA',
      'userByEmail jonas@example.com',
    ]);
  });

  it('asks whether a socket would be opened only where Socket Mode is set', async () => {
    const { about, asked } = ofSlack({ socketWorks: refuse('slack-unauthorized') }, 'socket');
    expect(await findings(about)).toEqual(['false slack: the app token: slack-unauthorized: no']);
    expect(asked).toContain('socketWorks');
  });

  it('stops asking a Slack that cannot be reached', async () => {
    const { about, asked } = ofSlack({ whoAmI: refuse('slack-unreachable') }, 'socket');
    expect(await findings(about)).toEqual(['false slack: the bot token: slack-unreachable: no']);
    expect(asked).toEqual(['whoAmI']);
  });

  it('looks at the app token although the bot token is refused', async () => {
    const { about, asked } = ofSlack({ whoAmI: refuse('slack-unauthorized') }, 'socket');
    expect(await findings(about)).toEqual(['false slack: the bot token: slack-unauthorized: no']);
    expect(asked).toEqual(['whoAmI', 'socketWorks']);
  });

  it('goes on after a question that fails', async () => {
    const { about } = ofSlack({
      channels: refuse('slack-missing-scope'),
      user: refuse('slack-rate-limited'),
      clockSkewMs: refuse('slack-unreadable'),
    });
    expect(await findings(about)).toEqual([
      "false clock: Slack's clock: slack-unreadable: no",
      'false channel: the channels of Slack: slack-missing-scope: no',
      'false people: maria in Slack (U0MARIA): slack-rate-limited: no',
    ]);
  });

  it('looks at Slack although the policy is wrong', async () => {
    const { about, asked } = ofSlack({});
    expect(await findings({ ...about, policy: null })).toEqual([]);
    expect(asked).toEqual(['whoAmI', 'clockSkewMs', 'channels']);
  });

  it('throws bugs on', async () => {
    const bug = async () => {
      throw new TypeError('a bug');
    };
    await expect(findings(ofSlack({ channels: bug }).about)).rejects.toThrow('a bug');
  });

  it('evaluates every query once, and says what each returned', async () => {
    const { api } = gitlab();
    const asked: string[] = [];
    const metrics: MetricsSource = {
      address: 'https://prometheus.example.com',
      readAt: async (query) => {
        asked.push(query);
        const about = { warnings: [], inPart: false, extrapolates: true };
        if (query.startsWith('all')) return { found: 'value', value: 120, ...about };
        return { found: 'several-series', count: 3, ...about };
      },
      readOver: async () => {
        throw new Error('nobody asked for it');
      },
    };
    const [checkout, ...others] = policy.services;
    if (checkout === undefined) throw new Error('there is no service');
    const queries = { requestsAffected: 'failed[$window]', requestsTotal: 'all[$window]' };
    const services = [{ ...checkout, metrics: queries }, ...others];
    const checks = await doctor(patient(api, { metrics, policy: { ...policy, services } }));
    expect(asked).toEqual(['failed[3600s]', 'all[3600s]']);
    expect(checks.filter(({ check }) => check === 'metrics').map(({ ok, text }) => `${ok} ${text}`)).toEqual([
      'false Checkout, requestsAffected: the query gives several values instead of one (3)',
      'true Checkout, requestsTotal: 120 in the last hour',
    ]);
  });

  it('asks a metrics source that does not answer no more than once', async () => {
    const { api } = gitlab();
    let asked = 0;
    const gone = async () => {
      asked += 1;
      throw new Problem('metrics-unreachable', 'ECONNREFUSED');
    };
    const metrics: MetricsSource = { address: 'https://p.example.com', readAt: gone, readOver: gone };
    const services = policy.services.map((one) => ({ ...one, metrics: { requestsAffected: 'x[$window]' } }));
    const found = await findings(patient(api, { metrics, policy: { ...policy, services } }));
    expect(asked).toBe(1);
    expect(found).toEqual([expect.stringContaining('metrics: https://p.example.com: metrics-unreachable')]);
  });
});
