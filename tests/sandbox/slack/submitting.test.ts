import { describe, expect, it } from 'vitest';
import { modal, plain, type Stage, startStage } from './view-stage.ts';

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
