import { describe, expect, it } from 'vitest';
import type { TokenFacts } from '../../../src/domain/doctor/facts.ts';
import { tokenDaysLeft } from '../../../src/domain/doctor/token.ts';
import { type Check, judge } from '../../../src/domain/doctor.ts';
import { aHook, aPolicy, aProject, aService, aUser, now, someFacts, someRest } from './cases.ts';

const lines = (checks: Check[]) => checks.map(({ ok, check, text }) => `${ok} ${check}: ${text}`);

/** Only what is not well. */
const findings = (checks: Check[]) => lines(checks.filter(({ ok }) => ok !== true));

describe('a service that is well', () => {
  it('has one line for each thing that was looked at, and nothing to mend', () => {
    const checks = judge(someFacts());
    expect(lines(checks)).toEqual([
      'true configuration: environment and configuration file are in order',
      'true database: the database can be written',
      'true gitlab: GitLab 18.5.1 answers at https://gitlab.example.com',
      'true token: the token is that of project_7_bot and has the scope api',
      'true token: the token ends in 193 days, on 2027-06-01',
      "true clock: our clock and GitLab's agree; signed deliveries may be 5 minutes off",
      'true project: acme/production (incidents and reviews): our role is Maintainer',
      'true hook: acme/production: the webhook is enabled and sends issues and comments, confidential ones too',
      'true people: Service::Checkout: DRI can be maria, tomek, jonas',
      'true template: the template incident-review exists',
    ]);
    expect(checks.every(({ mend }) => mend === null)).toBe(true);
  });
});

describe('what is not well', () => {
  it('always says how to mend it', () => {
    const checks = judge(
      someFacts(
        {
          mistakes: [{ text: 'PORT: found "x"', mend: null }],
          database: { problem: 'storage-unavailable', detail: '' },
        },
        {
          rest: someRest({
            clockSkewMs: { value: 900_000 },
            projects: [
              aProject({
                hooks: {
                  value: [
                    aHook({ status: 'disabled', issues: false, tokenSet: false, customTemplate: true }),
                  ],
                },
              }),
              aProject({ name: 'acme/other', access: { value: 10 } }),
            ],
            users: new Map([['maria', { value: null }]]),
            templates: [{ template: 'x', inProject: null, exists: { value: false } }],
          }),
        },
      ),
    ).filter(({ ok }) => ok !== true);
    expect(checks.length).toBeGreaterThan(8);
    expect(checks.filter(({ mend }) => mend === null)).toEqual([]);
  });
});

describe('the configuration', () => {
  it('has one line for each mistake, and what it left unknown is not judged', () => {
    const mistakes = [
      { text: 'GITLAB_TOKEN: found nothing', mend: null },
      { text: 'services[0].ownrs: found an unknown key', mend: 'did you mean owners?' },
    ];
    const checks = judge(someFacts({ mistakes, database: null, gitlab: null, policy: null, webhooks: null }));
    expect(checks).toEqual([
      {
        check: 'configuration',
        ok: false,
        text: 'GITLAB_TOKEN: found nothing',
        mend: 'see docs/configuration.md',
      },
      {
        check: 'configuration',
        ok: false,
        text: 'services[0].ownrs: found an unknown key',
        mend: 'did you mean owners?',
      },
    ]);
  });
});

