import { init, use } from 'echarts/core';
// One by one: the lists `echarts/charts` and `echarts/components` load all there is, which takes twice as long.
import 'echarts/lib/chart/line.js';
import 'echarts/lib/component/graphic.js';
import 'echarts/lib/component/gridSimple.js';
import 'echarts/lib/component/markArea.js';
import 'echarts/lib/component/markLine.js';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from '../../domain/chart/chart.ts';
import { timeAxis, valueAxis } from './axes.ts';
import { escapeXml } from './escape-xml.ts';
import { look } from './look.ts';
import { seriesOf } from './series.ts';
import { wordsAround } from './words-around.ts';

use([SVGRenderer]);

/** A chart as SVG that refers to nothing outside, with its text alternative. */
export function drawSvg(chart: Chart): string {
  const { width, height, plot } = look;
  const instance = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    instance.setOption({
      animation: false,
      grid: {
        left: plot.left,
        right: width - plot.right,
        top: plot.top,
        bottom: height - plot.bottom,
        outerBoundsMode: 'none',
      },
      xAxis: timeAxis(chart),
      yAxis: valueAxis(chart),
      series: seriesOf(chart),
      graphic: wordsAround(chart),
    });
    const svg = instance.renderToSVGString();
    return svg.replace('<svg ', `<svg role="img" aria-label="${escapeXml(chart.alt)}" `);
  } finally {
    instance.dispose();
  }
}
