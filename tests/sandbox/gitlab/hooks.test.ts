import { describe, expect, it } from 'vitest';
import { startHooked } from './hooked.ts';

const events = '/projects/2001/hooks/1001/events';
const testing = '/projects/2001/hooks/1001/test/issues_events';

async function begin(options: Parameters<typeof startHooked>[0] = {}) {
  const story = await startHooked(options);
  story.gitlab.addMember(2001, 'incident-bot', 'maintainer');
  return story;
}

describe('the deliveries that GitLab remembers', () => {
  it('are shown newest first, with what was sent and what came back, but without the secret', async () => {
    const { gitlab, ask } = await begin();
    gitlab.as('alice').createIncident(2001, { title: 'Jobs are stuck' });
    await gitlab.settled();
    gitlab.faults.nextWebhook({ kind: 'unanswered' });
    gitlab.as('alice').setTitle({ project: 2001, iid: 1 }, 'Jobs hang');
    await gitlab.settled();
    const { list } = await ask('GET', events);
    expect(list.map(({ id, trigger, response_status }) => [id, trigger, response_status])).toEqual([
      [2, 'issue_hooks', 'internal error'],
      [1, 'issue_hooks', '202'],
    ]);
    const [{ request_headers: headers, request_data: data } = {}] = list;
    expect(headers).toMatchObject({
      'Idempotency-Key': gitlab.deliveries[1]?.idempotencyKey,
      'X-Gitlab-Event': 'Issue Hook',
      'X-Gitlab-Token': '[REDACTED]',
    });
    expect(data).toEqual(gitlab.deliveries[1]?.payload);
  });

  it('are those that were tried, for a week, at most twenty a page', async () => {
    const { gitlab, ask, pass } = await begin();
    gitlab.as('alice').createIncident(2001, { title: 'An old one' });
    await gitlab.settled();
    pass(8 * 86_400_000);
    gitlab.faults.nextWebhook({ kind: 'lost' });
    for (let n = 0; n < 22; n += 1) gitlab.as('alice').setTitle({ project: 2001, iid: 1 }, `Title ${n}`);
    await gitlab.settled();
    const first = await ask('GET', events);
    expect([first.list.length, first.headers.get('x-next-page')]).toEqual([20, '2']);
    expect((await ask('GET', `${events}?page=2`)).list).toHaveLength(1);
    expect((await ask('GET', `${events}?per_page=100`)).status).toBe(400);
  });

  it('can be asked for by how they ended', async () => {
    const { gitlab, ask, receiver } = await begin();
    gitlab.faults.nextWebhook({ kind: 'unanswered' });
    gitlab.as('alice').createIncident(2001, { title: 'Jobs are stuck' });
    await gitlab.settled();
    receiver.answerWith(401);
    gitlab.as('alice').setTitle({ project: 2001, iid: 1 }, 'Jobs hang');
    await gitlab.settled();
    const found = async (status: string) =>
      (await ask('GET', `${events}?status=${status}`)).list.map((one) => one.response_status);
    expect(await found('client_failure')).toEqual(['401']);
    expect(await found('server_failure')).toEqual(['internal error']);
    expect(await found('client_failure,server_failure')).toEqual(['401', 'internal error']);
    expect(await found('successful')).toEqual([]);
  });

  it('are for Maintainers, from 17.3 on', async () => {
    const reporter = await startHooked();
    expect((await reporter.ask('GET', events)).status).toBe(403);
    const { ask } = await begin({ version: '17.2.0' });
    expect((await ask('GET', events)).status).toBe(404);
  });
});

describe('a test of a hook', () => {
  it('sends an issue as it is, and enables the hook when the answer is good', async () => {
    const { gitlab, ask, received } = await begin();
    gitlab.as('alice').createIncident(2001, { title: 'Jobs are stuck' });
    await gitlab.settled();
    gitlab.disableHook(1001);
    expect((await ask('GET', '/projects/2001/hooks/1001')).body.alert_status).toBe('disabled');
    expect((await ask('POST', testing)).status).toBe(201);
    const sent = received.at(-1)?.body;
    expect(sent?.object_attributes).toMatchObject({ title: 'Jobs are stuck' });
    expect(sent?.object_attributes).not.toHaveProperty('action');
    expect(sent?.changes).toEqual({});
    expect((await ask('GET', '/projects/2001/hooks/1001')).body.alert_status).toBe('executable');
  });

  it('says when the answer was not good, and leaves the hook as it is', async () => {
    const { gitlab, ask, receiver } = await begin();
    expect((await ask('POST', testing)).status).toBe(422);
    gitlab.as('alice').createIncident(2001, { title: 'Jobs are stuck' });
    await gitlab.settled();
    receiver.answerWith(503);
    gitlab.disableHook(1001, '2024-11-01T00:00:00.000Z');
    expect((await ask('POST', testing)).status).toBe(422);
    expect((await ask('GET', '/projects/2001/hooks/1001')).body.alert_status).toBe('temporarily_disabled');
  });

  it('is allowed five times a minute', async () => {
    const { gitlab, ask } = await begin();
    gitlab.as('alice').createIncident(2001, { title: 'Jobs are stuck' });
    const answers = [];
    for (let n = 0; n < 6; n += 1) answers.push((await ask('POST', testing)).status);
    expect(answers).toEqual([201, 201, 201, 201, 201, 429]);
  });
});

describe('a search in titles', () => {
  it('finds all words in any case, and nothing but titles can be searched', async () => {
    const { gitlab, ask } = await begin();
    gitlab.as('alice').createIssue(2001, { title: 'Incident Review: jobs' });
    gitlab.as('alice').createIssue(2001, { title: 'Review of the incident' });
    gitlab.as('alice').createIssue(2001, { title: 'An incident' });
    const { list } = await ask('GET', '/projects/2001/issues?search=incident%20review&in=title');
    expect(list.map(({ iid }) => iid)).toEqual([2, 1]);
    expect((await ask('GET', '/projects/2001/issues?search=mark')).status).toBe(501);
  });
});
