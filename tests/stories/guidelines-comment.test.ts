import { afterEach, describe, expect, test } from 'vitest';
import { lanes } from '../../src/domain/intents.ts';
import { createCarrier } from '../../src/flows/carry-out.ts';
import type { FaultKind } from '../../src/sandbox/gitlab/index.ts';
import { hour, type Judged, minute, second, setJudged } from './judged.ts';
import type { Stage, StageOptions } from './stage.ts';

let one: Judged;
let stage: Stage;
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

async function begin(options: Parameters<typeof setJudged>[0] = {}): Promise<void> {
  one = await setJudged(options);
  stage = one.stage;
}
const alice = () => stage.gitlab.as('alice');
const parked = async () => (await stage.storage.parked()).map(({ what }) => what);
const adding = { method: 'POST', path: /\/notes$/ };
const editing = { method: 'PUT', path: /\/notes\/\d+$/ };
const lost: FaultKind[] = ['502-after', 'drop-after', 'hang-after'];
const impatient = (kind: FaultKind): StageOptions => (kind === 'hang-after' ? { callTimeoutMs: 1_000 } : {});

describe('an answer is lost', () => {
  test.each(lost)('when the comment is written (%s): one comment stands there in the end', async (kind) => {
    await begin({ ...impatient(kind), prepare: ({ gitlab }) => gitlab.faults.next({ ...adding, kind }) });
    await stage.after(10 * minute);
    one.summarise();
    await one.settled();
    await stage.after(10 * minute);
    expect(one.comments()).toHaveLength(1);
    expect(one.comments()[0]?.body).toContain('It has 4 sentences.');
    expect(await parked()).toEqual([]);
  });

  test.each(lost)('when the comment is written anew (%s): it says what is so', async (kind) => {
    await begin(impatient(kind));
    stage.gitlab.faults.next({ ...editing, kind });
    one.summarise();
    await one.settled();
    await stage.after(10 * minute);
    expect(one.comments()).toHaveLength(1);
    expect(one.comments()[0]?.body).toContain('It has 4 sentences.');
    expect(await parked()).toEqual([]);
  });

  test.each(lost)('when boxes are set (%s): they are set once', async (kind) => {
    await begin(impatient(kind));
    stage.gitlab.faults.next({ method: 'PUT', path: /\/issues\/\d+$/, kind });
    one.summarise();
    await one.settled();
    await stage.after(10 * minute);
    expect(one.box('summary')).toBe('x');
    expect(one.comments()).toHaveLength(1);
  });

  test.each(lost)('when it is said that it was closed (%s): that is said once', async (kind) => {
    await begin(impatient(kind));
    stage.gitlab.faults.next({ ...adding, kind });
    alice().close(one.at());
    await one.settled();
    await stage.after(10 * minute);
    expect(one.comments()).toHaveLength(2);
    expect(await parked()).toEqual([]);
  });
});

describe('a comment that people touch', () => {
  test('before its answer came is theirs', async () => {
    const prepare = ({ gitlab }: Stage) => gitlab.faults.next({ ...adding, kind: '502-after' });
    await begin({ prepare, isJudged: false });
    await stage.after(8 * second);
    const [ours] = one.comments();
    if (!ours) throw new Error('there is no comment');
    alice().editComment(ours.id, ours.body.replace('**', '**By hand: '));
    one.summarise();
    await one.settled();
    await stage.after(10 * minute);
    expect(one.comments()).toHaveLength(1);
    expect(one.comments()[0]?.body).toContain('By hand: ');
  });

  test.each([['and nobody tells'], ['and it is told too late']])('is theirs, %s', async (how) => {
    await begin();
    const [ours] = one.comments();
    if (!ours) throw new Error('there is no comment');
    stage.gitlab.faults.nextWebhook({ kind: 'lost' });
    alice().editComment(ours.id, `${ours.body}\n\nI see to it.`);
    await stage.gitlab.settled();
    if (how.includes('late')) stage.gitlab.faults.lag(20 * second);
    one.summarise();
    await one.settled();
    await stage.after(10 * minute);
    expect(one.comments()[0]?.body).toContain('I see to it.');
    expect(one.comments()).toHaveLength(1);
    expect(one.box('summary')).toBe('x');
  });

  test('so that it is gone is not put back, and boxes go on', async () => {
    await begin();
    alice().deleteComment(one.comments()[0]?.id ?? 0);
    await stage.after(minute);
    one.summarise();
    await one.settled();
    await stage.after(10 * minute);
    one.edit('Nothing did.', 'Nothing did. Really.');
    await one.settled();
    await stage.after(10 * minute);
    expect(one.comments()).toEqual([]);
    expect(one.box('summary')).toBe('x');
    expect(await parked()).toEqual([]);
  });

  test('or that a replica has not seen yet: it is still ours', async () => {
    await begin({ isJudged: false });
    // It shows the review, and not what is written on it seconds later.
    stage.gitlab.faults.lag(minute);
    await stage.after(8 * second);
    await stage.after(40 * second);
    alice().comment(one.at(), 'What of the backups?');
    await one.settled();
    stage.gitlab.faults.clear();
    await stage.after(10 * minute);
    expect(one.comments()).toMatchObject([{ body: expect.stringContaining('newer than _Details_') }]);
  });

  test('after a replica lagged behind it is still ours', async () => {
    await begin();
    await stage.after(minute);
    stage.gitlab.faults.lag(50 * second);
    one.summarise();
    await one.settled();
    one.edit('Nothing did.', 'Nothing did. Really.');
    await one.settled();
    await stage.after(2 * minute);
    stage.clock.advance(second);
    one.edit('Nothing did. Really.', 'Nothing did.');
    await one.settled();
    await stage.after(10 * minute);
    expect(one.comments()).toMatchObject([{ body: expect.stringContaining('It has 4 sentences.') }]);
  });

  test('with its mark on a comment of their own leave theirs alone, and ours is found', async () => {
    await begin();
    const [ours] = one.comments();
    if (!ours) throw new Error('there is no comment');
    alice().comment(one.at(), ours.body);
    await one.settled();
    await stage.restart({ fresh: true });
    await stage.rebuild();
    await stage.after(minute);
    one.summarise();
    await one.settled();
    const copy = one.review().notes.find(({ author, system }) => author === 'alice' && !system);
    expect(copy?.body).toBe(ours.body);
    expect(one.comments()).toMatchObject([
      { id: ours.id, body: expect.stringContaining('It has 4 sentences.') },
    ]);
  });
});

