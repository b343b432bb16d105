import { describe, expect, it } from 'vitest';
import { loadConfig, type Mistake, type Part, secretsIn } from '../../src/config.ts';

const noFile = () => null;

function mistakesOf(env: Record<string, string>, ...needs: Part[]): Mistake[] {
  const loaded = loadConfig(env, noFile, needs);
  return 'mistakes' in loaded ? loaded.mistakes : [];
}

function configOf<P extends Part>(env: Record<string, string>, ...needs: P[]) {
  const loaded = loadConfig(env, noFile, needs);
  if ('mistakes' in loaded) throw new Error(JSON.stringify(loaded.mistakes));
  return loaded.config;
}

const whsec = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

describe('secrets', () => {
  it.each([
    ['GITLAB_WEBHOOK_TOKEN', 'hunter2-hunter2', 'webhooks'],
    ['GITLAB_WEBHOOK_SIGNING_TOKEN', 'whsec_aHVudGVyMg==', 'webhooks'],
    ['GITLAB_WEBHOOK_SIGNING_TOKEN', 'whsec_hunter2!hunter2!hunter2', 'webhooks'],
    ['GITLAB_WEBHOOK_SIGNING_TOKEN', 'hunter2hunter2hunter2hunter2', 'webhooks'],
    ['GITLAB_TOKEN', 'glpat-hunter2 and more', 'gitlab'],
    ['SLACK_SIGNING_SECRET', 'hunter2', 'slack'],
    ['SLACK_BOT_TOKEN', 'hunter2', 'slack'],
    ['SLACK_APP_TOKEN', 'xoxb-hunter2', 'slack'],
    ['PROMETHEUS_TOKEN', 'Bearer hunter2', 'prometheus'],
    ['DATABASE_URL', 'postgres://bot:hunter2@db', 'database'],
    ['DATABASE_URL', 'hunter2', 'database'],
    ['GITLAB_URL', 'https://bot:hunter2@gitlab.example.com', 'gitlab'],
    ['GITLAB_URL', 'ftp://bot:hunter2@gitlab.example.com', 'gitlab'],
  ] as const)('%s: a wrong value (%s) is a mistake that never shows it', (name, value, part) => {
    const mistake = mistakesOf({ [name]: value }, part).find(({ path }) => path.startsWith(name));
    expect(mistake).toBeDefined();
    expect(JSON.stringify(mistake)).not.toContain('hunter2');
    expect(JSON.stringify(mistake)).not.toContain('aHVudGVyMg');
  });

  it('are told by their length when they are short', () => {
    expect(mistakesOf({ GITLAB_WEBHOOK_TOKEN: 'fifteen-letters' }, 'webhooks')).toMatchObject([
      { path: 'GITLAB_WEBHOOK_TOKEN', found: '15 characters', allowed: 'at least 16 characters' },
    ]);
    expect(mistakesOf({ GITLAB_WEBHOOK_TOKEN: 'sixteen-letters!' }, 'webhooks')).toEqual([]);
  });

  it('can be several, for rotation, and every short one is named', () => {
    const good = 'a-webhook-token-of-ours';
    expect(configOf({ GITLAB_WEBHOOK_TOKEN: `${good}, ${good}2,` }, 'webhooks').webhooks.tokens).toEqual([
      good,
      `${good}2`,
    ]);
    expect(mistakesOf({ GITLAB_WEBHOOK_TOKEN: `${good},abc,de` }, 'webhooks')).toMatchObject([
      { found: '3 characters (number 2 of 3); 2 characters (number 3 of 3)' },
    ]);
    expect(mistakesOf({ GITLAB_WEBHOOK_TOKEN: ' , ,' }, 'webhooks')).toMatchObject([
      { found: 'commas alone' },
    ]);
  });

  it('sign with at least 16 bytes, in canonical base64', () => {
    expect(mistakesOf({ GITLAB_WEBHOOK_SIGNING_TOKEN: whsec(15) }, 'webhooks')).toMatchObject([
      { found: 'whsec_ and 15 bytes' },
    ]);
    const unpadded = whsec(16).replaceAll('=', '');
    const { webhooks } = configOf({ GITLAB_WEBHOOK_SIGNING_TOKEN: `${unpadded},${whsec(32)}` }, 'webhooks');
    expect(webhooks).toEqual({ tokens: [], signingTokens: [whsec(16), whsec(32)] });
  });

  it('that are missing under their name are looked for under a similar one', () => {
    expect(mistakesOf({ GITLAB_TOKN: 'x' }, 'gitlab')).toMatchObject([
      { path: 'GITLAB_TOKEN', found: 'nothing', mend: 'GITLAB_TOKN is set: did you mean GITLAB_TOKEN?' },
    ]);
    expect(mistakesOf({ GITLAB_USER_NAME: 'x' }, 'gitlab')).toMatchObject([{ mend: null }]);
  });
});

