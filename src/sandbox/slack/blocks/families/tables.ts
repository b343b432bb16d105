/** table and data_table. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { richText } from '../rich-text.ts';
import { characters, complain, countCharacters, list, whole } from '../rules.ts';
import { blockId } from './common.ts';

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: characters(limits.dataTable.cell) }),
  z.strictObject({
    type: z.literal('raw_number'),
    value: z.number(),
    text: characters(limits.dataTable.cell),
  }),
  richText,
]);

/** All rows are as wide as the first. */
function checkShape(rows: unknown[][], context: z.RefinementCtx): void {
  const columns = rows[0]?.length ?? 0;
  rows.forEach((row, index) => {
    if (row.length !== columns) complain(context, 'must have as many cells as the first row', 'rows', index);
  });
}

export const table = z
  .strictObject({
    type: z.literal('table'),
    block_id: blockId,
    rows: list(list(cell, limits.table.columns), limits.table.rows),
    // Fewer settings than columns leave the rest as they are (docs.slack.dev, table block).
    column_settings: list(
      z.strictObject({
        align: z.enum(['left', 'center', 'right']).optional(),
        is_wrapped: z.boolean().optional(),
      }),
      limits.table.columns,
    ).optional(),
  })
  .superRefine((block, context) => {
    checkShape(block.rows, context);
    const columns = block.rows[0]?.length ?? 0;
    if ((block.column_settings?.length ?? 0) > columns)
      complain(context, `no more than ${columns} items allowed`, 'column_settings');
  });

type Cell = z.infer<typeof cell>;

/** What a cell says, in characters. */
function cellCharacters(value: Cell): number {
  if (value.type !== 'rich_text') return countCharacters(value.text);
  const texts = value.elements.flatMap((element) =>
    element.type === 'rich_text_list' ? element.elements.flatMap((item) => item.elements) : element.elements,
  );
  return texts.reduce((sum, part) => sum + ('text' in part ? countCharacters(part.text ?? '') : 0), 0);
}

export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    block_id: blockId,
    caption: characters({ least: 1 }),
    rows: list(list(cell, limits.dataTable.columns), limits.dataTable.rows),
    page_size: whole(limits.dataTable.pageSize).optional(),
    row_header_column_index: whole({ least: 0 }).optional(),
  })
  .superRefine((block, context) => {
    checkShape(block.rows, context);
    if ((block.row_header_column_index ?? 0) >= (block.rows[0]?.length ?? 0))
      complain(context, 'must name a column of the table', 'row_header_column_index');
    const said = block.rows.flat().reduce((sum, value) => sum + cellCharacters(value), 0);
    const { most } = limits.dataTable.characters;
    if (said > most) complain(context, `must be less than ${most + 1} characters`, 'rows');
  });
