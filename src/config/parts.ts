import { type LogLevel, readGitLabUrl, readHost, readLogLevel, readPort, readUrl } from './addresses.ts';
import { type Database, readDatabaseUrl } from './database-url.ts';
import type { Reader } from './environment.ts';
import { readPolicy } from './file.ts';
import { shown } from './places.ts';
import type { FilePolicy } from './schema.ts';
import { readSecret, readSecrets, readSigningTokens, readToken, readTokenOf } from './secrets.ts';

/** `url` has no `/` at its end. */
export type GitLabAccess = { url: string; token: string };

/** At least one of the two holds something. Where there are signing tokens, they alone decide. */
export type WebhookSecrets = { tokens: string[]; signingTokens: string[] };

/** `apiUrl` null: Slack's own. */
export type SlackAccess = {
  botToken: string;
  delivery: { by: 'http'; signingSecret: string } | { by: 'socket'; appToken: string };
  apiUrl: string | null;
};

/**
 * Where to listen; port 0 is any free one. `publicUrl` null: not set, which means
 * `http://localhost:` and the port that was taken.
 */
export type Listening = { host: string; port: number; adminPort: number; publicUrl: string | null };

/** What the configuration is made of. A command names the parts it needs; the others are not even looked at. */
export type Parts = {
  gitlab: GitLabAccess;
  /** For what can do without GitLab; null: no token is set. */
  gitlabIfAny: GitLabAccess | null;
  webhooks: WebhookSecrets;
  /** null: Slack is off. */
  slack: SlackAccess | null;
  prometheus: { token: string | null };
  database: Database;
  http: Listening;
  log: { level: LogLevel };
  /** The configuration file. */
  policy: FilePolicy;
  /** For what can do without configuration; null: none is named, and there is none in the usual place. */
  policyIfAny: FilePolicy | null;
};

export type Part = keyof Parts;

/** Reads a text file; null: there is none. Throws when it is there and cannot be read. */
export type ReadFile = (path: string) => string | null;

/** Each returns undefined after it has noted a mistake. */
export const partReaders: { [P in Part]: (reader: Reader, readFile: ReadFile) => Parts[P] | undefined } = {
  gitlab: readGitLab,
  gitlabIfAny: (reader) => (reader.isSet('GITLAB_TOKEN') ? readGitLab(reader) : null),
  webhooks: readWebhooks,
  slack: readSlack,
  prometheus: (reader) => ({ token: reader.read('PROMETHEUS_TOKEN', readToken) }),
  database: (reader) => reader.read('DATABASE_URL', readDatabaseUrl) ?? undefined,
  http: readListening,
  log: (reader) => ({ level: reader.read('LOG_LEVEL', readLogLevel) ?? 'info' }),
  policy: readPolicyFile,
  policyIfAny: (reader, readFile) =>
    reader.isSet('CONFIG_FILE') ? readPolicyFile(reader, readFile) : readPolicyIfThere(reader, readFile),
};

function readGitLab(reader: Reader): GitLabAccess | undefined {
  const url = reader.read('GITLAB_URL', readGitLabUrl);
  if (!reader.isSet('GITLAB_TOKEN')) {
    const allowed = 'a project, group or personal access token with the scope api';
    reader.missing(['GITLAB_TOKEN'], allowed);
  }
  const token = reader.read('GITLAB_TOKEN', readToken);
  return url === null || token === null ? undefined : { url, token };
}

function readWebhooks(reader: Reader): WebhookSecrets {
  const names = ['GITLAB_WEBHOOK_TOKEN', 'GITLAB_WEBHOOK_SIGNING_TOKEN'] as const;
  if (!names.some(reader.isSet)) {
    const allowed = 'one of the two, as in the settings of the webhook in GitLab';
    reader.missing(names, allowed);
  }
  return {
    tokens: reader.read('GITLAB_WEBHOOK_TOKEN', readSecrets) ?? [],
    signingTokens: reader.read('GITLAB_WEBHOOK_SIGNING_TOKEN', readSigningTokens) ?? [],
  };
}

function readSlack(reader: Reader): SlackAccess | null | undefined {
  const botToken = reader.read('SLACK_BOT_TOKEN', readTokenOf(['xoxb-', 'xoxe.xoxb-']));
  const appToken = reader.read('SLACK_APP_TOKEN', readTokenOf(['xapp-']));
  const signingSecret = reader.read('SLACK_SIGNING_SECRET', readSecret);
  const apiUrl = reader.read('SLACK_API_URL', readUrl);
  if (!reader.isSet('SLACK_BOT_TOKEN')) return null;
  if (!reader.isSet('SLACK_APP_TOKEN') && !reader.isSet('SLACK_SIGNING_SECRET')) {
    const allowed = 'the signing secret of the Slack app, or its app token for Socket Mode';
    reader.missing(['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'], allowed);
  }
  if (botToken === null) return undefined;
  if (appToken !== null) return { botToken, delivery: { by: 'socket', appToken }, apiUrl };
  return signingSecret === null ? undefined : { botToken, delivery: { by: 'http', signingSecret }, apiUrl };
}

function readListening(reader: Reader): Listening | undefined {
  const host = reader.read('HOST', readHost);
  const port = reader.read('PORT', readPort);
  const adminPort = reader.read('ADMIN_PORT', readPort);
  const publicUrl = reader.read('PUBLIC_URL', readUrl);
  if (host === null || port === null || adminPort === null) return undefined;
  if (port === adminPort && port !== 0) {
    reader.wrong('ADMIN_PORT', {
      found: `${adminPort}, the same as PORT`,
      allowed: 'another port than PORT: what is on it must not be open to the world',
    });
  }
  return { host, port, adminPort, publicUrl };
}

const configFileAllowed = 'a YAML file; incident-review.example.yml is one to start from';
const configFileOf = (reader: Reader) => reader.read('CONFIG_FILE', (text) => ({ value: text }));

function readPolicyFile(reader: Reader, readFile: ReadFile): FilePolicy | undefined {
  const policy = readPolicyIfThere(reader, readFile);
  if (policy !== null) return policy;
  const found = `${shown(configFileOf(reader))}, where there is no file`;
  reader.wrong('CONFIG_FILE', { found, allowed: configFileAllowed });
  return undefined;
}

/** null: there is no such file. */
function readPolicyIfThere(reader: Reader, readFile: ReadFile): FilePolicy | null | undefined {
  const path = configFileOf(reader);
  if (path === null) return undefined;
  let text: string | null;
  try {
    text = readFile(path);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    const found = `${shown(path)}, which cannot be read: ${because}`;
    reader.wrong('CONFIG_FILE', { found, allowed: configFileAllowed });
    return undefined;
  }
  if (text === null) return null;
  const reading = readPolicy(text, path);
  if ('policy' in reading) return reading.policy;
  reader.mistakes.push(...reading.mistakes);
  return undefined;
}