describe('addresses', () => {
  it('lose the slash at their end', () => {
    const env = { GITLAB_TOKEN: 'glpat-x', GITLAB_URL: 'https://git.example.com/gitlab/' };
    expect(configOf(env, 'gitlab').gitlab.url).toBe('https://git.example.com/gitlab');
    expect(configOf({ PUBLIC_URL: 'https://bot.example.com/' }, 'http').http.publicUrl).toBe(
      'https://bot.example.com',
    );
  });

  it.each([
    ['gitlab.example.com', 'write https://gitlab.example.com'],
    ['https://gitlab.example.com/api/v4', 'without /api/v4: https://gitlab.example.com'],
    ['https://gitlab.example.com/?a=b', null],
    ['https://', null],
    ['https://u@gitlab.example.com', null],
  ])('GITLAB_URL=%s is a mistake', (url, mend) => {
    const env = { GITLAB_TOKEN: 'glpat-x', GITLAB_URL: url };
    expect(mistakesOf(env, 'gitlab')).toMatchObject([{ path: 'GITLAB_URL', mend }]);
  });

  it.each(['0', '1', '65535'])('PORT=%s is a port', (port) => {
    expect(configOf({ PORT: port }, 'http').http.port).toBe(Number(port));
  });

  it.each(['65536', '-1', '3000.5', '0x10', '3e3', 'http'])('PORT=%s is none', (port) => {
    expect(mistakesOf({ PORT: port }, 'http')).toMatchObject([{ path: 'PORT', found: `"${port}"` }]);
  });

  it('may not put the metrics on the public port, unless both are any free one', () => {
    expect(mistakesOf({ PORT: '9464' }, 'http')).toMatchObject([{ path: 'ADMIN_PORT' }]);
    expect(mistakesOf({ PORT: '0', ADMIN_PORT: '0' }, 'http')).toEqual([]);
  });

  it.each(['127.0.0.1', '::', '::1', 'localhost', 'bot.internal'])('HOST=%s can be listened on', (host) => {
    expect(configOf({ HOST: host }, 'http').http.host).toBe(host);
  });

  it.each(['0.0.0.0:80', 'http://localhost', '*'])('HOST=%s cannot', (host) => {
    expect(mistakesOf({ HOST: host }, 'http')).toMatchObject([{ path: 'HOST' }]);
  });

  it('know the levels of the log, in lower case', () => {
    expect(configOf({ LOG_LEVEL: 'trace' }, 'log').log.level).toBe('trace');
    expect(mistakesOf({ LOG_LEVEL: 'WARNING' }, 'log')).toMatchObject([{ mend: 'did you mean warn?' }]);
  });
});

