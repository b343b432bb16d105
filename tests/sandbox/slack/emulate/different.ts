import { api, link, modal, plain, type Step } from './script.ts';

/** What the real Slack does otherwise than emulate: first its own answer, then emulate's. */
export const DIFFERENT: (Step & { ours: string; theirs: string })[] = [
  // The documentation takes ids and names.
  {
    does: 'posts by name',
    call: api('chat.postMessage', () => ({ channel: '#open', text: 'x' })),
    ours: 'ok',
    theirs: 'channel_not_found',
  },
  // Documented for this method alone.
  {
    does: 'changes a message in an archived channel',
    call: api('chat.update', ({ ids }, { old }) => ({ channel: ids.archived, ts: old, text: 'y' })),
    ours: 'is_inactive',
    theirs: 'ok',
  },
  {
    does: 'changes with too many words',
    call: api('chat.update', ({ ids }, { left }) => ({
      channel: ids.open,
      ts: left,
      text: 'a'.repeat(4_001),
    })),
    ours: 'msg_too_long',
    theirs: 'ok',
  },
  // Slack checks Block Kit.
  {
    does: 'posts blocks that are none',
    call: api('chat.postMessage', ({ ids }) => ({
      channel: ids.open,
      text: 'x',
      blocks: [{ type: 'bogus' }],
    })),
    ours: 'invalid_blocks',
    theirs: 'ok',
  },
  {
    does: 'opens a modal with a long title',
    call: async (side) =>
      side.client.apiCall('views.open', {
        trigger_id: await side.trigger(),
        view: modal({ title: plain('a'.repeat(40)) }),
      }),
    ours: 'invalid_arguments',
    theirs: 'ok',
  },
  // Not among the documented codes of this method.
  {
    does: 'adds a bookmark to an archived channel',
    call: api('bookmarks.add', ({ ids }) => ({ channel_id: ids.archived, title: 'x', type: 'link', link })),
    ours: 'permission_denied',
    theirs: 'is_archived',
  },
  // Slack's documentation warns of it, and slack-go issue 1066 shows the code.
  {
    does: 'unarchives',
    call: api('conversations.unarchive', ({ ids }) => ({ channel: ids.archived })),
    ours: 'not_in_channel',
    theirs: 'ok',
  },
];
