import { z } from 'zod';

/** As much of Block Kit as is drawn. The double has checked each block by Slack's rules already. */
const styles = z
  .object({ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean() })
  .partial()
  .default({});

export const textObject = z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() });

export const richElement = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), style: styles }),
  z.object({ type: z.literal('link'), url: z.string(), text: z.string().optional(), style: styles }),
  z.object({ type: z.literal('user'), user_id: z.string(), style: styles }),
  z.object({ type: z.literal('channel'), channel_id: z.string(), style: styles }),
  z.object({ type: z.literal('emoji'), name: z.string(), unicode: z.string().optional(), style: styles }),
  z.object({ type: z.literal('date'), fallback: z.string().optional(), style: styles }),
]);

const richLine = z.object({ type: z.literal('rich_text_section'), elements: z.array(z.unknown()) });

export const richPart = z.discriminatedUnion('type', [
  richLine,
  z.object({ type: z.literal('rich_text_quote'), elements: z.array(z.unknown()) }),
  z.object({ type: z.literal('rich_text_preformatted'), elements: z.array(z.unknown()) }),
  z.object({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(richLine),
    indent: z.number().default(0),
  }),
]);

export const button = z.object({
  type: z.literal('button'),
  text: textObject,
  url: z.string().optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const image = z.object({ type: z.literal('image'), alt_text: z.string() });

export const drawnBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), text: textObject }),
  z.object({
    type: z.literal('section'),
    text: textObject.optional(),
    fields: z.array(textObject).default([]),
    accessory: z.unknown().optional(),
  }),
  z.object({ type: z.literal('rich_text'), elements: z.array(z.unknown()) }),
  z.object({ type: z.literal('context'), elements: z.array(z.union([textObject, image])) }),
  z.object({ type: z.literal('actions'), elements: z.array(z.unknown()) }),
  z.object({ type: z.literal('divider') }),
  image.extend({ title: textObject.optional() }),
]);

export type RichElement = z.infer<typeof richElement>;
export type RichPart = z.infer<typeof richPart>;
export type Button = z.infer<typeof button>;
export type TextObject = z.infer<typeof textObject>;
