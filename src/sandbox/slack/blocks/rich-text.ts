/** Rich text: what people compose, and the one kind of text in which nothing is read as markup. */
import { z } from 'zod';
import { limits } from './limits.ts';
import { characters, list, name, url, whole } from './rules.ts';

const flag = z.boolean().optional();
const letters = { bold: flag, italic: flag, strike: flag, underline: flag };

/** Of text and links. */
const style = z.strictObject({ ...letters, code: flag }).optional();

/** Of what names somebody or something. */
const mentionStyle = z
  .strictObject({ ...letters, highlight: flag, client_highlight: flag, unlink: flag })
  .optional();

const text = z.strictObject({ type: z.literal('text'), text: characters({ least: 1 }), style });

const link = z.strictObject({
  type: z.literal('link'),
  url: url({}),
  text: z.string().optional(),
  unsafe: flag,
  style,
});

const emoji = z.strictObject({
  type: z.literal('emoji'),
  name,
  unicode: z.string().optional(),
  skin_tone: whole({ least: 1, most: 6 }).optional(),
  url: url({}).optional(),
  style,
});

const mention = { style: mentionStyle };
const user = z.strictObject({ type: z.literal('user'), user_id: name, ...mention });
const usergroup = z.strictObject({ type: z.literal('usergroup'), usergroup_id: name, ...mention });
const channel = z.strictObject({ type: z.literal('channel'), channel_id: name, ...mention });
const team = z.strictObject({ type: z.literal('team'), team_id: name, ...mention });

const broadcast = z.strictObject({
  type: z.literal('broadcast'),
  range: z.enum(['here', 'channel', 'everyone']),
  style,
});

const color = z.strictObject({ type: z.literal('color'), value: name, style });

const date = z.strictObject({
  type: z.literal('date'),
  /** Seconds since 1970. */
  timestamp: whole({ least: 0 }),
  format: name,
  url: url({}).optional(),
  fallback: z.string().optional(),
  style,
});

const inline = z.discriminatedUnion('type', [
  text,
  link,
  emoji,
  user,
  usergroup,
  channel,
  team,
  broadcast,
  color,
  date,
]);

const border = whole({ least: 0 }).optional();

const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(inline) });

const quote = z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(inline), border });

const preformatted = z.strictObject({
  type: z.literal('rich_text_preformatted'),
  elements: z.array(z.discriminatedUnion('type', [text, link])),
  border,
  language: z.string().optional(),
});

const bullets = z.strictObject({
  type: z.literal('rich_text_list'),
  style: z.enum(['bullet', 'ordered']),
  elements: list(section, limits.richText.elements),
  indent: whole(limits.richText.indent).optional(),
  offset: whole({ least: 0 }).optional(),
  border,
});

export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: characters({ least: 1, ...limits.blockId }).optional(),
  elements: list(
    z.discriminatedUnion('type', [section, bullets, quote, preformatted]),
    limits.richText.elements,
  ),
});
