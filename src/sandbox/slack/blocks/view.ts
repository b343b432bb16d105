import { z } from 'zod';
import { block } from './block.ts';
import { limits } from './limits.ts';
import { plainText } from './objects.ts';
import { characters, list } from './rules.ts';

const shared = {
  private_metadata: characters(limits.view.privateMetadata).optional(),
  callback_id: characters(limits.view.callbackId).optional(),
  external_id: characters(limits.view.externalId).optional(),
};

const modal = z.strictObject({
  type: z.literal('modal'),
  ...shared,
  title: plainText(limits.view.title),
  submit: plainText(limits.view.submit).optional(),
  close: plainText(limits.view.close).optional(),
  blocks: list(block, limits.blocks.modal),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

const home = z.strictObject({
  type: z.literal('home'),
  ...shared,
  blocks: list(block, limits.blocks.home),
});

/** What `views.open` and `views.publish` take. */
export const view = z.discriminatedUnion('type', [modal, home]);
