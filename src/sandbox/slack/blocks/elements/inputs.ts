/** What people type or drop files into; in input blocks alone. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { richText } from '../rich-text.ts';
import { complain, formatted, list, name, whole } from '../rules.ts';
import { actionId, typedInto } from './common.ts';

export const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typedInto,
    initial_value: z.string().optional(),
    multiline: z.boolean().optional(),
    min_length: whole({ least: 0, ...limits.plainTextInput.typed }).optional(),
    max_length: whole({ least: 1, ...limits.plainTextInput.typed }).optional(),
  })
  .superRefine((input, context) => {
    if ((input.min_length ?? 0) > (input.max_length ?? limits.plainTextInput.typed.most))
      complain(context, 'must not be greater than max_length', 'min_length');
  });

export const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typedInto,
  initial_value: z.string().optional(),
});

export const urlInput = z.strictObject({
  type: z.literal('url_text_input'),
  ...typedInto,
  initial_value: z.string().optional(),
});

const decimal = formatted(/^-?\d+(\.\d+)?$/, 'a number').optional();

export const numberInput = z
  .strictObject({
    type: z.literal('number_input'),
    ...typedInto,
    is_decimal_allowed: z.boolean(),
    initial_value: decimal,
    min_value: decimal,
    max_value: decimal,
  })
  .superRefine((input, context) => {
    if (input.min_value === undefined || input.max_value === undefined) return;
    if (Number(input.min_value) > Number(input.max_value))
      complain(context, 'must not be greater than max_value', 'min_value');
  });

export const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typedInto,
  initial_value: richText.optional(),
  min_lines: whole(limits.richTextInput.lines).optional(),
  max_lines: whole(limits.richTextInput.lines).optional(),
});

export const fileInput = z.strictObject({
  type: z.literal('file_input'),
  action_id: actionId,
  filetypes: list(name, { least: 1 }).optional(),
  max_files: whole(limits.fileInput.files).optional(),
});
