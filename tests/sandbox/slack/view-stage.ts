import type { ShownView } from '../../../src/sandbox/slack/index.ts';
import { type App, startApp, startWorkspace, type Workspace } from './workspace.ts';

const COMMAND = '/incident-review';
export const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** A modal with a reason to give and a choice to make. */
export const modal = (more: object = {}) => ({
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

export const home = (text = 'Nothing to do') => ({
  type: 'home' as const,
  blocks: [{ type: 'section' as const, text: plain(text) }],
});

export type Stage = Workspace & { app: App; trigger(name?: string): Promise<string>; modals(): ShownView[] };

/** A workspace in which people act, so that views may be opened. */
export async function startStage(): Promise<Stage> {
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