describe('GitLab', () => {
  it('that cannot be reached is one line, not one for each question', () => {
    const version = { problem: 'gitlab-unreachable', detail: 'gitlab-unreachable: ECONNREFUSED' } as const;
    expect(findings(judge(someFacts({}, { version, token: null, rest: null })))).toEqual([
      'false gitlab: https://gitlab.example.com: gitlab-unreachable: ECONNREFUSED',
    ]);
  });

  it('that refuses the token is there; the token is what is wrong', () => {
    const refused = { problem: 'gitlab-unauthorized', detail: 'gitlab-unauthorized: 401' } as const;
    const checks = judge(someFacts({}, { version: refused, token: refused, rest: null }));
    expect(lines(checks).slice(2)).toEqual([
      'true gitlab: GitLab answers at https://gitlab.example.com',
      'false token: the token: gitlab-unauthorized: 401',
    ]);
  });

  it('that does not answer a single question is not silent about the others', () => {
    const problem = { problem: 'gitlab-timeout', detail: 'late' } as const;
    const rest = someRest({
      clockSkewMs: problem,
      projects: [aProject({ hooks: problem, members: problem })],
      users: new Map([['maria', problem]]),
      templates: [{ template: 'gitlab:X', inProject: 'acme/production', exists: problem }],
    });
    expect(findings(judge(someFacts({}, { rest })))).toEqual([
      "false clock: GitLab's clock: late",
      'false hook: acme/production, its webhooks: late',
      'false people: acme/production, its members: late',
      'false people: maria (Service::Checkout): late',
      'false template: the template gitlab:X in acme/production: late',
    ]);
  });
});

describe('the token', () => {
  const judged = (over: Partial<TokenFacts>) => {
    const token = { identity: { id: 90, username: 'bot' }, scopes: ['api'], expiresOn: null, active: true };
    return findings(judge(someFacts({}, { token: { value: { ...token, ...over } } })));
  };

  it('needs the scope api', () => {
    expect(judged({ scopes: ['read_api', 'read_user'] })).toEqual([
      'false token: the token is that of bot and has only read_api, read_user',
    ]);
    expect(judged({ scopes: [] })).toEqual(['false token: the token is that of bot and has no scope']);
  });

  it('must not be revoked', () => {
    expect(judged({ active: false })).toEqual(['false token: the token of bot is revoked or has ended']);
  });

  it.each([
    ['2026-12-05', []],
    ['2026-12-04', ['warn token: the token ends in 14 days, on 2026-12-04']],
    ['2026-11-21', ['warn token: the token ends in 1 day, on 2026-11-21']],
    ['2026-11-20', ['false token: the token ended on 2026-11-20']],
    ['2026-01-01', ['false token: the token ended on 2026-01-01']],
    [null, []],
  ])('that ends on %s: %j', (expiresOn, expected) => {
    expect(judged({ expiresOn })).toEqual(expected);
  });

  it('has its days counted in UTC', () => {
    expect(tokenDaysLeft('2026-11-21', '2026-11-20T23:59:59.000Z')).toBe(1);
    expect(tokenDaysLeft('2026-11-21', '2026-11-21T00:00:00.000Z')).toBe(0);
    expect(tokenDaysLeft('2027-03-30', now)).toBe(130);
  });
});

