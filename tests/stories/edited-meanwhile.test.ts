import { afterEach, expect, test, vi } from 'vitest';
import { project, type Stage, setStage } from './stage.ts';

let stage: Stage;
let iid: number;
afterEach(async () => {
  vi.restoreAllMocks();
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

/**
 * A review whose labels, and whose first owner, GitLab did not accept. Both wait to be mended, because GitLab does
 * not show the review for ten minutes; after that its replica is behind, and it loses webhooks.
 */
async function begin(owners: string[]): Promise<void> {
  const policy = `
gitlab: { projects: [{ incidents: acme/production }] }
services: [{ label: "Service::CI Runners", owners: [${owners}] }]
`;
  // What waits waits equally long, so that the owner comes first: who has just written is shown nothing old.
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  stage = await setStage({ role: 'guest', policy });
  stage.gitlab.addUser({ username: 'stranger' });
  const incident = stage.incident();
  iid = incident.iid + 1;
  const reading = { method: 'GET', path: new RegExp(`/issues/${iid}$`) };
  stage.gitlab.faults.next({ ...reading, kind: '503', times: Number.POSITIVE_INFINITY });
  stage.gitlab.as('dora').close(incident);
  await stage.calm();
  stage.clock.advance(600_000);
  stage.gitlab.addMember(project, 'incident-review-bot', 'maintainer');
  stage.gitlab.faults.clear();
  stage.gitlab.faults.lag(5_000);
  stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 9 });
}

async function allIsDone(): Promise<void> {
  await stage.after(1_000);
  for (let minutes = 0; minutes < 3; minutes += 1) await stage.after(60_000);
  expect(await stage.storage.depth()).toMatchObject({ intents: 0, parkedIntents: 0 });
}

test('a text that a person wrote a second ago stays', async () => {
  await begin([]);
  stage.gitlab.as('dora').editDescription({ project, iid }, 'The name server was full');
  await allIsDone();
  expect(stage.reviews()[0]?.description).toBe('The name server was full');
});

test('whom a person assigned a second ago stays', async () => {
  await begin(['stranger', 'carol']);
  stage.gitlab.as('dora').assign({ project, iid }, ['bob']);
  await allIsDone();
  expect(stage.reviews()[0]?.assignees).toEqual(['bob']);
});

test('what nobody touched is mended', async () => {
  await begin(['stranger', 'carol']);
  await allIsDone();
  const [review] = stage.reviews();
  expect(review?.assignees).toEqual(['carol']);
  expect(review?.description).toMatch(/- \[ \].*guideline:service-label /);
});
