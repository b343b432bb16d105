import { nearest } from '../domain/nearest.ts';
import type { Mistake } from './mistakes.ts';

/** Variables by name, as the process got them. */
export type Environment = Record<string, string | undefined>;

/** All that the environment may say. `default` is what an unset variable says; null: nothing. */
export const variables = {
  GITLAB_URL: { secret: false, default: 'https://gitlab.com', means: 'where GitLab is' },
  GITLAB_TOKEN: {
    secret: true,
    default: null,
    means: 'a project, group or personal access token with the scope `api`',
  },
  GITLAB_WEBHOOK_TOKEN: {
    secret: true,
    default: null,
    means: 'what `X-Gitlab-Token` must say; several, comma-separated, while you change it',
  },
  GITLAB_WEBHOOK_SIGNING_TOKEN: {
    secret: true,
    default: null,
    means: '`whsec_…` of signed deliveries (GitLab 19.0 and newer); where set, the signature alone decides',
  },
  SLACK_BOT_TOKEN: { secret: true, default: null, means: '`xoxb-…`; Slack is off without it' },
  SLACK_SIGNING_SECRET: { secret: true, default: null, means: 'needed unless `SLACK_APP_TOKEN` is set' },
  SLACK_APP_TOKEN: {
    secret: true,
    default: null,
    means: '`xapp-…`; set: Socket Mode, nothing comes in from Slack over HTTP',
  },
  SLACK_API_URL: { secret: false, default: null, means: 'a proxy in front of Slack, or a fake' },
  PROMETHEUS_TOKEN: { secret: true, default: null, means: 'bearer token for `metrics.url`' },
  DATABASE_URL: {
    secret: true,
    default: 'sqlite:data/incident-review-bot.db',
    means: 'where everything is kept: `sqlite:` and the path of a file, or `postgres://…`',
  },
  CONFIG_FILE: { secret: false, default: 'incident-review.yml', means: 'the configuration file' },
  PUBLIC_URL: {
    secret: false,
    default: null,
    means: 'how people and GitLab reach this service; unset: `http://localhost:PORT`',
  },
  HOST: { secret: false, default: '0.0.0.0', means: 'the address to listen on' },
  PORT: { secret: false, default: '3000', means: 'the port to listen on; 0 = any free one' },
  ADMIN_PORT: {
    secret: false,
    default: '9464',
    means: 'the port of `/metrics`; 0 = any free one, printed in the log',
  },
  LOG_LEVEL: {
    secret: false,
    default: 'info',
    means: '`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`',
  },
} as const satisfies Record<string, { secret: boolean; default: string | null; means: string }>;

export type VariableName = keyof typeof variables;

/** What is wrong with the text of a variable, or the value that was read from it. */
export type Reading<T> = { value: T } | { found: string; allowed: string; mend?: string };

/** Reads variables and remembers every mistake on the way. */
export type Reader = {
  /** Whether a variable says something itself. */
  isSet(name: VariableName): boolean;
  /** The variable or its default, without white space around it. null: neither, or wrong, which is noted. */
  read<T>(name: VariableName, readAs: (text: string) => Reading<T>): T | null;
  wrong(path: string, mistake: { found: string; allowed: string; mend?: string }): void;
  /** Notes that one of these variables must be set and none is. */
  missing(names: readonly VariableName[], allowed: string): void;
  mistakes: Mistake[];
};

export function readerOf(env: Environment): Reader {
  const mistakes: Mistake[] = [];
  const textOf = (name: VariableName) => env[name]?.trim() || null;
  const reader: Reader = {
    mistakes,
    isSet: (name) => textOf(name) !== null,
    read(name, readAs) {
      const text = textOf(name) ?? variables[name].default;
      if (text === null) return null;
      const reading = readAs(text);
      if ('value' in reading) return reading.value;
      reader.wrong(name, reading);
      return null;
    },
    wrong(path, { found, allowed, mend }) {
      mistakes.push({ path, file: null, line: null, column: null, found, allowed, mend: mend ?? null });
    },
    missing(names, allowed) {
      const meant = names.flatMap((name) => misspelt(name, env));
      const mend = meant.length > 0 ? { mend: meant.join('; ') } : {};
      reader.wrong(names.join(' or '), { found: 'nothing', allowed, ...mend });
    },
  };
  return reader;
}

/** So short a text says nothing, and hiding it wherever it stands would hide much else. */
const leastSecret = 8;

/**
 * All secrets of the environment, also of variables that are not in order: whatever is written anywhere must be
 * without them. Of an address only its password is one.
 */
export function secretsIn(env: Environment): string[] {
  const names = Object.entries(variables).flatMap(([name, { secret }]) => (secret ? [name] : []));
  const values = names.flatMap((name) => {
    const text = env[name]?.trim() ?? '';
    if (name !== 'DATABASE_URL') return [text, ...text.split(',').map((part) => part.trim())];
    const password = URL.parse(text)?.password ?? '';
    return [password, decoded(password)];
  });
  return [...new Set(values)].filter((value) => value.length >= leastSecret);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not as addresses are written: then it stands nowhere in another form either.
    return text;
  }
}

/** What to say when a variable is set that we do not know and that is almost called so. */
function misspelt(name: VariableName, env: Environment): string[] {
  const unknown = Object.keys(env).filter((other) => env[other]?.trim() && !(other in variables));
  const near = nearest(name, unknown);
  return near === null || near.length < name.length - 2 ? [] : [`${near} is set: did you mean ${name}?`];
}
