import type { Chart } from '../../src/domain/chart/chart.ts';
import type { Charts } from '../../src/ports/charts.ts';

/** One white pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
);

/** Draws nothing and remembers what it should have drawn: a real chart takes a process and most of a second. */
export function sketchedCharts(): Charts & { sketched: Chart[] } {
  const sketched: Chart[] = [];
  return {
    sketched,
    draw: async (chart) => {
      sketched.push(chart);
      return { svg: '<svg />', png: pixel };
    },
  };
}
