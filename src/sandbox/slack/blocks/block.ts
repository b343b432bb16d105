import { z } from 'zod';
import { alert, card, carousel, container } from './families/cards.ts';
import { dataVisualization } from './families/charts.ts';
import { actions, contextActions, input } from './families/interactive.ts';
import { file, imageBlock, video } from './families/media.ts';
import { dataTable, table } from './families/tables.ts';
import { plan, taskCard } from './families/tasks.ts';
import { context, divider, header, markdown, section } from './families/texts.ts';
import { richText } from './rich-text.ts';

/** Any block of Block Kit, wherever it may stand. */
export const block = z.discriminatedUnion('type', [
  actions,
  alert,
  card,
  carousel,
  container,
  context,
  contextActions,
  dataTable,
  dataVisualization,
  divider,
  file,
  header,
  imageBlock,
  input,
  markdown,
  plan,
  richText,
  section,
  table,
  taskCard,
  video,
]);
