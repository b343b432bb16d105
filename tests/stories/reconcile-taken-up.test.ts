import { afterEach, describe, expect, test, vi } from 'vitest';
import type { IntentKind } from '../../src/domain/intents.ts';
import type { ProblemCode } from '../../src/domain/problems.ts';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
afterEach(async () => {
  vi.restoreAllMocks();
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const minute = 60_000;
const hour = 60 * minute;
const dora = () => stage.gitlab.as('dora');
const creating = { method: 'POST', path: /\/projects\/\d+\/issues$/ };

/** GitLab answers 404 to what is named. Returns how often it was asked. */
function answer404(method: string, path: RegExp): () => number {
  const real = globalThis.fetch;
  let asked = 0;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if ((init?.method ?? 'GET') !== method || !path.test(pathname)) return real(input, init);
    asked += 1;
    return Response.json({ message: '404 Not found' }, { status: 404 });
  });
  return () => asked;
}

async function closed(): Promise<MadeIssue> {
  stage = await setStage();
  await stage.reconcile();
  const incident = stage.incident();
  await stage.calm();
  await stage.after(hour);
  dora().close(incident);
  return incident;
}

/** As if every attempt at it had ended with this problem. */
async function giveUp(kind: IntentKind, problem: ProblemCode): Promise<void> {
  const { storage, clock } = stage;
  const at = clock.now();
  for (const { id, body } of await storage.claimIntents('gitlab', 10, at, 1_000)) {
    if (body.kind !== kind) continue;
    await storage.commit({ at, intent: { id, outcome: { status: 'parked', problem, detail: 'so it was' } } });
  }
}

describe('the opening of a review that was given up', () => {
  test('because the incident was not found is taken up when it is there', async () => {
    stage = await setStage();
    await stage.reconcile();
    const incident = stage.incident();
    await stage.calm();
    await stage.after(hour);
    stage.gitlab.faults.next({ ...creating, kind: '502-before' });
    dora().close(incident);
    await stage.calm();
    answer404('GET', new RegExp(`/issues/${incident.iid}$`));
    for (let n = 0; n < 20; n += 1) await stage.after(minute);
    expect(await stage.storage.parked()).toMatchObject([
      { what: 'open-review', problem: 'gitlab-not-found' },
    ]);
    expect((await stage.reconcile()).takenUp).toBe(0);
    vi.restoreAllMocks();
    expect((await stage.reconcile()).takenUp).toBe(1);
    expect(stage.reviews()).toHaveLength(1);
    expect(await stage.storage.parked()).toEqual([]);
  });

  test.each<[IntentKind, ProblemCode]>([
    ['gather-facts', 'gitlab-unreachable'],
    ['gather-facts', 'gitlab-not-found'],
    ['open-review', 'gitlab-stale'],
    ['open-review', 'gitlab-unavailable'],
    ['open-review', 'gitlab-timeout'],
    ['open-review', 'gitlab-unauthorized'],
  ])('(%s, %s) is taken up when GitLab is well', async (kind, problem) => {
    await closed();
    const fault = kind === 'open-review' ? creating : { method: 'GET', path: /\/projects\/\d+$/ };
    stage.gitlab.faults.next({ ...fault, kind: '502-before', times: Infinity });
    await stage.calm();
    stage.clock.advance(minute);
    await giveUp(kind, problem);
    expect(await stage.storage.parked()).toMatchObject([{ what: kind, problem }]);
    stage.gitlab.faults.clear();
    expect((await stage.reconcile()).takenUp).toBe(1);
    // What an earlier attempt may have written must have had the time to show.
    await stage.after(hour);
    expect(stage.reviews()).toHaveLength(1);
  });

  test('is left alone where no review is wanted any more', async () => {
    const incident = await closed();
    const tried = answer404('POST', creating.path);
    await stage.calm();
    expect(await stage.storage.parked()).toMatchObject([{ what: 'open-review' }]);
    dora().addLabels(incident, ['review-not-needed']);
    await stage.calm();
    vi.restoreAllMocks();
    expect((await stage.reconcile()).takenUp).toBe(0);
    expect([tried(), stage.reviews().length]).toEqual([1, 0]);
  });

  test('and fails again and again is not tried for ever', async () => {
    await closed();
    const tried = answer404('POST', creating.path);
    await stage.calm();
    const moments: number[] = [];
    for (let n = 0; n < 5 * 24; n += 1) {
      const { takenUp } = await stage.reconcile();
      if (takenUp > 0) moments.push(n);
      await stage.after(hour);
    }
    expect(tried()).toBe(1 + 8);
    expect(moments.slice(0, 3)).toEqual([0, 1, 2]);
    expect(moments.at(-1)).toBeGreaterThan(36);
    expect(await stage.storage.parked()).toHaveLength(1);
  });
});
