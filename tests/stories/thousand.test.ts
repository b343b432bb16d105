import { afterEach, beforeEach, expect, test } from 'vitest';
import { many } from './many.ts';
import { type Stage, setStage } from './stage.ts';

const closures = many;

const policy = `
gitlab: { projects: [{ incidents: acme/production }] }
slack: { incidentChannel: "#fires-{iid}" }
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice, carol], manager: bob, channel: "#g_runner" }
  - { label: "Service::API", team: api, owners: [carol], manager: bob }
`;

let stage: Stage;
beforeEach(async () => {
  // A GitLab that takes it all at once: what its limits do is told in limits.test.ts.
  const limits = { requests: 1_000_000, newIssues: null, newNotes: null };
  stage = await setStage({ policy, slack: true, gitlab: { limits } });
});
afterEach(() => stage.close());

test(`${many} closures at once, Slack at one message per second and channel: all announced, none twice`, async () => {
  stage.slack.faults.limitPosts(1);
  const incidents = Array.from({ length: closures }, (_, n) =>
    stage.incident({
      labels: ['incident', 'severity::2', n % 2 === 0 ? 'Service::CI Runners' : 'Service::API'],
    }),
  );
  for (const incident of incidents) stage.gitlab.as('dora').close(incident);
  await stage.calm();
  // Not a second has passed: GitLab's side waits for nobody.
  expect(stage.reviews()).toHaveLength(closures);
  const said = () =>
    ['g_runner', 'incident-reviews'].map((name) =>
      stage.slack.channel(name).messages.filter(({ metadata }) => metadata !== null),
    );
  expect(said().flat().length).toBeLessThan(10);

  // Two channels, half of them in each: the pace is kept, and hardly a second is lost.
  for (let seconds = 0; seconds < closures * 0.52; seconds += 1) await stage.after(1_000);
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
  for (const { iid } of incidents.slice(0, 20)) {
    const row = (await stage.storage.reviews(closures)).find(({ incident }) => incident.iid === iid);
    expect(row?.announcement).toMatchObject({ outcome: 'announced', tried: [{ place: `#fires-${iid}` }] });
  }
}, 400_000);
