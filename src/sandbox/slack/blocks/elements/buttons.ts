import { z } from 'zod';
import { limits } from '../limits.ts';
import { plainText, workflow } from '../objects.ts';
import { characters, list, name, url } from '../rules.ts';
import { actionable, actionId } from './common.ts';

const style = z.enum(['primary', 'danger']).optional();

export const button = z.strictObject({
  type: z.literal('button'),
  ...actionable,
  text: plainText(limits.button.text),
  url: url(limits.button.url).optional(),
  value: characters(limits.button.value).optional(),
  style,
  accessibility_label: characters(limits.button.spokenLabel).optional(),
});

export const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...actionable,
  text: plainText(limits.button.text),
  workflow,
  style,
  accessibility_label: characters(limits.button.spokenLabel).optional(),
});

const feedbackButton = z.strictObject({
  text: plainText(limits.feedbackButton.text),
  value: characters(limits.feedbackButton.value),
  accessibility_label: characters(limits.feedbackButton.spokenLabel).optional(),
});

export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: actionId,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
});

export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  ...actionable,
  icon: name,
  text: plainText(limits.button.text),
  value: characters(limits.button.value).optional(),
  accessibility_label: characters(limits.button.spokenLabel).optional(),
  visible_to_user_ids: list(name, limits.iconButton.visibleTo).optional(),
});
