/** Checkboxes and radio buttons. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { markedOption } from '../objects.ts';
import { list } from '../rules.ts';
import { actionable, focus } from './common.ts';
import { requireKnownOptions } from './initial-options.ts';

export const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...actionable,
    focus_on_load: focus,
    options: list(markedOption, limits.checkboxes.options),
    initial_options: list(markedOption, { least: 1 }).optional(),
  })
  .superRefine((value, context) => requireKnownOptions(value, value.options, context));

export const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...actionable,
    focus_on_load: focus,
    options: list(markedOption, limits.radioButtons.options),
    initial_option: markedOption.optional(),
  })
  .superRefine((value, context) => requireKnownOptions(value, value.options, context));
