import { connectGitLab } from '../../src/adapters/gitlab/connect.ts';
import type { IssueAddress, IssueDraft } from '../../src/ports/gitlab.ts';
import {
  type GitLabDoubleOptions,
  type MadeIssue,
  startGitLabDouble,
} from '../../src/sandbox/gitlab/index.ts';

export const botToken = 'glpat-contract-bot-000001';

/**
 * A GitLab with a private project of incidents, a public one and a hidden one, and the adapter in front of
 * it with the token of a bot that is Developer in the first two.
 */
export async function startWorld(options: Partial<GitLabDoubleOptions> = {}) {
  const clock = { ms: Date.parse('2026-03-02T08:00:00.000Z') };
  const double = await startGitLabDouble({ now: () => new Date(clock.ms), ...options });
  for (const username of ['noor', 'dana', 'ravi']) double.addUser({ username });
  double.addUser({ username: 'gina', name: 'Guest Gina' });
  double.addUser({ username: 'review-bot', bot: true });
  const members = {
    noor: 'maintainer',
    dana: 'developer',
    gina: 'guest',
    'review-bot': 'developer',
  } as const;
  const live = double.addProject({ path: 'shop/live', visibility: 'private', members });
  const open = double.addProject({ path: 'shop/open', visibility: 'public', members });
  const hidden = double.addProject({
    path: 'board/secret',
    visibility: 'private',
    members: { ravi: 'owner' },
  });
  double.addToken({ value: botToken, user: 'review-bot', expiresOn: '2027-03-01' });
  const connect = (token: string, callTimeoutMs = 5_000) =>
    connectGitLab({
      url: double.url,
      token,
      now: () => clock.ms,
      callTimeoutMs,
      sleep: async (ms) => {
        clock.ms += ms;
      },
    });
  return { double, clock, connect, gitlab: connect(botToken), live, open, hidden };
}

export type GitLabWorld = Awaited<ReturnType<typeof startWorld>>;

/** An open incident of high severity in `shop/live`. */
export function makeIncident({ double }: GitLabWorld): MadeIssue {
  return double.as('noor').createIncident('shop/live', {
    title: 'Checkout answers 502',
    severity: 'high',
    labels: ['Service::Checkout'],
  });
}

export function addressOf({ project, iid }: MadeIssue): IssueAddress {
  return { project, iid };
}

/** A review as we would open it. */
export function draftOf(changes: Partial<IssueDraft> = {}): IssueDraft {
  return {
    title: 'Incident Review: Checkout answers 502',
    description: '## Summary\n\nNothing yet.',
    labels: ['IncidentReview', 'Service::Checkout'],
    assignee: null,
    dueDate: null,
    confidential: false,
    ...changes,
  };
}
