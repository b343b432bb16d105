/** Composition objects: the small parts that elements and blocks are made of. */
import { z } from 'zod';
import { limits, type Range } from './limits.ts';
import { characters, complain, list, name, requireOneOf, url } from './rules.ts';

/** Text of any kind is never empty and never longer than 3,000 characters. */
const within = (range: Range): Range => ({ ...limits.text, ...range });

export function plainText(range: Range) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: characters(within(range)),
    emoji: z.boolean().optional(),
  });
}

export function mrkdwn(range: Range) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: characters(within(range)),
    verbatim: z.boolean().optional(),
  });
}

export function anyText(range: Range) {
  return z.discriminatedUnion('type', [plainText(range), mrkdwn(range)]);
}

export const confirm = z.strictObject({
  title: plainText(limits.confirm.title),
  text: anyText(limits.confirm.text),
  confirm: plainText(limits.confirm.confirmButton),
  deny: plainText(limits.confirm.denyButton),
  style: z.enum(['primary', 'danger']).optional(),
});

const describedOption = {
  value: characters({ least: 1, ...limits.option.value }),
  description: plainText(limits.option.description).optional(),
};

/** Of a menu: plain text alone. */
export const option = z.strictObject({ text: plainText(limits.option.text), ...describedOption });

/** Of checkboxes and radio buttons: may have markup. */
export const markedOption = z.strictObject({
  text: anyText(limits.option.text),
  value: describedOption.value,
  description: anyText(limits.option.description).optional(),
});

/** Of an overflow menu: may lead somewhere. */
export const linkOption = z.strictObject({
  text: plainText(limits.option.text),
  ...describedOption,
  url: url(limits.option.url).optional(),
});

export const optionGroup = z.strictObject({
  label: plainText(limits.optionGroup.label),
  options: list(option, limits.optionGroup.options),
});

export const conversationFilter = z
  .strictObject({
    include: list(z.enum(['im', 'mpim', 'private', 'public']), { least: 1 }).optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .superRefine((filter, context) => {
    if (Object.keys(filter).length === 0) complain(context, 'must provide at least 1 items');
  });

export const dispatchConfig = z.strictObject({
  trigger_actions_on: list(z.enum(['on_enter_pressed', 'on_character_entered']), { least: 1 }).optional(),
});

export const slackFile = z
  .strictObject({ id: name.optional(), url: url({}).optional() })
  .superRefine((file, context) => requireOneOf(file, 'id', 'url', context));

export const workflow = z.strictObject({
  trigger: z.strictObject({
    url: url({}),
    customizable_input_parameters: z.array(z.strictObject({ name, value: z.string() })).optional(),
  }),
});
