import { afterEach, beforeEach, expect, test } from 'vitest';
import { project, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const minute = 60_000;

test('a confidential review that our role hides by now is not taken for deleted', async () => {
  stage.gitlab.setVisibility(project, 'public');
  const dora = stage.gitlab.as('dora');
  const incident = stage.incident();
  const byHand = dora.createIssue(project, { title: 'Incident Review: written by dora', confidential: true });
  dora.link(incident, byHand);
  dora.close(incident);
  await stage.calm();
  stage.gitlab.addMember(project, 'incident-review-bot', 'guest');
  await stage.after(60 * minute);
  dora.addLabels(incident, ['review-requested']);
  for (let times = 0; times < 10; times += 1) await stage.after(2 * minute);
  expect(stage.reviews()).toHaveLength(1);
  expect(await stage.storage.parked()).toMatchObject([
    {
      what: 'verify-review',
      problem: 'gitlab-forbidden',
      detail: expect.stringContaining('role is too low'),
    },
  ]);
});
