import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ slack: true });
  stage.slack.addChannel({ name: 'incident-1', members: ['dora', 'incident-review-bot'] });
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  stage.slack.assertNothingUnforeseen();
  await stage.close();
});

const bookmarks = () => stage.slack.channel('incident-1').bookmarks;

/** An incident whose review is announced; what becomes of its bookmark is told by the faults. */
async function announced(): Promise<MadeIssue> {
  const incident = stage.incident();
  stage.gitlab.as('dora').close(incident);
  await stage.calm();
  return incident;
}

async function hide(incident: MadeIssue): Promise<void> {
  stage.gitlab.as('dora').setConfidential(incident, true);
  await stage.calm();
}

test('a bookmark whose answer was lost is found by its link, and taken back at once', async () => {
  stage.slack.faults.next({ kind: 'drop-after', method: 'bookmarks.add' });
  const incident = await announced();
  expect(bookmarks()).toHaveLength(1);
  await hide(incident);
  expect(bookmarks()).toEqual([]);
  await stage.after(600_000);
  expect(bookmarks()).toEqual([]);
  expect(await stage.storage.parked()).toEqual([]);
});

test('one that does not stand there is waited for until it cannot come any more', async () => {
  stage.slack.faults.next({ kind: 'drop-before', method: 'bookmarks.add' });
  const incident = await announced();
  await hide(incident);
  const outcome = async () =>
    (await stage.storage.history(50)).find(({ what }) => what === 'retract-messages')?.outcome;
  await stage.after(60_000);
  expect(await outcome()).toBe('waiting');
  await stage.after(70_000);
  expect(await outcome()).toBe('done');
  expect(bookmarks()).toEqual([]);
  expect(await stage.storage.parked()).toEqual([]);
});

test('a refusal after an answer that was lost does not count as nothing added', async () => {
  stage.slack.faults.next({ kind: 'drop-after', method: 'bookmarks.add' });
  const incident = await announced();
  stage.slack.faults.next({ kind: 'error', error: 'is_archived', method: 'bookmarks.list' });
  await stage.after(60_000);
  await hide(incident);
  expect(bookmarks()).toEqual([]);
});

test('one that was taken back is not added again by an attempt that was still to come', async () => {
  stage.slack.faults.next({ kind: 'drop-after', method: 'bookmarks.add' });
  const incident = await announced();
  await hide(incident);
  const [review] = stage.reviews();
  if (!review) throw new Error('there is no review');
  for (const { iid } of [incident, review]) {
    stage.gitlab.as('dora').setConfidential({ project: incident.project, iid }, false);
  }
  await stage.after(60_000);
  expect(bookmarks()).toEqual([]);
});
