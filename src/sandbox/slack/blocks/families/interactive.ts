/** Blocks to be acted on: actions, context actions, input. */
import { z } from 'zod';
import { button, feedbackButtons, iconButton, workflowButton } from '../elements/buttons.ts';
import { checkboxes, radioButtons } from '../elements/choices.ts';
import {
  emailInput,
  fileInput,
  numberInput,
  plainTextInput,
  richTextInput,
  urlInput,
} from '../elements/inputs.ts';
import { overflow, selects } from '../elements/menus.ts';
import { datePicker, dateTimePicker, timePicker } from '../elements/pickers.ts';
import { limits } from '../limits.ts';
import { plainText } from '../objects.ts';
import { list } from '../rules.ts';
import { blockId } from './common.ts';

export const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: blockId,
  elements: list(
    z.discriminatedUnion('type', [
      button,
      workflowButton,
      checkboxes,
      radioButtons,
      overflow,
      datePicker,
      timePicker,
      dateTimePicker,
      richTextInput,
      ...selects,
    ]),
    limits.actions.elements,
  ),
});

export const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  block_id: blockId,
  elements: list(z.discriminatedUnion('type', [feedbackButtons, iconButton]), limits.contextActions.elements),
});

export const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plainText(limits.input.label),
  element: z.discriminatedUnion('type', [
    plainTextInput,
    emailInput,
    urlInput,
    numberInput,
    richTextInput,
    fileInput,
    checkboxes,
    radioButtons,
    datePicker,
    timePicker,
    dateTimePicker,
    ...selects,
  ]),
  hint: plainText(limits.input.hint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});
