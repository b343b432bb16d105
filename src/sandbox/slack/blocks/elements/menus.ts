/** Select menus of one and of several items, and the overflow menu. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { conversationFilter, linkOption, option, optionGroup } from '../objects.ts';
import { list, name, requireOneOf, whole } from '../rules.ts';
import { actionable, focus, placeholder } from './common.ts';
import { requireKnownOptions } from './initial-options.ts';

const menu = { ...actionable, focus_on_load: focus, placeholder };
const multiMenu = { ...menu, max_selected_items: whole({ least: 1 }).optional() };

const choices = {
  options: list(option, limits.menu.options).optional(),
  option_groups: list(optionGroup, limits.menu.groups).optional(),
};

type Choices = {
  options?: unknown[] | undefined;
  option_groups?: { options: unknown[] }[] | undefined;
  initial_option?: unknown;
  initial_options?: unknown[] | undefined;
};

function checkChoices(value: Choices, context: z.RefinementCtx): void {
  requireOneOf(value, 'options', 'option_groups', context);
  const all = [
    ...(value.options ?? []),
    ...(value.option_groups ?? []).flatMap((group: { options: unknown[] }) => group.options),
  ];
  requireKnownOptions(value, all, context);
}

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...menu,
    ...choices,
    initial_option: option.optional(),
  })
  .superRefine(checkChoices);

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...multiMenu,
    ...choices,
    initial_options: list(option, { least: 1 }).optional(),
  })
  .superRefine(checkChoices);

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...menu,
  initial_option: option.optional(),
  min_query_length: whole({ least: 0 }).optional(),
});

const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...multiMenu,
  initial_options: list(option, { least: 1 }).optional(),
  min_query_length: whole({ least: 0 }).optional(),
});

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...menu,
  initial_user: name.optional(),
});

const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...multiMenu,
  initial_users: z.array(name).optional(),
});

const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: conversationFilter.optional(),
};

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...menu,
  ...conversations,
  initial_conversation: name.optional(),
  response_url_enabled: z.boolean().optional(),
});

const multiConversationsSelect = z.strictObject({
  type: z.literal('multi_conversations_select'),
  ...multiMenu,
  ...conversations,
  initial_conversations: z.array(name).optional(),
});

const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...menu,
  initial_channel: name.optional(),
  response_url_enabled: z.boolean().optional(),
});

const multiChannelsSelect = z.strictObject({
  type: z.literal('multi_channels_select'),
  ...multiMenu,
  initial_channels: z.array(name).optional(),
});

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionable,
  options: list(linkOption, limits.overflow.options),
});

export const selects = [
  staticSelect,
  externalSelect,
  usersSelect,
  conversationsSelect,
  channelsSelect,
  multiStaticSelect,
  multiExternalSelect,
  multiUsersSelect,
  multiConversationsSelect,
  multiChannelsSelect,
] as const;
