/** Blocks that frame others: alert, card, carousel, container. */
import { z } from 'zod';
import { button } from '../elements/buttons.ts';
import { image } from '../elements/image.ts';
import { limits } from '../limits.ts';
import { anyText, mrkdwn, plainText } from '../objects.ts';
import { richText } from '../rich-text.ts';
import { complain, list, name } from '../rules.ts';
import { blockId } from './common.ts';
import { actions, input } from './interactive.ts';
import { file, imageBlock, video } from './media.ts';
import { table } from './tables.ts';
import { context as contextBlock, divider, header, section } from './texts.ts';

export const alert = z.strictObject({
  type: z.literal('alert'),
  block_id: blockId,
  text: anyText(limits.alert.text),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

export const card = z
  .strictObject({
    type: z.literal('card'),
    block_id: blockId,
    hero_image: image.optional(),
    icon: image.optional(),
    slack_icon: z.strictObject({ type: z.literal('icon'), name }).optional(),
    title: mrkdwn(limits.card.title).optional(),
    subtitle: mrkdwn(limits.card.subtitle).optional(),
    body: mrkdwn(limits.card.body).optional(),
    subtext: mrkdwn(limits.card.subtext).optional(),
    actions: list(button, limits.card.buttons).optional(),
  })
  .superRefine((block, context) => {
    if (!block.hero_image && !block.title && !block.body && !block.actions)
      complain(context, 'must provide hero_image, title, body or actions');
  });

export const carousel = z.strictObject({
  type: z.literal('carousel'),
  block_id: blockId,
  elements: list(card, limits.carousel.cards),
});

export const container = z
  .strictObject({
    type: z.literal('container'),
    block_id: blockId,
    title: plainText(limits.container.title).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(limits.container.subtitle).optional(),
    icon: image.optional(),
    child_blocks: list(
      z.discriminatedUnion('type', [
        actions,
        contextBlock,
        divider,
        file,
        header,
        imageBlock,
        input,
        richText,
        section,
        table,
        video,
      ]),
      limits.container.blocks,
    ),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .superRefine((block, context) => {
    if (!block.title && !block.rich_text_title) complain(context, 'must provide title or rich_text_title');
    if (block.default_collapsed && !block.is_collapsible)
      complain(context, 'must be collapsible to be collapsed', 'default_collapsed');
  });
