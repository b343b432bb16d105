import { randomUUID } from 'node:crypto';
import { wallClock } from './compose/clocks.ts';
import {
  composeApps,
  composeGitLab,
  composeLog,
  composeMetricsSource,
  composeStorage,
  composeTemplates,
  wrongTemplates,
} from './compose.ts';
import {
  type Environment,
  everyPart,
  loadConfig,
  type Mistake,
  mistakeLine,
  type Part,
  type Parts,
  readTextFile,
} from './config.ts';
import type { Check } from './domain/doctor.ts';
import { doctor, type Patient } from './flows/doctor.ts';
import type { Log } from './ports/log.ts';

/** Looks at whatever is configured; what is configured wrongly is a finding, and the rest is looked at all the same. */
export async function examine(env: Environment): Promise<Check[]> {
  const all = loadConfig(env, readTextFile, everyPart);
  const mistakes = 'mistakes' in all ? all.mistakes : [];
  const { gitlab, database, policy, http, webhooks, slack, prometheus } = soundParts(env);
  const log = composeLog({ log: { level: 'silent' } }, 'stderr', []);
  return doctor({
    now: wallClock.now(),
    mistakes: [...mistakes.map(asFinding), ...(policy ? await wrongNames(env, policy, log) : [])],
    checkDatabase: database ? () => checkDatabase(database) : null,
    gitlab: gitlab ? { url: gitlab.url, api: composeGitLab(gitlab, log) } : null,
    slack: slack === undefined ? null : slack === null ? 'off' : await slackPatient(slack),
    metrics: policy && prometheus ? ((await composeMetricsSource({ policy, prometheus })) ?? 'off') : null,
    policy: policy ?? null,
    webhooks:
      http && webhooks
        ? {
            publicUrl: http.publicUrl,
            secretsSet: { token: webhooks.tokens.length > 0, signing: webhooks.signingTokens.length > 0 },
          }
        : null,
    ownTemplates: composeTemplates().reviewTemplates(),
  });
}

function soundParts(
  env: Environment,
): Partial<Pick<Parts, 'gitlab' | 'database' | 'policy' | 'http' | 'webhooks' | 'slack' | 'prometheus'>> {
  const sound = <P extends Part>(part: P): Partial<Pick<Parts, P>> => {
    const loaded = loadConfig(env, readTextFile, [part]);
    return 'config' in loaded ? loaded.config : {};
  };
  return {
    ...sound('gitlab'),
    ...sound('database'),
    ...sound('policy'),
    ...sound('http'),
    ...sound('webhooks'),
    ...sound('slack'),
    ...sound('prometheus'),
  };
}

/** Slack's client is loaded only where Slack is on. */
async function slackPatient(access: NonNullable<Parts['slack']>): Promise<Patient['slack']> {
  const { botToken, apiUrl, delivery } = access;
  const [{ connectSlack }, { slackDoctor }, { requiredScopes, optionalScopes }] = await Promise.all([
    import('./adapters/slack/connect.ts'),
    import('./adapters/slack/doctor.ts'),
    import('./adapters/slack/methods.ts'),
  ]);
  const appToken = delivery.by === 'socket' ? delivery.appToken : null;
  const now = () => Date.parse(wallClock.now());
  return {
    delivery: delivery.by,
    scopes: { required: requiredScopes, optional: optionalScopes },
    api: {
      // It says nothing: there is no message that has to be found again.
      ...connectSlack({ token: botToken, apiUrl, markSecret: randomUUID(), now }),
      ...slackDoctor({ botToken, appToken, apiUrl, now }),
    },
  };
}

/** Templates and apps that the file names and that are not there: `serve` would refuse to start. */
async function wrongNames(
  env: Environment,
  policy: Parts['policy'],
  log: Log,
): Promise<{ text: string; mend: string | null }[]> {
  const configFile = env.CONFIG_FILE?.trim() || 'incident-review.yml';
  const { mistakes } = await composeApps({ policy, configFile }, log);
  return [...wrongTemplates(policy, composeTemplates()), ...mistakes].map((text) => ({ text, mend: null }));
}

function asFinding(mistake: Mistake): { text: string; mend: string | null } {
  return { text: mistakeLine(mistake), mend: mistake.mend };
}

async function checkDatabase(database: Parts['database']): Promise<void> {
  const { storage } = await composeStorage({ database });
  try {
    await storage.checkWritable();
  } finally {
    await storage.close();
  }
}
