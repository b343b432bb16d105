import { afterEach, describe, expect, test, vi } from 'vitest';
import { project, type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
const begin = async (options: StageOptions = {}) => {
  stage = await setStage(options);
  await stage.reconcile();
  await stage.after(20 * minute);
};
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const dora = () => stage.gitlab.as('dora');
const hookId = 1001;
const said = () =>
  stage.slack
    .channel('incident-reviews')
    .messages.map(({ text }) => text)
    .filter((text) => text.includes('GitLab'));

async function hookStatus(): Promise<unknown> {
  const answer = await fetch(`${stage.gitlab.url}/api/v4/projects/2001/hooks/${hookId}`, {
    headers: { 'private-token': 'glpat-the-token-of-the-bot' },
  });
  return (JSON.parse(await answer.text()) as { alert_status: unknown }).alert_status;
}

describe('a webhook that GitLab has disabled', () => {
  test.each([
    ['for good', undefined],
    ['for a while', '2024-11-30T00:00:00.000Z'],
  ])('%s is enabled again, and told of once', async (_, until) => {
    await begin({ slack: true });
    stage.incident();
    await stage.calm();
    stage.gitlab.disableHook(hookId, until);
    await stage.reconcile();
    expect(await hookStatus()).toBe('executable');
    expect(said()).toHaveLength(1);
    expect(said()[0]).toContain(`the webhook of ${project} off after too many failures. It is on again`);
    await stage.after(10 * minute);
    await stage.reconcile();
    expect(said()).toHaveLength(1);
    stage.gitlab.disableHook(hookId, until);
    await stage.after(10 * minute);
    await stage.reconcile();
    expect(said()).toHaveLength(2);
  });

  test('and that no test can enable is told of once, until it is well', async () => {
    await begin({ slack: true });
    // Without an issue there is nothing to test it with.
    stage.gitlab.disableHook(hookId);
    for (let n = 0; n < 3; n += 1) {
      await stage.reconcile();
      await stage.after(10 * minute);
    }
    expect(said()).toHaveLength(1);
    expect(said()[0]).toContain('could not be switched on again');
    expect(said()[0]).not.toContain('http');
    stage.incident();
    await stage.reconcile();
    expect(await hookStatus()).toBe('executable');
    expect(said()).toHaveLength(1);
  });

  test('is seen by Maintainers alone; others are told so once, in the log', async () => {
    await begin({ role: 'reporter' });
    stage.gitlab.disableHook(hookId);
    await stage.reconcile();
    await stage.reconcile();
    const lines = stage.log.filter(({ sentence }) => sentence.startsWith('only a Maintainer'));
    expect(lines).toHaveLength(1);
    expect(stage.gitlab.requests.filter(({ path }) => path.includes('/hooks'))).toEqual([]);
  });

  test('of somebody else is none of our business', async () => {
    await begin({ slack: true });
    const other = stage.gitlab.addHook(project, { url: 'http://127.0.0.1:9/elsewhere' });
    stage.gitlab.disableHook(other.id);
    await stage.reconcile();
    expect(said()).toEqual([]);
    expect(stage.gitlab.requests.filter(({ path }) => path.includes(`/hooks/${other.id}/`))).toEqual([]);
  });
});

describe('deliveries that GitLab remembers', () => {
  test('and that did not come in are fetched, comments among them', async () => {
    await begin();
    const incident = stage.incident();
    await stage.calm();
    await stage.reconcile();
    stage.gitlab.faults.nextWebhook({ kind: 'unanswered', times: 4 });
    dora().addLabels(incident, ['review-not-needed']);
    await stage.gitlab.settled();
    await stage.after(minute);
    dora().close(incident);
    await stage.gitlab.settled();
    dora().comment(incident, 'It was a drill, nothing was broken.');
    await stage.gitlab.settled();
    const report = await stage.reconcile();
    expect(report.fetched).toBe(4);
    expect(stage.reviews()).toHaveLength(0);
    const row = await stage.storage.reviewOf({ project: incident.project, issue: incident.id });
    expect(row?.waiver).toMatchObject({ reason: 'It was a drill, nothing was broken.' });
    expect((await stage.reconcile()).fetched).toBe(0);
  });

  test('and that came in are known by their keys', async () => {
    await begin();
    for (let n = 0; n < 30; n += 1) {
      stage.clock.advance(1_000);
      stage.incident({ labels: ['incident', 'severity::4'] });
    }
    await stage.calm();
    expect((await stage.reconcile()).fetched).toBe(0);
  });

  test('from before the first start are nobody’s', async () => {
    stage = await setStage();
    stage.gitlab.faults.nextWebhook({ kind: 'unanswered', times: 10 });
    dora().close(stage.incident());
    await stage.gitlab.settled();
    stage.clock.advance(hour);
    await stage.restart({ fresh: true });
    expect((await stage.reconcile()).fetched).toBe(0);
    expect((await stage.reconcile()).fetched).toBe(0);
    expect(stage.reviews()).toHaveLength(0);
  });

  test('on pages of which one could not be read are all fetched the next time', async () => {
    await begin();
    await stage.reconcile();
    stage.gitlab.faults.nextWebhook({ kind: 'unanswered', times: Infinity });
    const incidents = Array.from({ length: 45 }, () =>
      stage.incident({ labels: ['incident', 'severity::4'] }),
    );
    await stage.gitlab.settled();
    const real = globalThis.fetch;
    const once = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input);
      const isSecond = pathname.endsWith('/events') && searchParams.get('page') === '2';
      if (isSecond) return Response.json({ message: '404 Not found' }, { status: 404 });
      return real(input, init);
    });
    const first = await stage.reconcile();
    once.mockRestore();
    expect(first.problems).toMatchObject([{ problem: 'gitlab-not-found' }]);
    expect(await stage.reconcile()).toMatchObject({ outcome: 'done', fetched: 25 });
    const rows = await Promise.all(
      incidents.map(({ project, id }) => stage.storage.reviewOf({ project, issue: id })),
    );
    expect(rows.filter((row) => row === null)).toEqual([]);
  });

  test('are not there on an older GitLab: said once, and the rest is done', async () => {
    await begin({ gitlab: { version: '17.2.0' } });
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: Infinity });
    dora().close(stage.incident());
    await stage.calm();
    expect((await stage.reconcile()).outcome).toBe('done');
    await stage.reconcile();
    expect(stage.reviews()).toHaveLength(1);
    const lines = stage.log.filter(({ sentence }) => sentence.includes('could not deliver'));
    expect(lines).toHaveLength(1);
  });
});

