import { describe, expect, it } from 'vitest';
import type { ShownView } from '../../../src/sandbox/slack/index.ts';
import { type App, refusal, refusalBody, startApp, startWorkspace, type Workspace } from './workspace.ts';

const COMMAND = '/incident-review';
const plain = (text: string) => ({ type: 'plain_text' as const, text });

const modal = (more: object = {}) => ({
  type: 'modal' as const,
  title: plain('Due date'),
  submit: plain('Save'),
  close: plain('Cancel'),
  callback_id: 'due',
  private_metadata: '7',
  blocks: [
    {
      type: 'input' as const,
      block_id: 'reason',
      label: plain('Reason'),
      element: { type: 'plain_text_input' as const, action_id: 'text' },
    },
    {
      type: 'input' as const,
      block_id: 'days',
      optional: true,
      label: plain('Days'),
      element: {
        type: 'static_select' as const,
        action_id: 'choice',
        options: [
          { text: plain('1 day'), value: '1d' },
          { text: plain('2 days'), value: '2d' },
        ],
        initial_option: { text: plain('1 day'), value: '1d' },
      },
    },
  ],
  ...more,
});

const home = (text = 'Nothing to do') => ({
  type: 'home' as const,
  blocks: [{ type: 'section' as const, text: plain(text) }],
});

type Stage = Workspace & { app: App; trigger(name?: string): Promise<string>; modals(): ShownView[] };

async function startStage(): Promise<Stage> {
  const app = await startApp();
  const commands = [{ command: COMMAND, shouldEscape: false }];
  const workspace = await startWorkspace({ requestUrl: app.url, commands });
  return {
    ...workspace,
    app,
    modals: () => workspace.slack.snapshot().modals,
    async trigger(name = 'alice') {
      await workspace.slack.as(name).command(COMMAND, '', 'open');
      return app.received.at(-1)?.form.get('trigger_id') ?? '';
    },
  };
}

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

