/** data_visualization: charts that Slack draws. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { characters, complain, list } from '../rules.ts';
import { blockId } from './common.ts';

/** Whatever has a label has one that can be read. */
const label = (range: { most: number }) => characters({ least: 1, ...range });

const pie = z.strictObject({
  type: z.literal('pie'),
  segments: list(
    z.strictObject({
      label: label(limits.chart.segmentLabel),
      value: z
        .number()
        .refine(
          (value) => value > limits.chart.segmentValueAbove,
          `must be greater than ${limits.chart.segmentValueAbove}`,
        ),
    }),
    limits.chart.segments,
  ),
});

const series = z.strictObject({
  name: label(limits.chart.seriesName),
  data: list(
    z.strictObject({ label: label(limits.chart.pointLabel), value: z.number() }),
    limits.chart.points,
  ),
});

const axes = z.strictObject({
  categories: list(label(limits.chart.categoryLabel), limits.chart.categories),
  x_label: characters(limits.chart.axisLabel).optional(),
  y_label: characters(limits.chart.axisLabel).optional(),
});

type Plotted = { series: z.infer<typeof series>[]; axis_config: z.infer<typeof axes> };

/** Series have names of their own, and one point for each category. */
function checkSeries(chart: Plotted, context: z.RefinementCtx): void {
  const names = new Set<string>();
  const categories = new Set(chart.axis_config.categories);
  chart.series.forEach((one, index) => {
    if (names.has(one.name)) complain(context, `name "${one.name}" already exists`, 'series', index, 'name');
    names.add(one.name);
    const labels = new Set(one.data.map((point) => point.label));
    const fits = labels.size === one.data.length && labels.size === categories.size;
    if (!fits || [...labels].some((each) => !categories.has(each)))
      complain(context, 'must have one point for each category', 'series', index, 'data');
  });
}

const plotted = { series: list(series, limits.chart.series), axis_config: axes };
const bar = z.strictObject({ type: z.literal('bar'), ...plotted }).superRefine(checkSeries);
const area = z.strictObject({ type: z.literal('area'), ...plotted }).superRefine(checkSeries);
const line = z.strictObject({ type: z.literal('line'), ...plotted }).superRefine(checkSeries);

export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: blockId,
  title: label(limits.chart.title),
  chart: z.discriminatedUnion('type', [pie, bar, area, line]),
});
