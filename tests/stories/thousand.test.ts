import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, setStage } from './stage.ts';

const closures = 1_000;

const policy = `
gitlab: { projects: [{ incidents: acme/production }] }
slack: { incidentChannel: "#fires-{iid}" }
people:
  - { gitlab: alice, email: alice@example.com }
  - { gitlab: carol, email: carol@example.com }
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice, carol], manager: bob, channel: "#g_runner" }
  - { label: "Service::API", team: api, owners: [carol], manager: bob }
`;

let stage: Stage;
beforeEach(async () => {
  const limits = { requests: 2_000, newIssues: 200, newNotes: 60 };
  stage = await setStage({ policy, slack: true, gitlab: { limits } });
});
afterEach(() => stage.close());

test('1,000 closures at once, GitLab and Slack with their limits: all opened and announced, none twice', async () => {
  stage.slack.faults.limitPosts(1);
  const incidents = Array.from({ length: closures }, (_, n) =>
    stage.incident({
      labels: ['incident', 'severity::2', n % 2 === 0 ? 'Service::CI Runners' : 'Service::API'],
    }),
  );
  for (const incident of incidents) stage.gitlab.as('dora').close(incident);
  await stage.calm();
  // Not a second has passed, and GitLab takes no more in this minute.
  expect(stage.reviews().length).toBeLessThan(closures / 4);
  const said = () =>
    ['g_runner', 'incident-reviews'].map((name) =>
      stage.slack.channel(name).messages.filter(({ metadata }) => metadata !== null),
    );
  expect(said().flat().length).toBeLessThan(10);

  // 200 new issues a minute, of which a tenth is left to others: five minutes and a half.
  for (let seconds = 0; seconds < 345; seconds += 1) await stage.after(1_000);
  expect(stage.reviews()).toHaveLength(closures);
  // Nobody had told us of that limit: it was found out, once.
  expect(stage.gitlab.requests.length).toBeLessThan(10_000);
  expect(stage.gitlab.requests.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(12);
  // Two channels of five hundred each: the pace is kept, and hardly a second is lost.
  for (let seconds = 345; seconds < closures * 0.56; seconds += 1) await stage.after(1_000);
  for (const messages of said()) expect(messages).toHaveLength(closures / 2);
  const keys = said()
    .flat()
    .map(({ metadata }) => metadata?.event_payload.key);
  expect(new Set(keys).size).toBe(closures);
  // Hardly a call was made in vain.
  const posts = stage.slack.requests.filter(({ method }) => method === 'chat.postMessage');
  const limited = posts.filter(({ answer }) => answer?.status === 429);
  expect(limited.length).toBeLessThan(closures * 0.01);
  expect(await stage.storage.parked()).toEqual([]);
  // The owners are mentioned, and Slack was asked for few people only.
  const text = JSON.stringify(said());
  expect(text.split('"user_id"').length - 1).toBe(closures);
  const lookups = stage.slack.requests.filter(({ method }) => method === 'users.lookupByEmail');
  expect(lookups.length).toBeLessThan(20);
  for (const { iid } of incidents.slice(0, 20)) {
    const row = (await stage.storage.reviews(closures)).find(({ incident }) => incident.iid === iid);
    expect(row?.announcement).toMatchObject({ outcome: 'announced', tried: [{ place: `#fires-${iid}` }] });
  }
}, 180_000);
