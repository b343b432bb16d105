/**
 * A program of its own that draws one chart: what it knows is a chart as JSON on its standard input, and what it
 * leaves behind is a picture on its standard output. See docs/adr for why it is not a part of the service.
 */
import { enableCompileCache } from 'node:module';
import { text } from 'node:stream/consumers';
import type { Chart } from '../../domain/chart/chart.ts';

// Without it, most of the time goes into compiling a library that is used once.
enableCompileCache();

const [{ drawSvg }, { drawPng }, input] = await Promise.all([
  import('./draw-svg.ts'),
  import('./draw-png.ts'),
  text(process.stdin),
]);
// Written by the service a moment ago, from this very type.
const chart: Chart = JSON.parse(input);
const svg = drawSvg(chart);
process.stdout.write(JSON.stringify({ svg, png: drawPng(svg).toString('base64') }));
