import { Resvg } from '@resvg/resvg-js';
import { fontFiles } from './font.ts';
import { look } from './look.ts';

/** A drawn chart as PNG, with our fonts and none of the machine's, so that it is the same everywhere. */
export function drawPng(svg: string): Buffer {
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: look.scale },
    font: { loadSystemFonts: false, fontFiles: Object.values(fontFiles), defaultFontFamily: 'Inter' },
  });
  return picture.render().asPng();
}