test('the database is lost: the comment is found again and written anew', async () => {
  await begin();
  const [ours] = one.comments();
  await stage.after(hour);
  await stage.restart({ fresh: true });
  await stage.rebuild();
  one.summarise();
  await one.settled();
  await stage.reconcile();
  await one.settled();
  expect(one.comments()).toMatchObject([
    { id: ours?.id, body: expect.stringContaining('It has 4 sentences.') },
  ]);
});

test('the service stops between judging and saying: it is said once afterwards', async () => {
  await begin({ isJudged: false });
  for (let starts = 0; starts < 12; starts += 1) {
    stage.clock.advance(2 * second);
    const carriers = lanes.map((lane) => createCarrier(stage.deps, lane, 1, () => undefined));
    for (const carrier of carriers) await carrier.startDue();
    await Promise.all(carriers.map((carrier) => carrier.settled()));
    await stage.gitlab.settled();
    await stage.restart();
  }
  await one.settled();
  expect(one.comments()).toHaveLength(1);
  expect(one.box('title')).toBe('x');
});

describe('nobody may comment', () => {
  test('for the discussion is locked: boxes go on, and it is said when it is open again', async () => {
    await begin({
      prepare: ({ gitlab }) =>
        gitlab.faults.next({ ...adding, kind: '403', times: Number.POSITIVE_INFINITY }),
    });
    one.summarise();
    await one.settled();
    expect(one.box('summary')).toBe('x');
    expect(one.comments()).toEqual([]);
    stage.gitlab.faults.clear();
    one.edit('Nobody could verify', 'No one could verify');
    await one.settled();
    expect(one.comments()).toMatchObject([{ body: expect.stringContaining('It has 4 sentences.') }]);
  });

  test('any more: what stands there stays, and boxes go on', async () => {
    await begin();
    const [ours] = one.comments();
    stage.gitlab.faults.next({ ...editing, kind: '403', times: Number.POSITIVE_INFINITY });
    one.summarise();
    await one.settled();
    expect(one.box('summary')).toBe('x');
    expect(one.comments()).toEqual([ours]);
    stage.gitlab.faults.clear();
    one.edit('Nobody could verify', 'No one could verify');
    await one.settled();
    expect(one.comments()).toMatchObject([{ body: expect.stringContaining('It has 4 sentences.') }]);
  });

  test('and it cannot be said where it was closed: what is parked is that alone', async () => {
    await begin();
    stage.gitlab.faults.next({ ...adding, kind: '403' });
    alice().close(one.at());
    await one.settled();
    expect(await parked()).toEqual(['tell-of-open-boxes']);
    expect(one.box('closed-in-time')).toBe('x');
  });
});

describe('the review', () => {
  const other = 'acme/other';
  const withOther = {
    policy: `
gitlab: { projects: [{ incidents: acme/production }, { incidents: ${other} }] }
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice, carol], manager: bob }
`,
    prepare: ({ gitlab, doorUrl, webhookToken }: Stage) => {
      gitlab.addProject({
        path: other,
        members: {
          dora: 'developer',
          alice: 'developer',
          carol: 'developer',
          bob: 'developer',
          'incident-review-bot': 'maintainer',
        },
      });
      gitlab.addHook(other, { url: doorUrl, token: webhookToken });
    },
  };

  test('was moved: its comment went along and is kept up there', async () => {
    await begin(withOther);
    alice().move(one.at(), other);
    await one.settled();
    await stage.after(minute);
    one.summarise();
    await one.settled();
    await stage.after(10 * minute);
    expect(one.review().projectPath).toBe(other);
    expect(one.box('summary')).toBe('x');
    expect(one.comments()).toMatchObject([{ body: expect.stringContaining('It has 4 sentences.') }]);
  });

  test('was deleted while it was to be judged: nothing is left to be done', async () => {
    await begin();
    one.summarise();
    await stage.calm();
    alice().deleteIssue(one.at());
    await one.settled();
    await stage.after(hour);
    expect(await parked()).toEqual([]);
  });

  test('was deleted and asked for again: the new one is judged, and has a comment of its own', async () => {
    await begin();
    alice().deleteIssue(one.at());
    await stage.after(20 * minute);
    stage.gitlab.as('dora').addLabels(one.incident, ['review-requested']);
    await one.settled();
    await stage.after(minute);
    await one.settled();
    expect(one.comments()).toHaveLength(1);
    expect(one.comments()[0]?.body).not.toContain('New since the last time');
  });

  test('cannot be seen for a while: its comment is kept up afterwards', async () => {
    await begin();
    stage.gitlab.faults.next({ path: /\/notes/, kind: '404', times: 3 });
    one.summarise();
    await one.settled();
    stage.gitlab.faults.clear();
    one.edit('Nothing did.', 'Nothing did. Really.');
    await one.settled();
    await stage.after(10 * minute);
    expect(one.comments()).toMatchObject([{ body: expect.stringContaining('It has 5 sentences.') }]);
  });
});