describe('the clocks', () => {
  it.each([
    [299_999, []],
    [-299_999, []],
    [300_000, [/behind GitLab's/]],
    [-300_000, [/ahead of GitLab's/]],
  ])('%d ms apart', (skewMs, expected) => {
    const found = findings(judge(someFacts({}, { rest: someRest({ clockSkewMs: { value: skewMs } }) })));
    expect(found).toEqual(expected.map((text) => expect.stringMatching(text)));
  });
});

describe('a project', () => {
  const judged = (...projects: ReturnType<typeof aProject>[]) =>
    findings(judge(someFacts({}, { rest: someRest({ projects }) })));

  it('that is not there is told by its configured name', () => {
    const project = { problem: 'gitlab-not-found', detail: '404' } as const;
    expect(judged(aProject({ project, access: null, hooks: null, members: null }))).toEqual([
      'false project: acme/production: 404',
    ]);
  });

  it.each([
    [0, 'false project: acme/production (incidents and reviews): our role is none: we are no member'],
    [10, 'false project: acme/production (incidents and reviews): our role is Guest'],
    [15, 'warn project: acme/production (incidents and reviews): our role is Planner'],
  ])('in which our level is %d', (level, line) => {
    expect(judged(aProject({ access: { value: level }, hooks: null }))[0]).toBe(line);
  });

  it.each([20, 30])('in which our level is %d is well, but for the webhooks that it hides', (level) => {
    expect(judged(aProject({ access: { value: level }, hooks: null }))).toEqual([
      'warn hook: acme/production: only a Maintainer can see webhooks',
    ]);
  });

  it('that is configured by path and by id is found out', () => {
    expect(judged(aProject(), aProject({ name: '7', holds: ['incidents'] }))).toEqual([
      'false project: acme/production and 7 are the same project',
    ]);
    expect(judged(aProject({ holds: ['incidents'] }), aProject({ name: '7', holds: ['reviews'] }))).toEqual(
      [],
    );
  });
});

describe('who may become DRI', () => {
  const judged = (
    users: [string, Parameters<typeof aUser>[1] | null | 'member'][],
    visibility = 'private',
  ) => {
    const known = users.map(([name, over], index) => {
      const value = over === null ? null : aUser(index + 1, over === 'member' ? {} : over);
      return [name, { value }] as const;
    });
    const project = aProject();
    if ('value' in project.project && visibility === 'public') {
      project.project = { value: { ...project.project.value, visibility } };
    }
    return findings(judge(someFacts({}, { rest: someRest({ users: new Map(known), projects: [project] }) })));
  };

  it('must exist, not be blocked, and be a person', () => {
    expect(
      judged([
        ['maria', null],
        ['tomek', { active: false }],
        ['jonas', { bot: true }],
      ]),
    ).toEqual([
      'false people: maria (Service::Checkout) is no user of this GitLab',
      'false people: tomek (Service::Checkout) is blocked',
      'false people: jonas (Service::Checkout) is a bot',
      'false people: Service::Checkout: nobody it names can be DRI',
    ]);
  });

  it('must be a member where reviews are private, and should be elsewhere', () => {
    expect(judged([['maria', { id: 99 }]])).toEqual([
      'false people: maria (Service::Checkout) is no member of acme/production',
    ]);
    expect(judged([['maria', { id: 99 }]], 'public')).toEqual([
      'warn people: maria (Service::Checkout) is no member of acme/production and cannot see confidential reviews',
    ]);
  });

  it('is told once, with all the services', () => {
    const policy = aPolicy({
      services: [aService(), aService({ label: 'Service::Cart', owners: ['MARIA'], manager: null })],
    });
    const rest = someRest({ users: new Map([['maria', { value: null }]]) });
    expect(findings(judge(someFacts({ policy }, { rest })))).toEqual([
      'false people: maria (Service::Checkout, Service::Cart) is no user of this GitLab',
      'false people: Service::Cart: nobody it names can be DRI',
    ]);
  });

  it('is nobody where a service names nobody, which is a warning', () => {
    const policy = aPolicy({ services: [aService({ owners: [], manager: null })] });
    expect(findings(judge(someFacts({ policy })))).toEqual([
      'warn people: Service::Checkout has neither owners nor a manager',
    ]);
  });

  it('is the assignee of the incident where there are no services', () => {
    expect(lines(judge(someFacts({ policy: aPolicy({ services: [] }) })))).toContain(
      'true people: no services are configured: the DRI is the assignee of the incident',
    );
  });
});

describe('a template', () => {
  it('that is not there is told with the place where it should be', () => {
    const rest = someRest({
      templates: [
        { template: 'incident-revue', inProject: null, exists: { value: false } },
        { template: 'gitlab:Big One', inProject: 'acme/production', exists: { value: false } },
      ],
    });
    const checks = judge(someFacts({}, { rest })).filter(({ ok }) => !ok);
    expect(checks.map(({ text, mend }) => [text, mend])).toEqual([
      [
        'the template incident-revue does not exist',
        'name one of templates/ in review.template or review.templates',
      ],
      [
        'the template gitlab:Big One in acme/production does not exist',
        'add .gitlab/issue_templates/Big One.md to the default branch',
      ],
    ]);
  });
});
