import { afterEach, expect, test } from 'vitest';
import { hour, type Judged, minute, second, setJudged } from './judged.ts';
import { plainPolicy, type Stage } from './stage.ts';

let one: Judged;
let stage: Stage;
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const closeLabel = 'review::incomplete';
async function begin(options: Parameters<typeof setJudged>[0] = {}): Promise<void> {
  one = await setJudged({
    policy: `${plainPolicy}guidelines: { closeLabel: "${closeLabel}" }\n`,
    ...options,
  });
  stage = one.stage;
}
const alice = () => stage.gitlab.as('alice');
const said = () => one.comments().filter(({ body }) => body.includes('was closed with guidelines open'));

test('closed once and told twice, it is said once', async () => {
  await begin();
  stage.gitlab.faults.nextWebhook({ kind: 'duplicated', times: 4 });
  alice().close(one.at());
  await one.settled();
  expect(said()).toHaveLength(1);
  await stage.reconcile();
  await stage.restart();
  await stage.after(hour);
  await stage.reconcile();
  expect(said()).toHaveLength(1);
});

test('nobody told of the closing: it is said when that is found', async () => {
  await begin();
  stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 4 });
  alice().close(one.at());
  await stage.after(10 * minute);
  await stage.reconcile();
  await one.settled();
  expect(said()).toHaveLength(1);
  expect(one.box('closed-in-time')).toBe('x');
});

test('closed and opened again within seconds, before anybody heard of it, nothing is said', async () => {
  await begin();
  alice().close(one.at());
  stage.clock.advance(2 * second);
  alice().reopen(one.at());
  await one.settled();
  expect(said()).toEqual([]);
  expect(one.review()).toMatchObject({ state: 'opened', labels: expect.not.arrayContaining([closeLabel]) });
  expect(one.box('closed-in-time')).toBe(' ');
  alice().close(one.at());
  await one.settled();
  expect(said()).toHaveLength(1);
  expect(one.box('closed-in-time')).toBe('x');
});

test('closed, opened and closed again by hand, it is said once for each closing, and never opened by us', async () => {
  await begin();
  alice().close(one.at());
  await one.settled();
  alice().reopen(one.at());
  await one.settled();
  expect(one.box('closed-in-time')).toBe(' ');
  alice().close(one.at());
  await one.settled();
  await stage.after(hour);
  expect(said()).toHaveLength(2);
  expect(one.review().state).toBe('closed');
  expect(one.box('closed-in-time')).toBe('x');
});

test('closed too late with all else settled, nothing is said, and it is not opened again', async () => {
  await begin({ policy: `${plainPolicy}guidelines: { closeLabel: "${closeLabel}", reopen: true }\n` });
  await stage.after(30 * 24 * hour);
  one.edit(/\[ \](?=[^\n]*guideline:(?!closed-in-time))/g, '[x]');
  await one.settled();
  alice().close(one.at());
  await one.settled();
  expect(said()).toEqual([]);
  expect(one.review()).toMatchObject({ state: 'closed', labels: expect.not.arrayContaining([closeLabel]) });
  expect(one.box('closed-in-time')).toBe(' ');
});

test('closed for an incident that needs no review any more, nothing is said of open boxes', async () => {
  await begin();
  stage.gitlab.as('dora').addLabels(one.incident, ['review-not-needed']);
  await one.settled();
  alice().close(one.at());
  await one.settled();
  await stage.after(hour);
  expect(said()).toEqual([]);
  expect(one.review().labels).not.toContain(closeLabel);
});

test('the label stands though the note is refused, and nothing is repeated', async () => {
  await begin();
  stage.gitlab.faults.next({ method: 'POST', path: /\/notes$/, kind: '403' });
  alice().close(one.at());
  await one.settled();
  await stage.after(hour);
  expect(one.review().labels).toContain(closeLabel);
  expect(said()).toEqual([]);
});

test('the note is written though the label is refused, and what is parked is that', async () => {
  await begin();
  one.edit(/\[ \](?=[^\n]*guideline:(?:closed-in-time|takeaways))/, '[~]');
  one.edit(/\[ \](?=[^\n]*guideline:(?:closed-in-time|takeaways))/, '[~]');
  await one.settled();
  stage.gitlab.faults.next({ method: 'PUT', path: /\/issues\/\d+$/, kind: '403' });
  alice().close(one.at());
  await one.settled();
  await stage.after(hour);
  expect(said()).toHaveLength(1);
  expect((await stage.storage.parked()).map(({ what }) => what)).toEqual(['tell-of-open-boxes']);
});

test('deleted as soon as it was closed, nothing is left to be done', async () => {
  await begin();
  const where = one.at();
  alice().close(where);
  await stage.gitlab.settled();
  alice().deleteIssue(where);
  await one.settled();
  await stage.after(hour);
  expect(await stage.storage.parked()).toEqual([]);
});
