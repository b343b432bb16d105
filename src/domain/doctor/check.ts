import type { ProblemCode } from '../problems.ts';

/** What `doctor` looks at, in this order. */
export type CheckName =
  | 'configuration'
  | 'database'
  | 'gitlab'
  | 'token'
  | 'clock'
  | 'project'
  | 'hook'
  | 'people'
  | 'template'
  | 'slack'
  | 'channel'
  | 'metrics';

/** One line of `doctor`: false has to be mended before the service does its work, `warn` should be. */
export type Check = { check: CheckName; ok: true | false | 'warn'; text: string; mend: string | null };

/** What a question to the world outside was answered with. */
export type Answer<T> = { value: T } | { problem: ProblemCode; detail: string; retryAfterMs?: number };

export function fine(check: CheckName, text: string): Check {
  return { check, ok: true, text, mend: null };
}

export function doubtful(check: CheckName, text: string, mend: string): Check {
  return { check, ok: 'warn', text, mend };
}

export function wrong(check: CheckName, text: string, mend: string): Check {
  return { check, ok: false, text, mend };
}

/** A question that could not be answered is a finding like any other. `what` names the question. */
export function unanswered(
  check: CheckName,
  what: string,
  { problem, detail }: { problem: ProblemCode; detail: string },
): Check {
  return wrong(check, `${what}: ${detail || problem}`, mends[problem]);
}

const mends: Record<ProblemCode, string> = {
  'gitlab-unreachable': 'check GITLAB_URL, the network, proxies and the certificate of GitLab',
  'gitlab-timeout': 'check GITLAB_URL and the network, and whether GitLab is overloaded',
  'gitlab-unavailable': 'try again later; if it stays, look at the log of GitLab',
  'gitlab-rate-limited': 'try again in a few minutes',
  'gitlab-waiting': 'try again in a few minutes',
  'gitlab-stale': 'try again in a minute',
  'gitlab-uncertain': 'try again in a few minutes',
  'gitlab-unauthorized': 'make a new token with the scope api and put it into GITLAB_TOKEN',
  'gitlab-forbidden': 'give the token the scope api and its user a higher role in the project',
  'gitlab-not-found': 'check how it is written, and that the user of the token may see it',
  'gitlab-locked': 'try again',
  'gitlab-conflict': 'try again',
  'gitlab-refused': 'check the version of GitLab: 15.2 is the oldest that can tell all of this',
  'gitlab-moved': 'write the address or path to which GitLab redirects',
  'gitlab-unreadable':
    'check that GITLAB_URL is the address of GitLab itself and not of a page in front of it',
  'slack-unreachable': 'check the network, proxies, and SLACK_API_URL if it is set',
  'slack-broken-off': 'check the network, and whether Slack has an incident of its own',
  'slack-unavailable': 'try again later; the status page of Slack tells more',
  'slack-rate-limited': 'try again in a minute',
  'slack-waiting': 'try again in a minute',
  'slack-uncertain': 'try again in a few minutes',
  'slack-unauthorized': 'install the Slack app again and put its new token into SLACK_BOT_TOKEN',
  'slack-missing-scope': 'compare the scopes of the app with deploy/slack-manifest.json and install it again',
  'slack-closed': 'check how the channel is written, and invite the bot if it is private',
  'slack-refused': 'the text has the words of Slack',
  'slack-unreadable': 'check that SLACK_API_URL, if it is set, leads to Slack',
  'metrics-unreachable': 'check metrics.url, the network, proxies and certificates',
  'metrics-timeout': 'try again; if it stays, make the query lighter with a recording rule',
  'metrics-unavailable': 'try again later; if it stays, look at the log of the metrics source',
  'metrics-unauthorized': 'put a token that may query into PROMETHEUS_TOKEN',
  'metrics-refused': 'mend the query of this service',
  'metrics-moved': 'write the address to which it redirects into metrics.url, unless it is a login page',
  'metrics-unreadable':
    'metrics.url is what stands before /api/v1/query: that of Mimir ends with /prometheus, that of Loki with /loki',
  'metrics-too-large': 'the query returns many series: write sum(…) around it',
  'chart-not-drawn': 'give the process more memory, some 130 MB for a second',
  'template-missing': 'add the template to the project, or name another one in review.template',
  'app-failed': 'look at the log of the app',
  'storage-unavailable': 'check the path in DATABASE_URL, who owns the folder and how much space is free',
  'storage-damaged': 'restore a backup of the database, or have the row mended that the log names',
};
