import { tooLong, validateBlocks } from '../blocks/index.ts';
import { isObject } from '../http/read.ts';
import { Refusal } from '../http/refusal.ts';
import type { Block } from '../shown.ts';

/** How a method calls blocks that are too long altogether. */
export type TooLong = 'msg_blocks_too_long' | 'msg_too_long';

/** Blocks of a message as they may be stored; refuses as Slack does, with what is wrong where. */
export function checkedBlocks(given: unknown, tooLongCode: TooLong): Block[] {
  const blocks = listOfBlocks(given);
  if (blocks === null) throw new Refusal('invalid_blocks_format');
  const errors = validateBlocks(blocks, 'message').map(
    ({ message, pointer }) => `${message} [json-pointer:${pointer}]`,
  );
  if (errors.length > 0) {
    throw new Refusal('invalid_blocks', {
      errors,
      response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) },
    });
  }
  if (tooLong(blocks)) throw new Refusal(tooLongCode);
  return blocks;
}

/** null: not even a list of objects that say what they are. */
export function listOfBlocks(given: unknown): Block[] | null {
  if (!Array.isArray(given)) return null;
  const blocks: Block[] = [];
  for (const block of given) {
    if (!isObject(block) || typeof block.type !== 'string') return null;
    blocks.push({ ...block, type: block.type });
  }
  return blocks;
}
