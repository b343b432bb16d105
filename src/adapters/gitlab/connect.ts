import { AsyncLocalStorage } from 'node:async_hooks';
import type { GitLab } from '../../ports/gitlab.ts';
import type { GitLabArchive } from '../../ports/gitlab-archive.ts';
import type { GitLabDoctor } from '../../ports/gitlab-doctor.ts';
import type { GitLabHooks } from '../../ports/gitlab-hooks.ts';
import { accessCall } from './access.ts';
import { readAlerts } from './alerts.ts';
import { archiveCalls } from './archive.ts';
import { openBudget } from './budget.ts';
import { catchUpCall, watchWrites } from './catch-up.ts';
import { changeCalls } from './changes.ts';
import { doctorCalls } from './doctor.ts';
import { askOver } from './graphql.ts';
import { hookCalls } from './hooks.ts';
import { findIssueById } from './issue-by-id.ts';
import { issueCalls } from './issues.ts';
import { listCalls } from './lists.ts';
import { noteCalls } from './notes.ts';
import { peopleCalls } from './people.ts';
import { projectCalls } from './projects.ts';
import { redactorOf } from './redact.ts';
import { openResources } from './resources.ts';
import { readTimeline } from './timeline.ts';
import { openTransport, type TransportOptions } from './transport.ts';
import { uploadCalls } from './uploads.ts';
import { withinGitLab } from './within-gitlab.ts';

/** `url` is where GitLab stands, with its relative path if it has one: `https://example.com/gitlab/`. */
export type GitLabOptions = Omit<TransportOptions, 'budget'> & { url: string };

/**
 * GitLab through its REST and GraphQL APIs (15.2 and newer), for one token. Sends nothing by itself.
 * Throws for an address or a token that could never be sent; every later failure is a `Problem`.
 */
export function connectGitLab(options: GitLabOptions): GitLab & GitLabArchive & GitLabDoctor & GitLabHooks {
  const baseUrl = baseOf(options.url);
  checkToken(options.token);
  const { now, log } = options;
  const urgency = new AsyncLocalStorage<true>();
  const isUrgent = () => urgency.getStore() === true;
  const budget = openBudget({ host: new URL(baseUrl).hostname, now, isUrgent });
  const fetchIt = withinGitLab(baseUrl, options.fetch ?? fetch);
  const { send, wroteLately } = watchWrites(openTransport({ ...options, budget, fetch: fetchIt }), now);
  const ask = askOver(send, baseUrl, redactorOf(options.token));
  const resources = openResources(send, baseUrl);
  const people = peopleCalls(resources, now);
  const accessOf = accessCall(resources);
  return {
    heldBackMs: budget.heldBackMs,
    urgently: (work) => urgency.run(true, work),
    ...people,
    ...listCalls(resources),
    ...archiveCalls(resources),
    ...hookCalls(send, baseUrl, log),
    ...projectCalls(resources, now),
    ...issueCalls(resources, { now, log }),
    ...catchUpCall(resources, wroteLately),
    ...noteCalls(resources),
    ...changeCalls(resources),
    ...uploadCalls(resources),
    accessOf,
    ...doctorCalls(resources, { whoAmI: people.whoAmI, accessOf }, { now, log }),
    issueById: (id) => findIssueById(ask, id),
    alertsRaised: (issueId) => readAlerts(ask, issueId),
    timeline: (projectPath, issueId) => readTimeline(ask, projectPath, issueId),
  };
}

/** Without a slash at its end: gitbeaker would ask for `//api/v4`. */
function baseOf(address: string): string {
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new TypeError('The address of GitLab begins with neither https:// nor http://');
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** The platform's own complaint about such a header would quote the token. */
function checkToken(token: string): void {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new TypeError('The GitLab token is empty or has characters that no header may carry');
  }
}
