import { describe, expect, it } from 'vitest';
import { colours, opacities } from '../../../src/adapters/charts/look.ts';

type Colour = [number, number, number];
const read = (hex: string): Colour =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as never;
const over = (front: Colour, opacity: number, back: Colour): Colour =>
  front.map((part, n) => part * opacity + (back[n] ?? 0) * (1 - opacity)) as never;

/** WCAG 2.2: relative luminance, and the contrast of two colours from 1 to 21. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: Colour, b: Colour): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const card = read(colours.card);
const shaded = over(read(colours.shade), opacities.shade, card);
/** What GitLab shows issues on, by day and by night. */
const pages = { light: read('#ffffff'), dark: read('#1f1e24') };

describe('colours of a chart', () => {
  it.each(['text', 'muted', 'mark'] as const)('%s can be read on the card and in the window', (name) => {
    expect(contrast(read(colours[name]), card)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(read(colours[name]), shaded)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['error-ratio', 'requests-affected'] as const)(
    'the line of %s stands out from its area, in the window too',
    (kind) => {
      const line = read(colours.line[kind]);
      for (const back of [card, shaded]) {
        expect(contrast(line, back)).toBeGreaterThanOrEqual(3);
        expect(contrast(line, over(line, opacities.area, back))).toBeGreaterThanOrEqual(3);
      }
    },
  );

  it.each(['light', 'dark'] as const)('the card has an edge that is seen on a %s page', (page) => {
    expect(contrast(read(colours.edge), pages[page])).toBeGreaterThanOrEqual(3);
  });

  it('no grey could be read on both pages: this is why there is a card', () => {
    const greys = Array.from({ length: 256 }, (_, n): Colour => [n, n, n]);
    const readable = (grey: Colour) => Object.values(pages).every((page) => contrast(grey, page) >= 4.5);
    expect(greys.filter(readable)).toEqual([]);
  });
});
