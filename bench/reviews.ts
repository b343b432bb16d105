import { setTimeout as sleep } from 'node:timers/promises';
import { type GitLabDouble, startGitLabDouble } from '../src/sandbox/gitlab/index.ts';
import { gitlabToken, startService } from './contestants.ts';
import { secret } from './delivery.ts';
import { startSlowWay } from './slow-gitlab.ts';
import type { Row } from './table.ts';

const closures = 1_000;
const latencyMs = 20;
const project = 'acme/production';
const mostRequests = 7;

const policy = `
gitlab: { projects: [{ incidents: ${project} }] }
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice, carol], manager: bob }
`;

/**
 * How fast the reviews of closures that come all at once are opened, through a GitLab double that answers
 * after 20 ms and has no limits. The double works in this process, on the other core.
 */
export async function measureReviews(tell: (line: string) => void): Promise<Row[]> {
  const limits = { requests: 1_000_000, newIssues: null, newNotes: null };
  const gitlab = await startGitLabDouble({ now: () => new Date(), limits });
  const way = await startSlowWay(gitlab.url, latencyMs);
  const incidents = fill(gitlab);
  const service = await startService({ policy, gitlabUrl: way.url });
  try {
    gitlab.addHook(project, {
      url: `http://127.0.0.1:${service.port}/webhooks/gitlab`,
      token: secret,
    });
    gitlab.forgetRequests();
    const startedMs = performance.now();
    for (const incident of incidents) gitlab.as('dora').close(incident);
    let opened = 0;
    for (let told = 0; opened < closures; ) {
      await sleep(50);
      opened = countPosts(gitlab, /\/issues$/);
      if (opened - told < 100) continue;
      told = opened;
      tell(`reviews: ${opened} open after ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    while (countPosts(gitlab, /\/links$/) < closures) await sleep(50);
    const requests = gitlab.requests.length / closures;
    return [
      {
        what: `reviews opened per second, ${closures} closures at once, GitLab ${latencyMs} ms away`,
        service: closures / seconds,
        digits: 1,
        goals: [],
      },
      {
        what: 'requests to GitLab per review',
        service: requests,
        digits: 2,
        goals: [{ text: `≤ ${mostRequests}`, met: requests <= mostRequests }],
      },
    ];
  } finally {
    await service.stop();
    await way.close();
    await gitlab.close();
  }
}

function fill(gitlab: GitLabDouble) {
  gitlab.addUser({ username: 'incident-review-bot', bot: true });
  const people = ['dora', 'alice', 'carol', 'bob'];
  for (const username of people) gitlab.addUser({ username });
  const members = Object.fromEntries(people.map((name) => [name, 'developer' as const]));
  gitlab.addProject({ path: project, members: { ...members, 'incident-review-bot': 'maintainer' } });
  gitlab.addToken({ value: gitlabToken, user: 'incident-review-bot' });
  return Array.from({ length: closures }, (_, n) =>
    gitlab.as('dora').createIncident(project, {
      title: `Runner verification answers 500 (${n})`,
      labels: ['incident', 'severity::2', 'Service::CI Runners'],
    }),
  );
}

function countPosts(gitlab: GitLabDouble, path: RegExp): number {
  return gitlab.requests.filter(
    ({ method, path: asked, status }) => method === 'POST' && path.test(asked) && status === 201,
  ).length;
}
