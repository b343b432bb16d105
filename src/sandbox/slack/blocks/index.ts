/**
 * Block Kit as Slack checks it: every block, element and object with its keys and limits, and the rules for
 * all blocks of a message or view together. Strict: where it is not known whether Slack accepts something,
 * it is refused.
 */
import { block } from './block.ts';
import { type BlockError, check } from './errors.ts';
import { limits } from './limits.ts';
import { countCharacters, list } from './rules.ts';
import type { Surface } from './surfaces.ts';
import { checkSubmit, checkTogether } from './together.ts';
import { view as anyView } from './view.ts';

export type { BlockError } from './errors.ts';
export type { Surface } from './surfaces.ts';

/** What Slack has against these blocks; empty when nothing. Pointers begin with `/blocks`. */
export function validateBlocks(blocks: unknown, surface: Surface): BlockError[] {
  return [
    ...check(list(block, limits.blocks[surface]), blocks, '/blocks'),
    ...checkTogether(blocks, surface, '/blocks'),
  ];
}

/** What Slack has against this modal or App Home; empty when nothing. Pointers begin with `/view`. */
export function validateView(view: unknown): BlockError[] {
  const errors = check(anyView, view, '/view');
  if (typeof view !== 'object' || view === null) return errors;
  const { type, blocks, submit } = { type: null, blocks: null, submit: undefined, ...view };
  if (type !== 'modal' && type !== 'home') return errors;
  return [
    ...errors,
    ...checkTogether(blocks, type, '/view/blocks'),
    ...(type === 'modal' ? checkSubmit({ blocks, submit }, '/view') : []),
  ];
}

/**
 * Whether Slack refuses a message with `msg_blocks_too_long` although each block keeps its limits: more than
 * about 13,200 characters of JSON. Undocumented; measured by users (slackapi/bolt-js#2509, #2867).
 */
export function tooLong(blocks: unknown): boolean {
  return countCharacters(JSON.stringify(blocks) ?? '') > limits.blocks.totalCharacters.most;
}
