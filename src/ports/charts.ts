import type { Chart } from '../domain/chart/chart.ts';

/** One picture in two forms. The same chart always becomes the same bytes. */
export type Drawn = { svg: string; png: Buffer };

/** Draws. Rejects where it cannot, and with what went wrong. */
export interface Charts {
  draw(chart: Chart): Promise<Drawn>;
}
