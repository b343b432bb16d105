import type { WebClient } from '@slack/web-api';
import type { Json } from '../workspace.ts';

export type Side = {
  client: WebClient;
  ids: { alice: string; bot: string; open: string; archived: string };
  /** Something that a person did, with which a view may be opened. */
  trigger(): Promise<string>;
};

export type Known = Record<string, unknown>;
/** `keep`: what later calls need of the answer. */
export type Step = {
  does: string;
  call(side: Side, known: Known): Promise<unknown>;
  keep?(body: Json): Known;
};

export const plain = (text: string) => ({ type: 'plain_text', text });
export const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('T'),
  blocks: [{ type: 'divider' }],
  ...more,
});
const metadata = { event_type: 'review_announced', event_payload: { key: 'k1' } };
export const link = 'https://gitlab.example/3';

/** Calls a method. */
export const api =
  (method: string, args: (side: Side, known: Known) => Json = () => ({})): Step['call'] =>
  (side, known) =>
    side.client.apiCall(method, args(side, known));

/** The object of this name in an answer. */
const inner = (body: Json, name: string): Json => {
  const found = body[name];
  return typeof found === 'object' && found !== null ? { ...found } : {};
};

/** Calls that both answer alike. */
export const SCRIPT: Step[] = [
  { does: 'asks who it is', call: api('auth.test') },
  {
    does: 'posts with blocks and metadata',
    call: api('chat.postMessage', ({ ids }) => ({
      channel: ids.open,
      text: 'x',
      blocks: [{ type: 'divider' }],
      metadata,
    })),
    keep: ({ ts }) => ({ ts }),
  },
  {
    does: 'posts another',
    call: api('chat.postMessage', ({ ids }) => ({
      channel: ids.open,
      text: 'x',
      metadata,
      blocks: [{ type: 'divider' }],
    })),
    keep: ({ ts }) => ({ left: ts }),
  },
  { does: 'posts nothing', call: api('chat.postMessage', ({ ids }) => ({ channel: ids.open })) },
  { does: 'posts nowhere', call: api('chat.postMessage', () => ({ channel: 'C0NOWHERE', text: 'x' })) },
  {
    does: 'posts to an archived channel',
    call: api('chat.postMessage', ({ ids }) => ({ channel: ids.archived, text: 'x' })),
  },
  {
    does: 'replies',
    call: api('chat.postMessage', ({ ids }, { ts }) => ({ channel: ids.open, text: 'reply', thread_ts: ts })),
  },
  {
    does: 'finds its key again',
    call: api('conversations.history', ({ ids }) => ({ channel: ids.open, include_all_metadata: true })),
  },
  {
    does: 'reads a thread',
    call: api('conversations.replies', ({ ids }, { ts }) => ({
      channel: ids.open,
      ts,
      include_all_metadata: true,
    })),
  },
  {
    does: 'changes it',
    call: api('chat.update', ({ ids }, { ts }) => ({ channel: ids.open, ts, text: 'y' })),
  },
  {
    does: 'changes what is not there',
    call: api('chat.update', ({ ids }) => ({ channel: ids.open, ts: '1.000001', text: 'y' })),
  },
  {
    does: 'links to it',
    call: api('chat.getPermalink', ({ ids }, { ts }) => ({ channel: ids.open, message_ts: ts })),
  },
  {
    does: 'links to nothing',
    call: api('chat.getPermalink', ({ ids }) => ({ channel: ids.open, message_ts: '1.000001' })),
  },
  {
    does: 'whispers',
    call: api('chat.postEphemeral', ({ ids }) => ({ channel: ids.open, user: ids.alice, text: 'psst' })),
  },
  {
    does: 'whispers in an archived channel',
    call: api('chat.postEphemeral', ({ ids }) => ({ channel: ids.archived, user: ids.alice, text: 'psst' })),
  },
  { does: 'deletes it', call: api('chat.delete', ({ ids }, { ts }) => ({ channel: ids.open, ts })) },
  { does: 'deletes it again', call: api('chat.delete', ({ ids }, { ts }) => ({ channel: ids.open, ts })) },
  { does: 'looks at a channel', call: api('conversations.info', ({ ids }) => ({ channel: ids.open })) },
  {
    does: 'looks at an archived channel',
    call: api('conversations.info', ({ ids }) => ({ channel: ids.archived })),
  },
  { does: 'looks at no channel', call: api('conversations.info', () => ({ channel: 'C0NOWHERE' })) },
  { does: 'lists channels', call: api('conversations.list', () => ({ exclude_archived: true })) },
  { does: 'lists members', call: api('conversations.members', ({ ids }) => ({ channel: ids.open })) },
  { does: 'joins where it is', call: api('conversations.join', ({ ids }) => ({ channel: ids.open })) },
  {
    does: 'joins an archived channel',
    call: api('conversations.join', ({ ids }) => ({ channel: ids.archived })),
  },
  {
    does: 'opens a conversation',
    call: api('conversations.open', ({ ids }) => ({ users: ids.alice })),
    keep: (body) => ({ direct: inner(body, 'channel').id }),
  },
  {
    does: 'writes there',
    call: api('chat.postMessage', (_, { direct }) => ({ channel: direct, text: 'hello' })),
  },
  {
    does: 'opens a conversation with nobody',
    call: api('conversations.open', () => ({ users: 'U0NOBODY' })),
  },
  { does: 'looks at a person', call: api('users.info', ({ ids }) => ({ user: ids.alice })) },
  { does: 'looks at nobody', call: api('users.info', () => ({ user: 'U0NOBODY' })) },
  { does: 'lists people', call: api('users.list') },
  {
    does: 'finds a person by address',
    call: api('users.lookupByEmail', () => ({ email: 'alice@acme.example' })),
  },
  {
    does: 'finds nobody by address',
    call: api('users.lookupByEmail', () => ({ email: 'nobody@acme.example' })),
  },
  {
    does: 'adds a bookmark',
    call: api('bookmarks.add', ({ ids }) => ({ channel_id: ids.open, title: 'Review', type: 'link', link })),
    keep: (body) => ({ bookmark: inner(body, 'bookmark').id }),
  },
  {
    does: 'adds a bookmark to nothing on the web',
    call: api('bookmarks.add', ({ ids }) => ({ channel_id: ids.open, title: 'x', type: 'link', link: 'x' })),
  },
  {
    does: 'adds a bookmark of another kind',
    call: api('bookmarks.add', ({ ids }) => ({ channel_id: ids.open, title: 'x', type: 'page', link })),
  },
  { does: 'lists bookmarks', call: api('bookmarks.list', ({ ids }) => ({ channel_id: ids.open })) },
  {
    does: 'removes a bookmark',
    call: api('bookmarks.remove', ({ ids }, { bookmark }) => ({
      channel_id: ids.open,
      bookmark_id: bookmark,
    })),
  },
  {
    does: 'removes it again',
    call: api('bookmarks.remove', ({ ids }, { bookmark }) => ({
      channel_id: ids.open,
      bookmark_id: bookmark,
    })),
  },
  {
    does: 'opens a modal',
    call: async (side) =>
      side.client.apiCall('views.open', { trigger_id: await side.trigger(), view: modal() }),
    keep: (body) => ({ view: inner(body, 'view').id, hash: inner(body, 'view').hash }),
  },
  {
    does: 'opens a modal for nothing',
    call: api('views.open', () => ({ trigger_id: '1.2.nonsense', view: modal() })),
  },
  {
    does: 'opens two for one act',
    async call(side) {
      const trigger_id = await side.trigger();
      await side.client.apiCall('views.open', { trigger_id, view: modal() });
      return side.client.apiCall('views.open', { trigger_id, view: modal() });
    },
  },
  {
    does: 'publishes a Home',
    call: api('views.publish', ({ ids }) => ({
      user_id: ids.alice,
      view: { type: 'home', blocks: [{ type: 'divider' }] },
    })),
  },
  {
    does: 'publishes a Home with an old hash',
    call: api('views.publish', ({ ids }) => ({
      user_id: ids.alice,
      view: { type: 'home', blocks: [{ type: 'divider' }] },
      hash: '1.old',
    })),
  },
  { does: 'updates no view', call: api('views.update', () => ({ view_id: 'V0NOWHERE', view: modal() })) },
  {
    does: 'uploads a file',
    call: ({ client, ids }) =>
      client.filesUploadV2({
        channel_id: ids.open,
        filename: 'a.png',
        file: Buffer.from('png'),
        initial_comment: 'here',
      }),
  },
  {
    does: 'completes no upload',
    call: api('files.completeUploadExternal', ({ ids }) => ({
      files: [{ id: 'F0NOWHERE' }],
      channel_id: ids.open,
    })),
  },
];
