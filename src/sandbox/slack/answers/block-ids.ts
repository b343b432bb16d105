import { createHash } from 'node:crypto';
import { isObject } from '../http/read.ts';
import type { Block } from '../shown.ts';

/** Slack names every block and every element to which people can do something, unless the app did. */
export function withBlockIds(seed: string, blocks: readonly Block[]): Block[] {
  return blocks.map((block, index) => {
    const blockId = typeof block.block_id === 'string' ? block.block_id : invented(`${seed} ${index}`);
    return { ...withActionIds(blockId, block), type: block.type, block_id: blockId };
  });
}

function withActionIds(blockId: string, block: Block): Block {
  const named = (element: unknown, index: number): unknown =>
    isObject(element) &&
    element.type !== 'image' &&
    element.type !== 'mrkdwn' &&
    element.type !== 'plain_text'
      ? { ...element, action_id: element.action_id ?? invented(`${blockId} ${index}`) }
      : element;
  return {
    ...block,
    ...(block.type === 'actions' && Array.isArray(block.elements) && { elements: block.elements.map(named) }),
    ...(block.accessory !== undefined && { accessory: named(block.accessory, 0) }),
    ...(block.element !== undefined && { element: named(block.element, 0) }),
  };
}

function invented(seed: string): string {
  return createHash('sha256').update(seed).digest('base64url').slice(0, 5);
}
