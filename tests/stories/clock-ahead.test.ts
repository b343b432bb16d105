import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
let aheadMs = 0;
const start = '2024-10-31T05:00:00.000Z';
beforeEach(async () => {
  aheadMs = 0;
  const clock = { now: () => start };
  stage = await setStage({ start, gitlab: { now: () => new Date(Date.parse(clock.now()) + aheadMs) } });
  clock.now = stage.clock.now;
  await stage.reconcile();
});
afterEach(() => stage.close());

const minute = 60_000;
const dora = () => stage.gitlab.as('dora');

/** One edit while GitLab's clock is a day ahead. */
async function editTomorrow(incident: { project: number; iid: number }): Promise<void> {
  aheadMs = 24 * 60 * minute;
  dora().setTitle(incident, 'A better title');
  await stage.calm();
  aheadMs = 0;
}

async function goOn(): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await stage.after(10 * minute);
    await stage.reconcile();
  }
}

test.each([
  ['told', 0],
  ['found', 9],
])('a closure is %s after GitLab had stamped an edit with tomorrow', async (_, lost) => {
  const incident = stage.incident();
  await stage.after(minute);
  await editTomorrow(incident);
  stage.clock.advance(minute);
  if (lost > 0) stage.gitlab.faults.nextWebhook({ kind: 'lost', times: lost });
  dora().close(incident);
  await goOn();
  expect(stage.reviews()).toHaveLength(1);
});

test.each([
  ['a minute later', minute],
  ['before that edit came in', 0],
])('confidentiality that comes %s is not lost', async (_, laterMs) => {
  const incident = stage.incident();
  dora().close(incident);
  await stage.after(minute);
  await editTomorrow(incident);
  // What is stamped later than now counts from now: from when it came in.
  stage.clock.advance(laterMs);
  const turned = dora();
  if (laterMs === 0) aheadMs = -30_000;
  turned.setConfidential(incident, true);
  aheadMs = 0;
  await goOn();
  expect(stage.reviews().map(({ confidential }) => confidential)).toEqual([true]);
});