describe('the token', () => {
  test('is warned of once, from 14 days on', async () => {
    const token = 'glpat-the-token-that-ends';
    stage = await setStage({ slack: true });
    stage.gitlab.addToken({ value: token, user: 'incident-review-bot', expiresOn: '2024-12-01' });
    await stage.restart({ token });
    const warned: [string, number][] = [];
    for (stage.clock.set('2024-11-10T12:00:00.000Z'); stage.clock.now() < '2024-12-01'; ) {
      await stage.reconcile();
      await stage.reconcile();
      warned.push([stage.clock.now().slice(0, 10), said().length]);
      stage.clock.advance(day);
    }
    expect(warned.find(([, number]) => number > 0)?.[0]).toBe('2024-11-17');
    expect(said()).toHaveLength(1);
    expect(said()[0]).toContain('ends on 2024-12-01, a Sunday, in 14 days');
    expect(said().join()).not.toContain('glpat');
  });

  test('is told of in the log where Slack is off', async () => {
    stage = await setStage();
    stage.gitlab.addToken({ value: 'glpat-short', user: 'incident-review-bot', expiresOn: '2024-11-03' });
    await stage.restart({ token: 'glpat-short' });
    await stage.reconcile();
    await stage.reconcile();
    const lines = stage.log.filter(({ sentence }) => sentence.includes('about to end'));
    expect(lines).toHaveLength(1);
    expect((await stage.storage.depth()).intents).toBe(0);
  });
});
