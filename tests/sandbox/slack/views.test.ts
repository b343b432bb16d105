import { describe, expect, it } from 'vitest';
import { home, modal, plain, startStage } from './view-stage.ts';
import { refusal, refusalBody } from './workspace.ts';

describe('modals', () => {
  it('open for who acted, once, within three seconds', async () => {
    const { client, ids, trigger, modals, pass } = await startStage();
    const trigger_id = await trigger();
    const opened = await client.views.open({ trigger_id, view: modal() });
    expect(opened.view).toMatchObject({
      type: 'modal',
      title: { text: 'Due date' },
      callback_id: 'due',
      private_metadata: '7',
      hash: expect.any(String),
      root_view_id: opened.view?.id,
      previous_view_id: null,
      state: { values: {} },
    });
    expect(modals()).toMatchObject([
      {
        id: opened.view?.id,
        user: ids.alice,
        type: 'modal',
        title: 'Due date',
        submit: 'Save',
        close: 'Cancel',
      },
    ]);
    expect(await refusal(client.views.open({ trigger_id, view: modal() }))).toBe('exchanged_trigger_id');
    expect(await refusal(client.views.open({ trigger_id: '1.2.x', view: modal() }))).toBe(
      'invalid_trigger_id',
    );
    const late = await trigger();
    pass(3_001);
    expect(await refusal(client.views.open({ trigger_id: late, view: modal() }))).toBe('expired_trigger_id');
    expect(await refusal(client.apiCall('views.open', { view: modal() }))).toBe('invalid_arguments');
  });

  it('are checked, with pointers to what is wrong, without using up the trigger', async () => {
    const { client, trigger } = await startStage();
    const trigger_id = await trigger();
    const open = (view: unknown) => client.apiCall('views.open', { trigger_id, view });
    const long = await refusalBody(open(modal({ title: plain('a'.repeat(25)) })));
    expect(long).toMatchObject({ error: 'invalid_arguments' });
    expect(JSON.stringify(long)).toContain('[json-pointer:/view/title');
    expect(await refusalBody(open(home()))).toMatchObject({
      response_metadata: { messages: ['[ERROR] must be of type modal [json-pointer:/view/type]'] },
    });
    expect(await refusal(open('nonsense'))).toBe('invalid_arguments');
    expect(await refusal(open(modal({ private_metadata: 'a'.repeat(250_000) })))).toBe('view_too_large');
    expect((await open(modal())).ok).toBe(true);
  });

  it('lie on each other, three deep', async () => {
    const { client, trigger, modals } = await startStage();
    const push = async () => client.views.push({ trigger_id: await trigger(), view: modal() });
    expect(await refusal(push())).toBe('not_found');
    const { view } = await client.views.open({ trigger_id: await trigger(), view: modal() });
    const pushed = await push();
    expect(pushed.view).toMatchObject({ root_view_id: view?.id, previous_view_id: view?.id });
    await push();
    expect(await refusal(push())).toBe('push_limit_reached');
    expect(modals()).toHaveLength(3);
    await client.views.open({ trigger_id: await trigger(), view: modal() });
    expect(modals()).toHaveLength(1);
  });

  it('are updated by id or external id, if their hash is still true', async () => {
    const { client, trigger, modals } = await startStage();
    const { view } = await client.views.open({
      trigger_id: await trigger(),
      view: modal({ external_id: 'due-7' }),
    });
    const view_id = view?.id ?? '';
    const updated = await client.views.update({
      view_id,
      hash: view?.hash ?? '',
      view: modal({ title: plain('New') }),
    });
    expect(updated.view?.hash).not.toBe(view?.hash);
    expect(modals()).toMatchObject([{ id: view_id, title: 'New' }]);
    expect(await refusal(client.views.update({ view_id, hash: view?.hash ?? '', view: modal() }))).toBe(
      'hash_conflict',
    );
    await client.views.update({ view_id, view: modal({ external_id: 'due-8' }) });
    expect(
      (await client.views.update({ external_id: 'due-8', view: modal({ external_id: 'due-8' }) })).ok,
    ).toBe(true);
    expect(await refusal(client.views.update({ external_id: 'due-7', view: modal() }))).toBe('not_found');
    const other = client.views.push({ trigger_id: await trigger(), view: modal({ external_id: 'due-8' }) });
    expect(await refusal(other)).toBe('duplicate_external_id');
  });
});

describe('App Home', () => {
  it('is published for each person, and keeps its id', async () => {
    const { slack, client, ids } = await startStage();
    const first = await client.views.publish({ user_id: ids.alice, view: home('first') });
    const second = await client.views.publish({
      user_id: ids.alice,
      view: home('second'),
      hash: first.view?.hash ?? '',
    });
    expect(second.view?.id).toBe(first.view?.id);
    expect(slack.snapshot().homes).toMatchObject([
      { user: ids.alice, type: 'home', title: null, blocks: home('second').blocks },
    ]);
    const stale = client.views.publish({ user_id: ids.alice, view: home(), hash: first.view?.hash ?? '' });
    expect(await refusal(stale)).toBe('hash_conflict');
    expect(await refusalBody(client.views.publish({ user_id: 'U0NOBODY', view: home() }))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] invalid `user_id`'] },
    });
  });

  it('is not there when it is switched off', async () => {
    const { slack, client, ids } = await startStage();
    slack.configureApp({ homeTab: false });
    expect(await refusal(client.views.publish({ user_id: ids.alice, view: home() }))).toBe('not_enabled');
    await expect(slack.as('alice').openHome()).rejects.toThrow('no Home tab');
  });

  it('has buttons like any view', async () => {
    const { slack, app, client, ids } = await startStage();
    const blocks = [
      { type: 'actions', elements: [{ type: 'button', text: plain('Refresh'), action_id: 'refresh' }] },
    ];
    await client.apiCall('views.publish', { user_id: ids.bob, view: { type: 'home', blocks } });
    const [view] = slack.snapshot().homes;
    if (!view) throw new Error('there is no App Home');
    await slack.as('bob').clickInView(view, 'Refresh');
    expect(app.received.at(-1)?.json).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view.id },
      view: { id: view.id, type: 'home' },
      actions: [{ action_id: 'refresh' }],
    });
    await expect(slack.as('alice').clickInView(view, 'Refresh')).rejects.toThrow('no such view');
  });
});
