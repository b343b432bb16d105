/** Tables and charts. */
import { limits } from '../../../../../src/sandbox/slack/blocks/limits.ts';
import { bars, cell, chart, dataTable, long, pie, rows, segment, series, table, times } from '../samples.ts';
import { inBlock, type Measured } from './measure.ts';

const days = (count: number) => times(count, (index) => `Day ${index}`);
const axes = (more: Record<string, unknown>) =>
  chart({
    type: 'line',
    series: [series('Closed', ['Monday'])],
    axis_config: { categories: ['Monday'], ...more },
  });

export const figures: Record<string, Measured> = {
  'the rows of a table': inBlock(limits.table.rows, 'items', 'rows', (count) => table({ rows: rows(count) })),
  'the columns of a table': inBlock(limits.table.columns, 'items', 'rows/0', (count) =>
    table({ rows: rows(1, count) }),
  ),
  'the rows of a data table': inBlock(limits.dataTable.rows, 'items', 'rows', (count) =>
    dataTable({ rows: rows(count) }),
  ),
  'the columns of a data table': inBlock(limits.dataTable.columns, 'items', 'rows/0', (count) =>
    dataTable({ rows: [...rows(1, count), ...rows(1, Math.min(Math.max(count, 1), 20))] }),
  ),
  'a page of a data table': inBlock(limits.dataTable.pageSize, 'number', 'page_size', (count) =>
    dataTable({ page_size: count }),
  ),
  'a cell of a data table': inBlock(limits.dataTable.cell, 'characters', 'rows/1/0/text', (count) =>
    dataTable({ rows: [[cell('Team')], [cell(long(count))]] }),
  ),
  'all cells of a data table': inBlock(limits.dataTable.characters, 'characters', 'rows', (count) =>
    dataTable({ rows: [[cell('Team')], [cell(long(count - 'Team'.length))]] }),
  ),
  'the title of a chart': inBlock(limits.chart.title, 'characters', 'title', (count) => ({
    ...pie(segment()),
    title: long(count),
  })),
  'the segments of a pie': inBlock(limits.chart.segments, 'items', 'chart/segments', (count) =>
    pie(...times(count, () => segment())),
  ),
  'the label of a segment': inBlock(
    limits.chart.segmentLabel,
    'characters',
    'chart/segments/0/label',
    (count) => pie(segment({ label: long(count) })),
  ),
  'the series of a chart': inBlock(limits.chart.series, 'items', 'chart/series', (count) =>
    bars(['Monday'], { series: times(count, (index) => series(`Team ${index}`, ['Monday'])) }),
  ),
  'the name of a series': inBlock(limits.chart.seriesName, 'characters', 'chart/series/0/name', (count) =>
    bars(['Monday'], { series: [series(long(count), ['Monday'])] }),
  ),
  'the points of a series': inBlock(limits.chart.points, 'items', 'chart/series/0/data', (count) => {
    const sound = days(Math.min(Math.max(count, 1), limits.chart.categories.most));
    return bars(sound, { series: [series('Closed', days(count))] });
  }),
  'the label of a point': inBlock(
    limits.chart.pointLabel,
    'characters',
    'chart/series/0/data/0/label',
    (count) => bars([long(Math.min(count, 20))], { series: [series('Closed', [long(count)])] }),
  ),
  'the categories of a chart': inBlock(
    limits.chart.categories,
    'items',
    'chart/axis_config/categories',
    (count) => bars(days(count), { series: [series('Closed', days(Math.min(Math.max(count, 1), 20)))] }),
  ),
  'the label of a category': inBlock(
    limits.chart.categoryLabel,
    'characters',
    'chart/axis_config/categories/0',
    (count) => bars([long(count)], { series: [series('Closed', [long(Math.min(count, 20))])] }),
  ),
  'the label of an axis': inBlock(
    limits.chart.axisLabel,
    'characters',
    'chart/axis_config/x_label',
    (count) => axes({ x_label: long(count) }),
  ),
};
