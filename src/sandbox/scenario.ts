import type { SandboxClock } from './clock.ts';
import type { GitLabDouble, MadeIssue } from './gitlab/index.ts';
import { confidentialIncident, type Draft, runnerIncident, uploadIncident } from './scenario/incidents.ts';
import { queriesOf, retentionDays, scenarioTraffic } from './scenario/traffic.ts';
import type { SlackDouble } from './slack/index.ts';

/** Somebody of the scenario, with the same name on both sides. `slackId` as in `U024BE7LH`, `timezone` an IANA name. */
export type Persona = { username: string; name: string; slackId: string; timezone: string };

/** What the stage is set with: one project, its people, and incidents that wait to be closed, one for each act. */
export type Scenario = {
  project: string;
  people: Persona[];
  /** Slack user id of the bot. */
  bot: string;
  /** `channel`: the one that people made for the incident, without `#`. */
  acts: { incident: MadeIssue; channel: string }[];
  /** Username of who led the incidents, and closes them. */
  lead: string;
};

const project = 'acme/production';
const botUsername = 'incident-review-bot';

const cast = [
  { username: 'dora', name: 'Dora Lindqvist', timezone: 'Europe/Stockholm' },
  { username: 'alice', name: 'Alice Okafor', timezone: 'Europe/Berlin' },
  { username: 'carol', name: 'Carol Nguyen', timezone: 'America/New_York' },
  { username: 'bob', name: 'Bob Ferreira', timezone: 'Europe/Lisbon' },
] as const;

export const beforeTheIncident = new Date('2024-10-31T04:41:00Z');
const whenAllIsOver = new Date('2024-10-31T22:07:00Z');

/** The workspace before the service starts: its people, and the app with a token that works. */
export function setUpSlack(
  slack: SlackDouble,
  app: { botToken: string; signingSecret: string; scopes: readonly string[] },
): { people: Persona[]; bot: string } {
  const people = cast.map(({ username, name, timezone }) => {
    const { id } = slack.addUser({ name: username, realName: name, timezone });
    return { username, name, timezone, slackId: id };
  });
  const { botUser } = slack.installApp({
    ...app,
    scopes: [...app.scopes],
    botName: 'incident-reviews',
    commands: [{ command: '/incident-review', shouldEscape: true }],
  });
  return { people, bot: botUser.id };
}

/** The configuration file of the sandbox, as an installer would write it. */
export function scenarioConfiguration(people: readonly Persona[], metricsUrl: string): string {
  const [runners, uploads] = scenarioTraffic;
  return `
gitlab:
  projects:
    - incidents: ${project}
people:
${people.map(({ username, slackId, timezone }) => `  - { gitlab: ${username}, slack: ${slackId}, timezone: ${timezone} }`).join('\n')}
services:
  - label: "Service::CI Runners"
    team: runner
    owners: [alice, carol]
    manager: bob
    channel: "#g_runner"
    metrics:${queriesOf(runners)}
  - label: "Service::Uploads"
    team: storage
    owners: [carol]
    manager: bob
    channel: "#g_storage"
    metrics:${queriesOf(uploads)}
metrics:
  url: ${metricsUrl}
  retentionDays: ${retentionDays}
`;
}

/** Lets the day of the incidents pass, in an empty GitLab and a Slack without channels. */
export async function setTheStage(
  { gitlab, slack, clock }: { gitlab: GitLabDouble; slack: SlackDouble; clock: SandboxClock },
  bot: { token: string; webhookToken: string; webhookUrl: string },
  cast: { people: Persona[]; bot: string },
): Promise<Scenario> {
  setUpGitLab(gitlab, bot, cast.people);
  const everybody = cast.people.map(({ username }) => username);
  for (const name of ['incident-reviews', 'g_runner', 'g_storage']) {
    slack.addChannel({ name, members: everybody });
  }
  const acts: Scenario['acts'] = [];
  const happenings = [runnerIncident, confidentialIncident, uploadIncident].flatMap((draft, index) => {
    const channel = `incident-${index + 1}`;
    const opens = {
      at: draft.opened,
      happen: async () => void acts.push(open(draft, channel, { gitlab, slack })),
    };
    const talk = draft.talk.map(({ at, by, text }) => ({
      at,
      happen: () => slack.as(by).say(channel, text),
    }));
    return [opens, ...talk];
  });
  // Slack's messages are told apart by their time, so the day has to pass in order.
  for (const { at, happen } of happenings.sort((a, b) => (a.at < b.at ? -1 : 1))) {
    clock.set(new Date(at));
    await happen();
  }
  clock.set(whenAllIsOver);
  return { ...cast, project, acts, lead: 'dora' };
}

function setUpGitLab(
  gitlab: GitLabDouble,
  bot: { token: string; webhookToken: string; webhookUrl: string },
  people: readonly Persona[],
): void {
  gitlab.addUser({ username: botUsername, name: 'Incident Review Bot', bot: true });
  for (const { username, name } of people) gitlab.addUser({ username, name });
  gitlab.addProject({
    path: project,
    visibility: 'private',
    members: {
      [botUsername]: 'maintainer',
      ...Object.fromEntries(people.map(({ username }) => [username, 'developer' as const])),
    },
  });
  gitlab.addToken({ value: bot.token, user: botUsername });
  gitlab.addHook(project, { url: bot.webhookUrl, token: bot.webhookToken });
}

/** An incident as it was opened, with what became of it already in its timeline, and the channel for it. */
function open(
  { issue, helpers, timeline, alert, reverted }: Draft,
  channel: string,
  { gitlab, slack }: { gitlab: GitLabDouble; slack: SlackDouble },
): Scenario['acts'][number] {
  const dora = gitlab.as('dora');
  const incident = dora.createIncident(project, issue);
  slack.addChannel({ name: channel, private: issue.confidential ?? false, members: ['dora', ...helpers] });
  for (const { note, occurredAt, tag } of timeline) {
    dora.addTimelineEvent(incident, { note, occurredAt, ...(tag ? { tags: [tag] } : {}) });
  }
  if (alert) gitlab.addAlert(incident, alert);
  if (reverted) ship(reverted, incident.iid, gitlab);
  return { incident, channel };
}

/** The change behind an incident, and its revert, as GitLab knows them in the end. */
function ship(
  { cause, revert }: NonNullable<Draft['reverted']>,
  incident: number,
  gitlab: GitLabDouble,
): void {
  const { iid } = gitlab.addMergeRequest(project, cause);
  const description = `This reverts merge request !${iid}\n\nBecause of #${incident}`;
  const reverting = gitlab.addMergeRequest(project, { ...revert, description });
  const deploy = (mergeRequest: number, finishedAt: string) =>
    gitlab.addDeployment(project, {
      environment: 'production',
      finishedAt,
      mergeRequests: [mergeRequest],
      user: revert.author,
    });
  deploy(iid, cause.deployedAt);
  deploy(reverting.iid, revert.deployedAt);
}
