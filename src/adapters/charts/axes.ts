import type { XAXisComponentOption, YAXisComponentOption } from 'echarts';
import type { Chart } from '../../domain/chart/chart.ts';
import { colours, look, sizes } from './look.ts';

const labelStyle = {
  color: colours.muted,
  fontFamily: look.family,
  fontSize: sizes.label,
  hideOverlap: false,
};

/** Time, with the marks that the chart names and no others. */
export function timeAxis({ range, timeTicks }: Chart): XAXisComponentOption {
  const labels = new Map(timeTicks.map(({ atMs, label, day }) => [atMs, day ? `${label}\n${day}` : label]));
  const customValues = [...labels.keys()];
  return {
    type: 'value',
    min: range.startMs,
    max: range.endMs,
    axisLine: { show: true, onZero: false, lineStyle: { color: colours.axis } },
    axisTick: { show: true, customValues, length: 5, lineStyle: { color: colours.axis } },
    axisLabel: {
      ...labelStyle,
      customValues,
      lineHeight: 17,
      showMinLabel: true,
      showMaxLabel: true,
      formatter: (atMs: number) => labels.get(atMs) ?? '',
    },
    splitLine: { show: false },
  };
}

/** Values from 0, with a line across for each mark. */
export function valueAxis({ valueTicks }: Chart): YAXisComponentOption {
  const labels = new Map(valueTicks.map(({ value, label }) => [value, label]));
  const customValues = [...labels.keys()];
  return {
    type: 'value',
    min: 0,
    max: valueTicks.at(-1)?.value ?? 1,
    axisLine: { show: false },
    axisTick: { show: false, customValues },
    axisLabel: {
      ...labelStyle,
      customValues,
      showMinLabel: true,
      showMaxLabel: true,
      formatter: (value: number) => labels.get(value) ?? '',
    },
    splitLine: { show: true, lineStyle: { color: colours.grid } },
  };
}
