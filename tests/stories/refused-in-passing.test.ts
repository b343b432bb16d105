import { afterEach, describe, expect, test } from 'vitest';
import type { FaultKind, MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const minute = 60_000;
const hour = 60 * minute;
const title = 'Leaked customer keys';
const dora = () => stage.gitlab.as('dora');
const creating = { method: 'POST', path: /\/projects\/\d+\/issues$/ };
const linking = { method: 'POST', path: /\/links$/ };
const hiding = { method: 'PUT', path: /\/issues\/\d+$/ };
const refusals: FaultKind[] = ['409-lock', '400', '403', '404'];

/** An incident whose review is open for all to read. */
async function reviewed(options: StageOptions = {}): Promise<MadeIssue> {
  stage = await setStage(options);
  await stage.reconcile();
  const incident = stage.incident({ title });
  dora().close(incident);
  await stage.calm();
  await stage.after(hour);
  return incident;
}

/** What the service does by itself as time goes on. */
async function goOn(times: number, stepMs = 10 * minute): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await stage.reconcile();
    await stage.after(stepMs);
  }
}

const warnings = () =>
  stage.slack
    .channel('incident-reviews')
    .messages.map(({ text }) => text)
    .filter((text) => text.includes('Whoever runs this service'));

describe('GitLab refuses once, for no reason that lasts,', () => {
  test.each(refusals)('to hide a review (%s): it is hidden all the same', async (kind) => {
    const incident = await reviewed();
    stage.gitlab.faults.next({ ...hiding, kind });
    dora().setConfidential(incident, true);
    await stage.calm();
    expect(stage.reviews()[0]?.confidential).toBe(false);
    await goOn(3);
    expect(stage.reviews()[0]?.confidential).toBe(true);
    expect(await stage.storage.parked()).toEqual([]);
  });

  test.each(refusals)('to open a review (%s): there is one', async (kind) => {
    stage = await setStage();
    await stage.reconcile();
    stage.gitlab.faults.next({ ...creating, kind });
    dora().close(stage.incident());
    await stage.calm();
    expect(stage.reviews()).toHaveLength(0);
    await goOn(3);
    expect(stage.reviews()).toHaveLength(1);
    expect(stage.reviews()[0]?.linkedTo).toHaveLength(1);
    expect(await stage.storage.parked()).toEqual([]);
  });
});

describe('a lock that somebody else holds', () => {
  test.each([
    ['the link', linking],
    ['the review', creating],
  ])('is waited for, and %s is made once', async (_, write) => {
    stage = await setStage();
    stage.gitlab.faults.next({ ...write, kind: '409-lock' });
    dora().close(stage.incident());
    await stage.calm();
    await stage.after(minute);
    expect(stage.reviews()).toHaveLength(1);
    expect(stage.reviews()[0]?.linkedTo).toHaveLength(1);
  });

  test('hides nothing for longer than a moment', async () => {
    const incident = await reviewed();
    stage.gitlab.faults.next({ ...hiding, kind: '409-lock', times: 3 });
    dora().setConfidential(incident, true);
    await stage.calm();
    for (let n = 0; n < 10; n += 1) await stage.after(2_000);
    expect(stage.reviews()[0]?.confidential).toBe(true);
  });
});

describe('a review that cannot be hidden', () => {
  test('is told of once, without its name, and hidden as soon as it can be', async () => {
    const incident = await reviewed({ slack: true });
    stage.gitlab.faults.next({ ...hiding, kind: '403', times: Number.POSITIVE_INFINITY });
    dora().setConfidential(incident, true);
    await stage.calm();
    await goOn(60, hour);
    expect(stage.reviews()[0]?.confidential).toBe(false);
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toContain('gitlab-forbidden');
    expect(warnings()[0]).toContain('queue list');
    expect(warnings()[0]).not.toContain(title);
    stage.gitlab.faults.clear();
    await goOn(2, hour);
    expect(stage.reviews()[0]?.confidential).toBe(true);
    expect(await stage.storage.parked()).toEqual([]);
    expect(warnings()).toHaveLength(1);
  });

  test('is told of when Slack is back', async () => {
    const incident = await reviewed({ slack: true });
    stage.gitlab.faults.next({ ...hiding, kind: '403', times: Number.POSITIVE_INFINITY });
    stage.slack.faults.next({ kind: '503-before', times: Number.POSITIVE_INFINITY });
    dora().setConfidential(incident, true);
    await stage.calm();
    await goOn(6);
    expect((await stage.reconcile()).outcome).toBe('done');
    stage.slack.faults.clear();
    await goOn(6);
    expect(warnings()).toHaveLength(1);
  });

  test('and is deleted then is left alone', async () => {
    const incident = await reviewed();
    stage.gitlab.faults.next({ ...hiding, kind: '403', times: Number.POSITIVE_INFINITY });
    dora().setConfidential(incident, true);
    await stage.calm();
    const [review] = stage.reviews();
    if (!review) throw new Error('there is no review');
    dora().deleteIssue(review);
    await goOn(2, hour);
    expect(await stage.storage.parked()).toEqual([]);
  });
});
