/** Blocks to be read: section, header, context, markdown, divider. */
import { z } from 'zod';
import { button, workflowButton } from '../elements/buttons.ts';
import { checkboxes, radioButtons } from '../elements/choices.ts';
import { image } from '../elements/image.ts';
import { overflow, selects } from '../elements/menus.ts';
import { datePicker, timePicker } from '../elements/pickers.ts';
import { limits } from '../limits.ts';
import { anyText, mrkdwn, plainText } from '../objects.ts';
import { characters, complain, list } from '../rules.ts';
import { blockId } from './common.ts';

const accessory = z.discriminatedUnion('type', [
  button,
  workflowButton,
  checkboxes,
  radioButtons,
  image,
  overflow,
  datePicker,
  timePicker,
  ...selects,
]);

export const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(limits.section.text).optional(),
    fields: list(anyText(limits.section.field), limits.section.fields).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .superRefine((block, context) => {
    if (block.text === undefined && block.fields === undefined)
      complain(context, 'must provide text or fields');
  });

export const header = z.strictObject({
  type: z.literal('header'),
  block_id: blockId,
  text: plainText(limits.header.text),
});

export const context = z.strictObject({
  type: z.literal('context'),
  block_id: blockId,
  elements: list(
    z.discriminatedUnion('type', [plainText(limits.text), mrkdwn(limits.text), image]),
    limits.context.elements,
  ),
});

export const markdown = z.strictObject({
  type: z.literal('markdown'),
  block_id: blockId,
  text: characters(limits.markdown.text),
});

export const divider = z.strictObject({ type: z.literal('divider'), block_id: blockId });
