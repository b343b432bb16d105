/**
 * Everything outside that can go wrong, as one closed list; docs/errors.md is held equal by a test.
 * `again` says whether trying again can help. `outcome: 'unknown'` means that a write may have been
 * done: look before repeating it.
 */
export const problems = {
  'gitlab-unreachable': {
    again: true,
    outcome: 'unknown',
    means: 'GitLab did not answer: no connection, or it broke off',
  },
  'gitlab-timeout': { again: true, outcome: 'unknown', means: 'GitLab did not answer within the deadline' },
  'gitlab-unavailable': { again: true, outcome: 'unknown', means: 'GitLab answered 5xx' },
  'gitlab-rate-limited': { again: true, outcome: 'not-done', means: 'GitLab answered 429' },
  'gitlab-waiting': {
    again: true,
    outcome: 'not-done',
    means: 'A limit of GitLab is used up: this call was not sent and waits for its turn',
  },
  'gitlab-stale': {
    again: true,
    outcome: 'not-done',
    means: 'GitLab showed a state older than the event: a replica that lags behind',
  },
  'gitlab-uncertain': {
    again: true,
    outcome: 'not-done',
    means:
      'GitLab broke off while it took a write, and may be at it still: it is looked for before anything is repeated',
  },
  'gitlab-unauthorized': {
    again: true,
    outcome: 'not-done',
    means: 'GitLab answered 401: the token is wrong, expired or revoked',
  },
  'gitlab-forbidden': {
    again: false,
    outcome: 'not-done',
    means: 'GitLab answered 403: the token lacks a scope or a role',
  },
  'gitlab-not-found': {
    again: false,
    outcome: 'not-done',
    means: 'GitLab answered 404: it is not there, or the token may not see it',
  },
  'gitlab-locked': {
    again: true,
    outcome: 'not-done',
    means: 'GitLab answered 409: somebody else was writing to the same at that moment',
  },
  'gitlab-conflict': {
    again: false,
    outcome: 'not-done',
    means: 'GitLab answered another 409: it is there already, or changed meanwhile',
  },
  'gitlab-refused': {
    again: false,
    outcome: 'not-done',
    means: 'GitLab answered another 4xx: it does not accept what was sent',
  },
  'gitlab-moved': {
    again: false,
    outcome: 'not-done',
    means: 'GitLab answered with a redirect: the address or a project path has changed',
  },
  'gitlab-unreadable': {
    again: true,
    outcome: 'unknown',
    means: 'GitLab answered something that is not what its documentation says',
  },
  'slack-unreachable': {
    again: true,
    outcome: 'not-done',
    means: 'No connection to Slack could be made, so nothing was sent',
  },
  'slack-broken-off': {
    again: true,
    outcome: 'unknown',
    means: 'Slack did not answer: the connection broke off, or the deadline passed',
  },
  'slack-unavailable': {
    again: true,
    outcome: 'unknown',
    means: 'Slack answered 5xx, or with an internal error',
  },
  'slack-rate-limited': { again: true, outcome: 'not-done', means: 'Slack answered 429' },
  'slack-waiting': {
    again: true,
    outcome: 'not-done',
    means: 'A limit of Slack is used up, or a channel has just had a message: this one waits for its turn',
  },
  'slack-uncertain': {
    again: true,
    outcome: 'not-done',
    means: 'Slack broke off while it took a message: it is looked for before anything is sent again',
  },
  'slack-unauthorized': {
    again: true,
    outcome: 'not-done',
    means: 'Slack refused the bot token: it is wrong, revoked or expired',
  },
  'slack-missing-scope': {
    again: true,
    outcome: 'not-done',
    means: 'The bot token lacks a scope that the manifest asks for',
  },
  'slack-closed': {
    again: false,
    outcome: 'not-done',
    means: 'A channel or person cannot be written to: archived, missing, or closed to the bot',
  },
  'slack-refused': {
    again: false,
    outcome: 'not-done',
    means: 'Slack does not accept what was sent',
  },
  'slack-unreadable': {
    again: true,
    outcome: 'unknown',
    means: 'Slack answered something that is not what its documentation says',
  },
  'metrics-unreachable': {
    again: true,
    outcome: 'not-done',
    means: 'The metrics source did not answer: no connection, or it broke off',
  },
  'metrics-timeout': {
    again: true,
    outcome: 'not-done',
    means: 'The metrics source did not answer within the deadline, or gave the query up for its length',
  },
  'metrics-unavailable': {
    again: true,
    outcome: 'not-done',
    means: 'The metrics source answered 429 or 5xx',
  },
  'metrics-unauthorized': {
    again: true,
    outcome: 'not-done',
    means: 'The metrics source answered 401 or 403',
  },
  'metrics-refused': {
    again: true,
    outcome: 'not-done',
    means: 'The metrics source does not accept the query',
  },
  'metrics-moved': {
    again: true,
    outcome: 'not-done',
    means: 'The metrics source answered with a redirect, which is not followed: the token would go along',
  },
  'metrics-unreadable': {
    again: true,
    outcome: 'not-done',
    means: 'What answered is not the query API of a metrics source',
  },
  'metrics-too-large': {
    again: true,
    outcome: 'not-done',
    means: 'The metrics source answered with more than we read',
  },
  'chart-not-drawn': {
    again: true,
    outcome: 'not-done',
    means: 'The process that draws a chart was ended, or took too long',
  },
  'template-missing': {
    again: true,
    outcome: 'not-done',
    means: 'The template of the review is neither in templates/ nor in the project',
  },
  'app-failed': { again: true, outcome: 'unknown', means: 'An app threw while it heard an event' },
  'storage-unavailable': {
    again: true,
    outcome: 'not-done',
    means: 'The database could not be read or written',
  },
  'storage-damaged': {
    again: false,
    outcome: 'not-done',
    means: 'A part of the database is damaged and cannot be read',
  },
} as const satisfies Record<string, { again: boolean; outcome: 'unknown' | 'not-done'; means: string }>;

export type ProblemCode = keyof typeof problems;

export function isProblemCode(name: string): name is ProblemCode {
  return Object.hasOwn(problems, name);
}

/** A failure of the world outside, already translated. Bugs are ordinary errors and never this class. */
export class Problem extends Error {
  readonly code: ProblemCode;
  /** How long the other side asked us to wait, where it did. */
  readonly retryAfterMs: number | null;

  constructor(code: ProblemCode, detail: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(`${code}: ${detail}`, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