describe('submitting', () => {
  async function opened(more: object = {}): Promise<Stage> {
    const stage = await startStage();
    await stage.client.views.open({ trigger_id: await stage.trigger(), view: modal(more) });
    return stage;
  }

  it('sends what was filled in, and closes the modal', async () => {
    const { slack, app, ids, modals } = await opened();
    expect(await slack.as('alice').submit({ reason: 'holidays', days: '2 days' })).toEqual({ errors: {} });
    expect(app.received.at(-1)?.json).toMatchObject({
      type: 'view_submission',
      user: { id: ids.alice },
      trigger_id: expect.any(String),
      view: {
        callback_id: 'due',
        private_metadata: '7',
        state: {
          values: {
            reason: { text: { type: 'plain_text_input', value: 'holidays' } },
            days: {
              choice: { type: 'static_select', selected_option: { text: plain('2 days'), value: '2d' } },
            },
          },
        },
      },
    });
    expect(modals()).toEqual([]);
  });

  it('keeps the modal open and tells the errors that the app answers', async () => {
    const { slack, app, modals } = await opened();
    app.answerWith({ body: { response_action: 'errors', errors: { reason: 'too short' } } });
    expect(await slack.as('alice').submit({ reason: 'x' })).toEqual({ errors: { reason: 'too short' } });
    expect(modals()).toHaveLength(1);
    app.answerWith({ status: 500 });
    expect(await slack.as('alice').submit({ reason: 'x' })).toEqual({ errors: {} });
    expect(modals()).toHaveLength(1);
  });

  it('follows the app’s other answers', async () => {
    const { slack, app, client, trigger, modals } = await opened();
    const submitting = () => slack.as('alice').submit({ reason: 'x' });
    app.answerWith({ body: { response_action: 'update', view: modal({ title: plain('Second') }) } });
    await submitting();
    expect(modals()).toMatchObject([{ title: 'Second' }]);
    app.answerWith({ body: { response_action: 'push', view: modal({ title: plain('Third') }) } });
    await submitting();
    expect(modals()).toMatchObject([{ title: 'Second' }, { title: 'Third' }]);
    app.answerWith({ body: {} });
    await submitting();
    expect(modals()).toMatchObject([{ title: 'Second' }]);
    await client.views.push({ trigger_id: await trigger(), view: modal() });
    app.answerWith({ body: { response_action: 'clear' } });
    await submitting();
    expect(modals()).toEqual([]);
    slack.assertNothingUnforeseen();
  });

  it('holds answers that Slack would not take against the test', async () => {
    const { slack, app, modals } = await opened();
    app.answerWith({ body: { response_action: 'update', view: { type: 'modal' } } });
    await slack.as('alice').submit({ reason: 'x' });
    app.answerWith({ body: { response_action: 'dance' } });
    await slack.as('alice').submit({ reason: 'x' });
    expect(modals()).toHaveLength(1);
    expect(slack.journal.unforeseen).toHaveLength(2);
  });

  it('is not possible with empty inputs, unknown ones, or without a modal', async () => {
    const { slack } = await opened();
    await expect(slack.as('alice').submit({})).rejects.toThrow('Slack asks alice to fill in Reason');
    await expect(slack.as('alice').submit({ colour: 'red' })).rejects.toThrow('no input colour');
    await expect(slack.as('alice').submit({ reason: 'x', days: '9 days' })).rejects.toThrow(
      'no choice 9 days',
    );
    await expect(slack.as('bob').submit({})).rejects.toThrow('bob has no modal open');
  });

  it('knows all kinds of inputs', async () => {
    const options = [
      { text: plain('One'), value: '1' },
      { text: plain('Two'), value: '2' },
    ];
    const input = (block_id: string, element: object) => ({
      type: 'input',
      block_id,
      label: plain(block_id),
      element: { action_id: 'a', ...element },
    });
    const { slack, app, ids } = await opened({
      blocks: [
        input('number', { type: 'number_input', is_decimal_allowed: false }),
        input('boxes', { type: 'checkboxes', options }),
        input('radio', { type: 'radio_buttons', options, initial_option: options[1] }),
        input('user', { type: 'users_select' }),
        input('users', { type: 'multi_users_select' }),
        input('channel', { type: 'channels_select' }),
        input('conversation', { type: 'conversations_select' }),
        input('date', { type: 'datepicker', initial_date: '2024-11-01' }),
        input('time', { type: 'timepicker' }),
        input('moment', { type: 'datetimepicker' }),
      ],
    });
    const filled = {
      number: 3,
      boxes: ['One', '2'],
      user: ids.bob,
      users: [ids.alice],
      channel: ids.open,
      conversation: ids.open,
      time: '10:00',
      moment: 1_730_348_280,
    };
    await slack.as('alice').submit(filled);
    expect(app.received.at(-1)?.json).toMatchObject({
      view: {
        state: {
          values: {
            number: { a: { type: 'number_input', value: '3' } },
            boxes: { a: { selected_options: options } },
            radio: { a: { selected_option: options[1] } },
            user: { a: { selected_user: ids.bob } },
            users: { a: { selected_users: [ids.alice] } },
            channel: { a: { selected_channel: ids.open } },
            conversation: { a: { selected_conversation: ids.open } },
            date: { a: { selected_date: '2024-11-01' } },
            time: { a: { selected_time: '10:00' } },
            moment: { a: { selected_date_time: 1_730_348_280 } },
          },
        },
      },
    });
  });

  it('tells of closing only where the app wants to know', async () => {
    const { slack, app, client, trigger, modals } = await opened();
    const before = app.received.length;
    await slack.as('alice').closeModal();
    expect(app.received).toHaveLength(before);
    await client.views.open({ trigger_id: await trigger(), view: modal({ notify_on_close: true }) });
    await client.views.push({
      trigger_id: await trigger(),
      view: modal({ notify_on_close: true, clear_on_close: true }),
    });
    await slack.as('alice').closeModal();
    expect(modals()).toEqual([]);
    expect(app.received.slice(-2).map(({ json }) => [json.type, json.is_cleared])).toEqual([
      ['view_closed', true],
      ['view_closed', true],
    ]);
    await expect(slack.as('alice').closeModal()).rejects.toThrow('no modal open');
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
