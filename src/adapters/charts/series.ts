import type { LineSeriesOption } from 'echarts/charts';
import type { Chart, Measured, Span } from '../../domain/chart/chart.ts';
import { colours, look, opacities } from './look.ts';

const shortestPixels = 3;
/** Nothing happens when it is pointed at. */
const still = { type: 'line', silent: true, emphasis: { disabled: true } } as const;

/** The line with its gaps, and a dot for each one too short to be seen; behind it the window, with its edges. */
export function seriesOf({ kind, lines, range, window }: Chart): LineSeriesOption[] {
  const colour = colours.line[kind];
  return [
    {
      ...still,
      // Empty points between the lines are the gaps.
      data: lines.flatMap((line) => [...line.map(toPair), []]),
      showSymbol: false,
      connectNulls: false,
      // A count is one of the interval that ends at its moment.
      ...(kind === 'requests-affected' ? { step: 'start' } : {}),
      lineStyle: { color: colour, width: 1.75, join: 'round' },
      areaStyle: { color: colour, opacity: opacities.area },
      markArea: {
        silent: true,
        itemStyle: { color: colours.shade, opacity: opacities.shade },
        data: [[{ xAxis: window.startMs }, { xAxis: window.endMs }]],
      },
      markLine: {
        silent: true,
        symbol: 'none',
        label: { show: false },
        lineStyle: { color: colours.mark, width: 1.5, type: 'dashed' },
        data: [{ xAxis: window.startMs }, { xAxis: window.endMs }],
      },
    },
    {
      ...still,
      data: lines.filter((line) => isShort(line, range)).flatMap((line) => line.slice(-1).map(toPair)),
      symbol: 'circle',
      symbolSize: 7,
      showSymbol: true,
      showAllSymbol: true,
      itemStyle: { color: colour },
      lineStyle: { width: 0 },
    },
  ];
}

function isShort(line: Measured[], { startMs, endMs }: Span): boolean {
  const [first, last] = [line[0], line.at(-1)];
  const pixelMs = (endMs - startMs) / (look.plot.right - look.plot.left);
  return first !== undefined && last !== undefined && last.atMs - first.atMs < shortestPixels * pixelMs;
}

function toPair({ atMs, value }: Measured): [number, number] {
  return [atMs, value];
}
