import { z } from 'zod';
import { limits } from '../limits.ts';
import { confirm, dispatchConfig, plainText } from '../objects.ts';
import { characters } from '../rules.ts';

export const actionId = characters({ least: 1, ...limits.actionId }).optional();
export const placeholder = plainText(limits.placeholder).optional();
export const focus = z.boolean().optional();

/** What may be asked about before it is done. */
export const actionable = { action_id: actionId, confirm: confirm.optional() };

/** What is typed into. */
export const typedInto = {
  action_id: actionId,
  dispatch_action_config: dispatchConfig.optional(),
  focus_on_load: focus,
  placeholder,
};
