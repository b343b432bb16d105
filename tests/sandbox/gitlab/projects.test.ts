import { describe, expect, it } from 'vitest';
import { startReceiver, startStory, TOKEN } from './story.ts';

describe('projects', () => {
  it('answer to their number and to their path', async () => {
    const { ask, gitlab } = await startStory();
    const byPath = await ask('GET', '/projects/acme%2Fproduction');
    expect(byPath.body).toMatchObject({
      id: 2001,
      path_with_namespace: 'acme/production',
      visibility: 'public',
      issues_access_level: 'enabled',
      web_url: `${gitlab.url}/acme/production`,
      permissions: { project_access: { access_level: 20 } },
    });
    expect((await ask('GET', '/projects/2001')).body).toEqual(byPath.body);
  });

  it('are not found by those who may not see them', async () => {
    const { ask } = await startStory();
    const hidden = await ask('GET', '/projects/acme%2Fsecrets');
    expect(hidden.status).toBe(404);
    expect(hidden.body).toEqual({ message: '404 Project Not Found' });
    expect((await ask('GET', '/projects/acme%2Fnothing')).body).toEqual(hidden.body);
  });

  it('redirect from a former path, and refuse to write there', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.renameProject(2001, 'acme/live');
    const moved = await ask('GET', '/projects/acme%2Fproduction/issues?state=opened');
    expect(moved.status).toBe(301);
    expect(moved.headers.get('location')).toBe(`${gitlab.url}/api/v4/projects/2001/issues?state=opened`);
    expect((await ask('POST', '/projects/acme%2Fproduction/issues', { title: 'x' })).status).toBe(405);
    expect((await ask('GET', '/projects/acme%2Flive')).body.id).toBe(2001);
  });
});

describe('members', () => {
  it('are listed with their levels and found one by one', async () => {
    const { ask } = await startStory();
    const { list, headers } = await ask('GET', '/projects/2001/members/all');
    expect(list.map((member) => [member.username, member.access_level])).toEqual([
      ['alice', 30],
      ['bob', 10],
      ['incident-bot', 20],
    ]);
    expect(headers.get('x-total')).toBe('3');
    expect((await ask('GET', '/projects/2001/members/all/101')).body.access_level).toBe(30);
    const stranger = await ask('GET', '/projects/2001/members/all/103');
    expect(stranger.status).toBe(404);
    expect(stranger.body).toEqual({ message: '404 Not found' });
  });
});

describe('issue templates', () => {
  it('are listed and read by name', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.addIssueTemplate(2001, 'Incident Review', '## Summary\n');
    expect((await ask('GET', '/projects/2001/templates/issues')).list).toEqual([
      { key: 'Incident Review', name: 'Incident Review' },
    ]);
    expect((await ask('GET', '/projects/2001/templates/issues/Incident%20Review')).body).toEqual({
      name: 'Incident Review',
      content: '## Summary\n',
    });
    const missing = await ask('GET', '/projects/2001/templates/issues/other');
    expect([missing.status, missing.body]).toEqual([404, { message: '404 Template Not Found' }]);
  });
});

describe('hooks', () => {
  it('are for Maintainers', async () => {
    const { ask, gitlab } = await startStory();
    expect((await ask('GET', '/projects/2001/hooks')).status).toBe(403);
    gitlab.addMember(2001, 'incident-bot', 'maintainer');
    expect((await ask('GET', '/projects/2001/hooks')).list).toEqual([]);
  });

  it('show their switches and whether they have secrets, never the secrets', async () => {
    const { ask, gitlab } = await startStory();
    gitlab.addMember(2001, 'incident-bot', 'maintainer');
    const hook = gitlab.addHook(2001, { url: 'http://127.0.0.1:9/x', token: 'a secret', notes: false });
    const { body, text } = await ask('GET', `/projects/2001/hooks/${hook.id}`);
    expect(body).toMatchObject({
      url: 'http://127.0.0.1:9/x',
      issues_events: true,
      confidential_issues_events: true,
      note_events: false,
      confidential_note_events: true,
      token_present: true,
      signing_token_present: false,
      alert_status: 'executable',
      disabled_until: null,
    });
    expect(text).not.toContain('a secret');
    gitlab.configure({ version: '18.11.0' });
    expect((await ask('GET', `/projects/2001/hooks/${hook.id}`)).body).not.toHaveProperty('token_present');
    expect((await ask('GET', '/projects/2001/hooks/1')).status).toBe(404);
  });

  it('are put aside after four failures, and disabled for good after forty', async () => {
    const { ask, gitlab, pass } = await startStory({ autoDisableHooks: true });
    gitlab.addMember(2001, 'incident-bot', 'maintainer');
    const receiver = await startReceiver();
    receiver.answerWith(500);
    const hook = gitlab.addHook(2001, { url: receiver.url });
    const fail = async (): Promise<void> => {
      gitlab.as('alice').createIssue(2001, { title: 'x' });
      await gitlab.settled();
    };
    const status = async (): Promise<unknown> =>
      (await ask('GET', `/projects/2001/hooks/${hook.id}`)).body.alert_status;
    for (let n = 0; n < 3; n += 1) await fail();
    expect(await status()).toBe('executable');
    await fail();
    expect(await status()).toBe('temporarily_disabled');
    await fail();
    expect(gitlab.deliveries.at(-1)).toMatchObject({ dropped: 'disabled', attempts: [] });
    expect(receiver.received).toHaveLength(4);
    for (let n = 4; n < 40; n += 1) {
      pass(25 * 3_600_000);
      await fail();
    }
    expect(await status()).toBe('disabled');
  });

  it('are disabled by the fourth 4xx up to 17.10, and saved by one success', async () => {
    const { gitlab } = await startStory({ autoDisableHooks: true, version: '17.10.0' });
    const receiver = await startReceiver();
    const hook = gitlab.addHook(2001, { url: receiver.url });
    const send = async (answer: number): Promise<void> => {
      receiver.answerWith(answer);
      gitlab.as('alice').createIssue(2001, { title: 'x' });
      await gitlab.settled();
    };
    for (const answer of [400, 400, 400, 200, 400, 400, 400]) await send(answer);
    expect(hook.disabled).toBe(false);
    await send(400);
    expect(hook.disabled).toBe(true);
  });
});

it('the token of the stories is the bot’s', async () => {
  const { ask } = await startStory();
  expect((await ask('GET', '/user', undefined, TOKEN)).body.username).toBe('incident-bot');
});
