/** Cards, tables, charts and tasks with one thing wrong. */

import {
  bars,
  card,
  cell,
  container,
  dataTable,
  marked,
  pie,
  plain,
  richText,
  section,
  segment,
  series,
  table,
  taskCard,
  words,
} from '../samples.ts';
import type { Broken } from './type.ts';

export const brokenFrames: Broken[] = [
  [
    'a card that shows nothing',
    { type: 'card', subtitle: marked('x') },
    '',
    'must provide hero_image, title, body or actions',
  ],
  ['a card with plain text', card({ title: plain('x') }), '/title/type', 'unsupported type: plain_text'],
  [
    'a carousel of sections',
    { type: 'carousel', elements: [section()] },
    '/elements/0/type',
    'unsupported type: section',
  ],
  ['a container without title', container({ title: undefined }), '', 'must provide title or rich_text_title'],
  [
    'a container in a container',
    container({ child_blocks: [container()] }),
    '/child_blocks/0/type',
    'unsupported type: container',
  ],
  [
    'a container that is closed for ever',
    container({ default_collapsed: true }),
    '/default_collapsed',
    'must be collapsible to be collapsed',
  ],
  [
    'a ragged table',
    table({ rows: [[cell('a')], [cell('b'), cell('c')]] }),
    '/rows/1',
    'must have as many cells as the first row',
  ],
  [
    'a table with settings of no column',
    table({ column_settings: [{}, {}, {}] }),
    '/column_settings',
    'no more than 2 items allowed',
  ],
  [
    'a ragged data table',
    dataTable({ rows: [[cell('a'), cell('b')], [cell('c')]] }),
    '/rows/1',
    'must have as many cells as the first row',
  ],
  [
    'a data table with no such column',
    dataTable({ row_header_column_index: 2 }),
    '/row_header_column_index',
    'must name a column of the table',
  ],
  [
    'a data table with too much in rich text',
    dataTable({ rows: [[cell('a')], [richText(words('x'.repeat(20_000)))]] }),
    '/rows',
    'must be less than 20001 characters',
  ],
  ['a segment of nothing', pie(segment({ value: 0 })), '/chart/segments/0/value', 'must be greater than 0'],
  [
    'a chart of an unknown kind',
    bars(['Monday'], { type: 'radar' }),
    '/chart/type',
    'unsupported type: radar',
  ],
  [
    'a chart with a series twice',
    bars(['Monday'], { series: [series('Opened', ['Monday']), series('Opened', ['Monday'])] }),
    '/chart/series/1/name',
    'name "Opened" already exists',
  ],
  [
    'a chart with a point off its axis',
    bars(['Monday'], { series: [series('Opened', ['Sunday'])] }),
    '/chart/series/0/data',
    'must have one point for each category',
  ],
  [
    'a chart with a point missing',
    bars(['Monday', 'Tuesday'], { series: [series('Opened', ['Monday'])] }),
    '/chart/series/0/data',
    'must have one point for each category',
  ],
  ['a task of an unknown state', taskCard({ status: 'blocked' }), '/status', 'must be a valid enum value'],
];
