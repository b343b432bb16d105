import { describe, expect, it } from 'vitest';
import { everyPart, loadConfig, type Mistake, type Part } from '../../src/config.ts';
import type { Policy } from '../../src/domain/policy.ts';

const smallestFile = 'gitlab:\n  projects:\n    - incidents: acme/production\n';

const serving = {
  GITLAB_TOKEN: 'glpat-0123456789abcdefghij',
  GITLAB_WEBHOOK_TOKEN: 'a-webhook-token-of-ours',
};

const fileOnly = (text: string | null) => () => text;

function load<P extends Part>(
  env: Record<string, string | undefined>,
  needs: readonly P[],
  file: string | null = smallestFile,
) {
  const loaded = loadConfig(env, fileOnly(file), needs);
  if ('mistakes' in loaded) throw new Error(loaded.mistakes.map(({ path }) => path).join(', '));
  return loaded.config;
}

function mistakesOf(
  env: Record<string, string | undefined>,
  needs: readonly Part[],
  file: string | null = smallestFile,
): Mistake[] {
  const loaded = loadConfig(env, fileOnly(file), needs);
  return 'mistakes' in loaded ? loaded.mistakes : [];
}

describe('a whole configuration', () => {
  it('has the defaults of everything that is not said', () => {
    const config = load(serving, everyPart);
    expect(config).toMatchObject({
      gitlab: { url: 'https://gitlab.com', token: 'glpat-0123456789abcdefghij' },
      webhooks: { tokens: ['a-webhook-token-of-ours'], signingTokens: [] },
      slack: null,
      prometheus: { token: null },
      database: { kind: 'sqlite', path: 'data/incident-review-bot.db' },
      http: { host: '0.0.0.0', port: 3000, adminPort: 9464, publicUrl: null },
      log: { level: 'info' },
    });
    expect(config.policy).toEqual({
      gitlab: { projects: [{ incidents: 'acme/production', reviews: 'acme/production' }] },
      incident: { label: 'incident' },
      trigger: {
        when: ['closed'],
        labels: { mitigated: 'Incident::Mitigated', resolved: 'Incident::Resolved' },
        severities: [1, 2],
        requestedBy: 'review-requested',
        notNeeded: 'review-not-needed',
      },
      review: {
        template: 'incident-review',
        templates: {},
        labels: ['IncidentReview'],
        copyLabels: ['Service::*', 'severity::*'],
        due: { days: 5, unit: 'working', from: 'resolved' },
        dueBySeverity: {},
      },
      people: [],
      services: [],
      metrics: { url: null, link: null, linkHosts: [], retentionDays: 7 },
      calendar: {
        timezone: 'UTC',
        workdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
        hours: '09:00-17:00',
        holidays: [],
        assumeZone: null,
      },
      nags: {
        before: ['3d', '1d'],
        dueDay: true,
        overdueEvery: '1d',
        escalate: [
          { after: '2d', to: 'manager' },
          { after: '5d', to: '#incident-reviews' },
        ],
        accept: { within: '1d' },
      },
      slack: {
        command: '/incident-review',
        reviewsChannel: '#incident-reviews',
        incidentChannel: '#incident-{iid}',
      },
      digest: {
        day: 'mon',
        at: '09:00',
        timezone: 'UTC',
        channel: '#incident-reviews',
        issueIn: null,
        graceHours: 48,
      },
      correctiveActions: { label: 'corrective action', sloDays: { 1: 7, 2: 30, 3: 60, 4: 90 } },
      guidelines: { closeLabel: null, reopen: false, extra: [] },
      retention: { deliveriesMs: 14 * 24 * 3_600_000 },
      apps: [],
    });
  });

  it('is frozen to the bottom', () => {
    const config = load(serving, everyPart);
    expect(() => config.policy.trigger.severities.push(3)).toThrow(TypeError);
    expect(() => Object.assign(config.policy.review.due, { days: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.gitlab, { token: 'x' })).toThrow(TypeError);
  });

  it('holds what decisions need, in their own type', () => {
    const { policy } = load(serving, ['policy']);
    const forDecisions = policy satisfies Omit<Policy, 'apps' | 'botUsers' | 'projectIds' | 'watchingSince'>;
    expect(forDecisions.gitlab.projects).toHaveLength(1);
  });

  it('takes a variable that is empty or blank for unset', () => {
    const config = load({ ...serving, GITLAB_URL: '', LOG_LEVEL: '  ', SLACK_BOT_TOKEN: '' }, everyPart);
    expect(config.gitlab.url).toBe('https://gitlab.com');
    expect(config.log.level).toBe('info');
    expect(config.slack).toBeNull();
  });

  it('tells every mistake at once, those of the environment first', () => {
    const file = 'gitlab:\n  projects: []\ntrigger:\n  severities: [5]\n';
    const env = { PORT: '99999', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://u:p@h/d' };
    expect(mistakesOf(env, everyPart, file).map(({ path }) => path)).toEqual([
      'GITLAB_TOKEN',
      'GITLAB_WEBHOOK_TOKEN or GITLAB_WEBHOOK_SIGNING_TOKEN',
      'DATABASE_URL',
      'PORT',
      'LOG_LEVEL',
      'gitlab.projects',
      'trigger.severities[0]',
    ]);
  });
});

describe('a command that needs only some parts', () => {
  it('does not look at the others', () => {
    const env = { GITLAB_URL: 'nonsense', DATABASE_URL: 'sqlite:/var/lib/bot.db', PORT: 'x' };
    expect(load(env, ['database'], null)).toEqual({ database: { kind: 'sqlite', path: '/var/lib/bot.db' } });
  });

  it('can do with the file and without the secret of the webhook', () => {
    const config = load({}, ['policy', 'gitlabIfAny', 'log']);
    expect(config.gitlabIfAny).toBeNull();
    expect(config.policy.incident.label).toBe('incident');
  });

  it('can do without the file where none is named, and is told of its mistakes where there is one', () => {
    expect(load({}, ['policyIfAny'], null).policyIfAny).toBeNull();
    expect(load({}, ['policyIfAny']).policyIfAny?.calendar.assumeZone).toBeNull();
    const named = mistakesOf({ CONFIG_FILE: 'policy.yml' }, ['policyIfAny'], null);
    expect(named).toMatchObject([{ path: 'CONFIG_FILE', found: '"policy.yml", where there is no file' }]);
    const broken = mistakesOf({}, ['policyIfAny'], `${smallestFile}calendar: { assumeZone: Berlin }\n`);
    expect(broken).toMatchObject([{ path: 'calendar.assumeZone', mend: 'did you mean Europe/Berlin?' }]);
  });

  it('gets GitLab where a token is set, and its mistakes too', () => {
    expect(load(serving, ['gitlabIfAny']).gitlabIfAny?.token).toBe('glpat-0123456789abcdefghij');
    const env = { ...serving, GITLAB_URL: 'ftp://gitlab.example.com' };
    expect(mistakesOf(env, ['gitlabIfAny']).map(({ path }) => path)).toEqual(['GITLAB_URL']);
  });
});

describe('the configuration file', () => {
  it('is looked for where CONFIG_FILE says, else beside the service', () => {
    const asked: string[] = [];
    const readFile = (path: string) => {
      asked.push(path);
      return smallestFile;
    };
    loadConfig({}, readFile, ['policy']);
    loadConfig({ CONFIG_FILE: '/etc/bot.yml' }, readFile, ['policy']);
    expect(asked).toEqual(['incident-review.yml', '/etc/bot.yml']);
  });

  it('is missed by its name', () => {
    expect(mistakesOf({ CONFIG_FILE: 'elsewhere.yml' }, ['policy'], null)).toEqual([
      {
        path: 'CONFIG_FILE',
        file: null,
        line: null,
        column: null,
        found: '"elsewhere.yml", where there is no file',
        allowed: 'a YAML file; incident-review.example.yml is one to start from',
        mend: null,
      },
    ]);
  });

  it('that cannot be read is a mistake and no crash', () => {
    const denied = () => {
      throw new Error('EACCES: permission denied');
    };
    const loaded = loadConfig({}, denied, ['policy']);
    expect(loaded).toMatchObject({
      mistakes: [{ path: 'CONFIG_FILE', found: expect.stringContaining('permission denied') }],
    });
  });
});
