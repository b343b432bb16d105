/** Blocks that tell how work goes on: task_card and plan. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { richText } from '../rich-text.ts';
import { characters, name } from '../rules.ts';
import { blockId } from './common.ts';

const source = z.strictObject({
  type: z.literal('url'),
  url: characters(limits.source.url),
  text: characters({ least: 1 }),
});

const task = {
  block_id: blockId,
  task_id: name,
  title: characters({ least: 1 }),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(source).optional(),
};

export const taskCard = z.strictObject({ type: z.literal('task_card'), ...task });

export const plan = z.strictObject({
  type: z.literal('plan'),
  block_id: blockId,
  title: characters({ least: 1 }),
  // The tasks of a plan may go without the type that they have as blocks of their own.
  tasks: z.array(z.strictObject({ type: z.literal('task_card').optional(), ...task })).optional(),
});
