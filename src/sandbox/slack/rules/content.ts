import { isObject } from '../http/read.ts';
import { Refusal } from '../http/refusal.ts';
import type { Block } from '../shown.ts';
import type { Metadata } from '../state.ts';
import { checkedBlocks, type TooLong } from './check-blocks.ts';

/** Longer texts are cut; changelog of Slack's API, April 2018. */
const LONGEST_TEXT = 40_000;

const MOST_ATTACHMENTS = 100;

export type Content = { text: string; blocks: Block[]; attachments: unknown[]; metadata: Metadata | null };

/** What may be written into a message; methods differ only in what they call it. */
export type ContentArguments = {
  text?: string;
  markdown_text?: string;
  blocks?: unknown;
  attachments?: unknown;
  metadata?: unknown;
};

/** Codes with which content is refused everywhere. */
export const CONTENT_ERRORS = [
  'invalid_blocks',
  'invalid_blocks_format',
  'markdown_text_conflict',
  'no_text',
  'too_many_attachments',
];

export const METADATA_ERRORS = ['invalid_metadata_format', 'invalid_metadata_schema'];

/** Checks what a message would say; refuses what Slack refuses. */
export function readContent(args: ContentArguments, tooLong: TooLong): Content {
  const { text = '', markdown_text: markdown = '' } = args;
  const blocks = args.blocks === undefined ? [] : checkedBlocks(args.blocks, tooLong);
  const attachments = readAttachments(args.attachments);
  if (markdown !== '' && (text !== '' || blocks.length > 0)) throw new Refusal('markdown_text_conflict');
  if (text === '' && markdown === '' && blocks.length === 0 && attachments.length === 0) {
    throw new Refusal('no_text');
  }
  return {
    text: [...(text || markdown)].slice(0, LONGEST_TEXT).join(''),
    blocks,
    attachments,
    metadata: readMetadata(args.metadata),
  };
}

function readAttachments(given: unknown): unknown[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw new Refusal('no_text');
  if (given.length > MOST_ATTACHMENTS) throw new Refusal('too_many_attachments');
  return given;
}

function readMetadata(given: unknown): Metadata | null {
  if (given === undefined) return null;
  if (!isObject(given)) throw new Refusal('invalid_metadata_format');
  const { event_type, event_payload } = given;
  if (typeof event_type !== 'string' || event_type === '' || !isObject(event_payload)) {
    throw new Refusal('invalid_metadata_schema');
  }
  return { event_type, event_payload };
}
