import type { SandboxClock } from './clock.ts';
import type { GitLabDouble, MadeIssue } from './gitlab/index.ts';

/** What the stage is set with: one project, its people, and an incident that waits to be closed. */
export type Scenario = { project: string; incident: MadeIssue; lead: string };

/** The configuration file of the sandbox, as an installer would write it. */
export const scenarioConfiguration = `
gitlab:
  projects:
    - incidents: acme/production
services:
  - label: "Service::CI Runners"
    team: runner
    owners: [alice, carol]
    manager: bob
  - label: "Service::API"
    team: api
    owners: [carol]
    manager: bob
`;

export const beforeTheIncident = new Date('2024-10-31T05:02:00Z');
const whenItIsOver = new Date('2024-10-31T22:07:00Z');

/** Sets the stage in an empty GitLab. Figures are those of a real incident at GitLab; names and words are made up. */
export function setTheStage(
  gitlab: GitLabDouble,
  clock: SandboxClock,
  bot: { token: string; webhookToken: string; webhookUrl: string },
): Scenario {
  const project = 'acme/production';
  gitlab.addUser({ username: 'incident-review-bot', name: 'Incident Review Bot', bot: true });
  for (const [username, name] of [
    ['dora', 'Dora Lindqvist'],
    ['alice', 'Alice Okafor'],
    ['carol', 'Carol Nguyen'],
    ['bob', 'Bob Ferreira'],
  ] as const) {
    gitlab.addUser({ username, name });
  }
  gitlab.addProject({
    path: project,
    visibility: 'private',
    members: {
      'incident-review-bot': 'maintainer',
      dora: 'developer',
      alice: 'developer',
      carol: 'developer',
      bob: 'developer',
    },
  });
  gitlab.addToken({ value: bot.token, user: 'incident-review-bot' });
  gitlab.addHook(project, { url: bot.webhookUrl, token: bot.webhookToken });

  const dora = gitlab.as('dora');
  const incident = dora.createIncident(project, {
    title: 'Runner verification API answers 500',
    description: description.trim(),
    labels: ['incident', 'severity::2', 'Service::CI Runners', 'Incident::Active'],
    assignees: ['dora'],
    severity: 'high',
  });
  dora.addTimelineEvent(incident, {
    note: 'Runner managers begin to get 500 from the verification endpoint',
    occurredAt: '2024-10-31T04:18:00.000Z',
    tags: ['Start time'],
  });
  clock.set(whenItIsOver);
  dora.addTimelineEvent(incident, {
    note: 'The foreign keys are dropped by hand, requests succeed again',
    occurredAt: '2024-10-31T22:05:00.000Z',
    tags: ['End time'],
  });
  return { project, incident, lead: 'dora' };
}

const description = `
Group runners cannot be verified: \`POST /runners/verify\` answers 500 as soon as a runner manager
shows up that the database has not seen before.

A foreign key went live before the rows it points at were copied over. A revert is on its way; if it
does not remove the key from every partition, it has to be dropped by hand.

- Roughly 550 top-level namespaces hit, about 12 % of all
- Roughly 5 million requests refused, some of them retries
`;
