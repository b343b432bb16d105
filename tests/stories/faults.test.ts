import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FaultKind } from '../../src/sandbox/gitlab/index.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const creating = { method: 'POST', path: /\/projects\/\d+\/issues$/ };
const linking = { method: 'POST', path: /\/links$/ };
const hour = 3_600_000;

const posts = () =>
  stage.gitlab.requests.filter(({ method, path }) => method === 'POST' && creating.path.test(path));

/** The same service, which waits for an answer one second in real time: for the stories in which somebody hangs, alone. */
async function setImpatientStage(): Promise<void> {
  await stage.close();
  stage = await setStage({ callTimeoutMs: 1_000 });
}

describe('GitLab fails while a review is opened', () => {
  test.each<[FaultKind, number]>([
    ['502-after', 1],
    ['drop-after', 1],
    ['hang-after', 1],
    ['502-before', 2],
    ['503', 2],
    ['500', 2],
    ['drop-before', 2],
    ['hang', 2],
    ['429', 2],
    ['429-plain', 2],
  ])('%s: one review, after %d tries to write it', async (kind, tries) => {
    if (kind.startsWith('hang')) await setImpatientStage();
    stage.gitlab.faults.next({ ...creating, kind });
    stage.gitlab.as('dora').close(stage.incident());
    await stage.calm();
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
    expect(stage.reviews()[0]?.linkedTo).toHaveLength(1);
    expect(posts()).toHaveLength(tries);
  });

  test('every answer is lost for a while: still one review', async () => {
    stage.gitlab.faults.next({ kind: '502-after', times: 40 });
    stage.gitlab.as('dora').close(stage.incident());
    for (let hours = 0; hours < 24; hours += 1) await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
    expect(posts()).toHaveLength(1);
  });

  test('a link whose answer was lost is made once', async () => {
    stage.gitlab.faults.next({ ...linking, kind: '502-after' });
    stage.gitlab.as('dora').close(stage.incident());
    await stage.calm();
    await stage.after(hour);
    expect(stage.reviews()[0]?.linkedTo).toHaveLength(1);
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('down for twelve hours: the review is opened when it is back', async () => {
    stage.gitlab.faults.next({ kind: '502-before', times: Number.POSITIVE_INFINITY });
    stage.gitlab.as('dora').close(stage.incident());
    await stage.calm();
    for (let hours = 0; hours < 12; hours += 1) await stage.after(hour);
    expect(stage.reviews()).toHaveLength(0);
    stage.gitlab.faults.clear();
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('a replica that lags behind is asked again until it has seen the closure', async () => {
    const incident = stage.incident();
    await stage.after(120_000);
    stage.gitlab.faults.lag(5_000);
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(0);
    for (let seconds = 0; seconds < 60; seconds += 4) await stage.after(4_000);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('what can never succeed is parked where people see it, and goes on when they retry it', async () => {
    stage.gitlab.removeMember('acme/production', 'incident-review-bot');
    stage.gitlab.as('dora').close(stage.incident());
    await stage.calm();
    for (let hours = 0; hours < 3; hours += 1) await stage.after(hour);
    const [parked] = await stage.storage.parked();
    expect(parked).toMatchObject({ what: 'gather-facts', problem: 'gitlab-not-found' });

    stage.gitlab.addMember('acme/production', 'incident-review-bot', 'maintainer');
    expect(await stage.storage.retryParked(parked?.id ?? '', stage.clock.now())).toBe(true);
    await stage.after(11 * 60_000);
    expect(stage.reviews()).toHaveLength(1);
  });
});

describe('the service stops in the middle', () => {
  test('after GitLab made the review and before we knew', async () => {
    await setImpatientStage();
    stage.gitlab.faults.next({ ...creating, kind: 'hang-after' });
    stage.gitlab.as('dora').close(stage.incident());
    await stage.calm();
    await stage.restart();
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
    expect(posts()).toHaveLength(1);
  });

  test('between the claim of an act and the act', async () => {
    stage.gitlab.as('dora').close(stage.incident());
    await stage.gitlab.settled();
    const { handleDeliveries } = await import('../../src/flows/handle-deliveries.ts');
    await handleDeliveries(stage.deps, 100, async () => undefined);
    const claimed = await stage.storage.claimIntents('gitlab', 8, stage.clock.now(), 180_000);
    expect(claimed.map(({ body }) => body.kind)).toEqual(['gather-facts']);
    await stage.restart();
    await stage.calm();
    expect(stage.reviews()).toHaveLength(0);
    await stage.after(180_001);
    expect(stage.reviews()).toHaveLength(1);
  });
});

describe('the database is lost', () => {
  test('a review that is linked is found again', async () => {
    const incident = stage.incident();
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    await stage.restart({ fresh: true });
    stage.gitlab.as('dora').reopen(incident);
    await stage.after(60_000);
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
  });

  test('one that a person unlinked is found by its mark, under the user that we were then, and linked again', async () => {
    const incident = stage.incident();
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    const [review] = stage.reviews();
    if (!review) throw new Error('no review');
    stage.gitlab.addToken({ value: 'glpat-a-later-token', user: 'incident-review-bot-2' });
    stage.gitlab.addMember('acme/production', 'incident-review-bot-2', 'maintainer');
    await stage.restart({ token: 'glpat-a-later-token' });
    stage.gitlab.as('dora').unlink(incident, { project: 'acme/production', iid: review.iid });
    const facts = await stage.storage.fact('bot-users');
    await stage.restart({ fresh: true, token: 'glpat-a-later-token' });
    await stage.storage.setFact('bot-users', facts ?? '');
    await stage.restart({ token: 'glpat-a-later-token' });

    stage.gitlab.as('dora').reopen(incident);
    await stage.after(60_000);
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
    expect(stage.reviews()[0]?.linkedTo).toEqual([{ id: incident.id, type: 'relates_to' }]);
  });
});
