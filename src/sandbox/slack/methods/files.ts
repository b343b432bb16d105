import { type Call, method } from '../http/method.ts';
import { isObject } from '../http/read.ts';
import { invalidArguments, Refusal } from '../http/refusal.ts';
import { newId } from '../ids.ts';
import { listOfBlocks } from '../rules/check-blocks.ts';
import { ensureDirect, isMember, requireConversation } from '../rules/conversations.ts';
import { addMessage } from '../rules/messages.ts';
import type { Block } from '../shown.ts';
import type { Conversation, Upload } from '../state.ts';

const LONGEST_ALT_TEXT = 1_000;
const MOST_PLACES = 100;

export const getUploadUrl = method({
  name: 'files.getUploadURLExternal',
  scopes: ['files:write'],
  errors: ['alt_txt_too_large', 'missing_argument'],
  fields: {
    length: 'integer',
    filename: 'string',
    snippet_type: 'string',
    alt_txt: 'string',
    // What Slack's own client calls it.
    alt_text: 'string',
  },
  required: ['length', 'filename'],
  answer({ world }, args) {
    if (args.length < 1) throw new Refusal('missing_argument');
    const alt = args.alt_txt ?? args.alt_text ?? '';
    if ([...alt].length > LONGEST_ALT_TEXT) throw new Refusal('alt_txt_too_large');
    const path = `/upload/v1/${world.random.hex(40)}`;
    const fileId = newId(world.random, 'F');
    world.db.uploads.set(path, { fileId, name: args.filename, length: args.length, received: null });
    return { upload_url: world.url + path, file_id: fileId };
  },
});

/** Slack shares files later; the double at once. The answer names no message in either. */
export const completeUpload = method({
  name: 'files.completeUploadExternal',
  json: true,
  scopes: ['files:write'],
  errors: [
    'channel_not_found',
    'channels_limit_exceeded',
    'file_not_found',
    'invalid_blocks',
    'not_in_channel',
    'posting_to_channel_denied',
  ],
  fields: {
    files: 'json',
    channel_id: 'string',
    channels: 'string',
    thread_ts: 'string',
    initial_comment: 'string',
    blocks: 'json',
    username: 'string',
    icon_url: 'string',
    icon_emoji: 'string',
  },
  required: ['files'],
  answer(call, args) {
    const { world, bot } = call;
    const files = readFiles(call, args.files);
    const ids = args.channels?.split(',') ?? (args.channel_id === undefined ? [] : [args.channel_id]);
    if (ids.length > MOST_PLACES) throw new Refusal('channels_limit_exceeded');
    const places = ids.map((id) => placeFor(call, id));
    const text = args.initial_comment ?? '';
    const blocks = text === '' ? readBlocks(args.blocks) : [];
    for (const { upload } of files) dropUpload(call, upload);
    const shown = files.map(({ upload, title }) => ({ id: upload.fileId, title }));
    for (const place of places) {
      const thread = args.thread_ts ?? null;
      addMessage(world, place, { user: bot.id, byApp: true, text, blocks, thread, files: shown });
    }
    return { files: shown };
  },
});

type Wanted = { upload: Upload; title: string };

function readFiles({ world }: Call, given: unknown): Wanted[] {
  if (!Array.isArray(given) || given.length === 0) {
    throw invalidArguments('must provide an array [json-pointer:/files]');
  }
  return given.map((file: unknown) => {
    if (!isObject(file)) throw invalidArguments('must provide an object [json-pointer:/files]');
    const found = [...world.db.uploads.values()].find(({ fileId }) => fileId === file.id);
    if (!found || found.received === null) throw new Refusal('file_not_found');
    return { upload: found, title: typeof file.title === 'string' ? file.title : found.name };
  });
}

function dropUpload({ world }: Call, upload: Upload): void {
  for (const [path, one] of world.db.uploads) if (one === upload) world.db.uploads.delete(path);
}

function placeFor({ world, bot }: Call, id: string): Conversation {
  if (world.db.users.has(id)) return ensureDirect(world, id).direct;
  const place = requireConversation(world, bot, id);
  if (place.kind === 'direct') return place;
  if (place.archived) throw new Refusal('posting_to_channel_denied');
  if (!isMember(bot, place)) throw new Refusal('not_in_channel');
  return place;
}

function readBlocks(given: unknown): Block[] {
  const blocks = given === undefined ? [] : listOfBlocks(given);
  if (blocks === null) throw new Refusal('invalid_blocks');
  return blocks;
}