describe('DATABASE_URL', () => {
  it.each([
    ['sqlite:data/x.db', 'data/x.db'],
    ['sqlite:/var/lib/x.db', '/var/lib/x.db'],
    ['sqlite:///var/lib/x.db', '/var/lib/x.db'],
    ['SQLite:./x.db', './x.db'],
  ])('%s is the file %s', (url, path) => {
    expect(configOf({ DATABASE_URL: url }, 'database').database).toEqual({ kind: 'sqlite', path });
  });

  it.each([
    'postgres://u:p@h/d',
    'postgresql://h/d',
    'postgres://u:p%40p@h:5433/d?schema=reviews&sslmode=verify-full&sslrootcert=/etc/ca.pem',
  ])('%s is a server', (url) => {
    expect(configOf({ DATABASE_URL: url }, 'database').database).toEqual({ kind: 'postgres', url });
  });

  it.each([
    ['postgres://u:hunter2@h', 'without the name of a database'],
    ['postgres:///d', 'without a host'],
    ['postgres://u:hunter2@h/d?schema=Our Reviews', 'schema="Our Reviews"'],
    ['postgres://u:hunter2@h/d?sslmode=verify', 'sslmode="verify"'],
    ['postgres://u:hunter2@h/d?schema=mine&options=-c%20work_mem=8MB', '?options='],
    ['postgres://u:hun/ter2@h/d', 'that is no address'],
  ])('%s is a mistake, which is told without the password', (url, found) => {
    const [mistake] = mistakesOf({ DATABASE_URL: url }, 'database');
    expect(mistake?.found).toContain(found);
    expect(JSON.stringify(mistake)).not.toMatch(/hun|u:/);
  });

  it.each(['sqlite:', 'sqlite://data/x.db', 'sqlite::memory:', 'data/x.db', 'mysql://h/d'])(
    '%s is a mistake',
    (url) => {
      expect(mistakesOf({ DATABASE_URL: url }, 'database')).toMatchObject([{ path: 'DATABASE_URL' }]);
    },
  );
});

describe('Slack', () => {
  const bot = { SLACK_BOT_TOKEN: 'xoxb-1-2-abc' };

  it('is off without a bot token, whatever else is set', () => {
    expect(configOf({ SLACK_APP_TOKEN: 'xapp-1' }, 'slack').slack).toBeNull();
  });

  it('needs a signing secret when it delivers over HTTP', () => {
    expect(mistakesOf(bot, 'slack')).toMatchObject([
      { path: 'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN', found: 'nothing' },
    ]);
    const secret = '0123456789abcdef0123456789abcdef';
    expect(configOf({ ...bot, SLACK_SIGNING_SECRET: secret }, 'slack').slack).toEqual({
      botToken: 'xoxb-1-2-abc',
      delivery: { by: 'http', signingSecret: secret },
      apiUrl: null,
    });
  });

  it('needs none in Socket Mode', () => {
    const env = { ...bot, SLACK_APP_TOKEN: 'xapp-1-A', SLACK_API_URL: 'http://127.0.0.1:4003/api/' };
    expect(configOf(env, 'slack').slack).toEqual({
      botToken: 'xoxb-1-2-abc',
      delivery: { by: 'socket', appToken: 'xapp-1-A' },
      apiUrl: 'http://127.0.0.1:4003/api',
    });
  });
});

describe('the secrets of an environment', () => {
  it('are the values of all its secret variables, each of several, and the password of an address', () => {
    const found = secretsIn({
      GITLAB_TOKEN: ' glpat-hunter2 ',
      GITLAB_WEBHOOK_TOKEN: 'scheme:hunter2/one, hunter2-two',
      GITLAB_URL: 'https://gitlab.example.com',
      DATABASE_URL: 'postgres://bot:hunter2%2Fthree@db/bot',
    });
    expect(found.sort()).toEqual([
      'glpat-hunter2',
      'hunter2%2Fthree',
      'hunter2-two',
      'hunter2/three',
      'scheme:hunter2/one',
      'scheme:hunter2/one, hunter2-two',
    ]);
  });

  it('are not the path of a database, nor texts so short that they stand everywhere', () => {
    expect(
      secretsIn({ DATABASE_URL: 'sqlite:data/reviews.db', GITLAB_TOKEN: 'a', SLACK_BOT_TOKEN: '' }),
    ).toEqual([]);
    expect(secretsIn({ DATABASE_URL: 'postgres://bot:%zz-hunter2@db/bot' })).toEqual(['%zz-hunter2']);
  });
});
