import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPng } from '../../../src/adapters/charts/draw-png.ts';
import { drawSvg } from '../../../src/adapters/charts/draw-svg.ts';
import { hostileText } from '../../fakes/hostile.ts';
import { chartOf, pointsOf } from './charts.ts';
import { decodePng } from './decode-png.ts';

const textsOf = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
const elementsOf = (svg: string) => [...new Set([...svg.matchAll(/<(\w+)/g)].map(([, name]) => name))].sort();
/** Drawn in the colour of the values, not merely listed. */
const linesOf = (svg: string, colour: string) =>
  [...svg.matchAll(new RegExp(`<path d="([^"]+)" fill="none"[^>]*stroke="${colour}"`, 'g'))].map(
    ([, d = '']) => d,
  );

describe('the SVG of a chart', () => {
  it('has title, subject, window, unit, labelled edges, and both axes', () => {
    expect(textsOf(drawSvg(chartOf()))).toEqual([
      ...['0 %', '2 %', '4 %', '6 %', '8 %', '10 %'],
      ...['04:10', '2024-10-31 UTC', '04:20', '04:30', '04:40', '04:50', '05:00', '05:10'],
      'Error ratio',
      'CI Runners',
      'Impact 2024-10-31 04:18 to 05:03 UTC, 45 min',
      'Share of requests that failed, every 1 min',
      'Start 04:18',
      'End 05:03',
    ]);
  });

  it('shades the window and draws its edges where they are on the axis', () => {
    // 15, 45 and 15 minutes on 704 pixels from 72 on.
    const [startX, endX] = [72 + (704 * 15) / 75, 72 + (704 * 60) / 75];
    const svg = drawSvg(chartOf());
    const [, corners = ''] = /<polygon points="([^"]+)" fill="#53539b"/.exec(svg) ?? [];
    const xs = corners.split(' ').filter((_, n) => n % 2 === 0);
    expect(xs.map(Number).map(Math.round)).toEqual([startX, endX, endX, startX].map(Math.round));
    const edges = [...svg.matchAll(/<path d="M([\d.]+) 332L[\d.]+ 124"[^>]*stroke-dasharray/g)];
    expect(edges.map(([, x]) => Math.abs(Number(x) - startX) < 1 || Math.abs(Number(x) - endX) < 1)).toEqual([
      true,
      true,
    ]);
  });

  it('begins a new line after a gap', () => {
    const [line = ''] = linesOf(drawSvg(chartOf()), '#c91c00');
    expect(line.match(/M/g)).toHaveLength(1);
    const withGap = chartOf({
      points: pointsOf((minute) => (minute > 10 && minute < 20 ? Number.NaN : 0.1)),
    });
    const [broken = ''] = linesOf(drawSvg(withGap), '#c91c00');
    expect(broken.match(/M/g)).toHaveLength(2);
    expect(textsOf(drawSvg(withGap))).toContain('No data for 10 min');
  });

  it.each(['error-ratio', 'requests-affected'] as const)('shows a point that stands alone: %s', (kind) => {
    const month = { start: '2024-10-31T04:18:00.000Z', end: '2024-11-30T04:18:00.000Z' };
    const points = [{ at: '2024-11-05T00:00:00.000Z', value: 0.5 }];
    const svg = drawSvg(chartOf({ kind, window: month, points }));
    expect(svg.match(/<path d="M1 0A1 1 [^"]*" [^>]*fill="#(?:c91c00|0b5cad)"/g)).toHaveLength(1);
  });

  it('says that there is no data in the place of them, and shows no scale', () => {
    const texts = textsOf(drawSvg(chartOf({ points: [] })));
    expect(texts).toContain('No data');
    expect(texts.filter((text) => text?.endsWith(' %'))).toEqual([]);
  });

  it('says in words what is seen', () => {
    const chart = chartOf();
    const [, label] = /<svg role="img" aria-label="([^"]*)"/.exec(drawSvg(chart)) ?? [];
    expect(label).toBe(chart.alt);
  });

  it('refers to nothing outside and runs nothing', () => {
    const svg = drawSvg(
      chartOf({ subject: '</text><script>alert(1)</script><image href="https://evil.example/x"/>' }),
    );
    expect(elementsOf(svg)).toEqual([
      'clipPath',
      'defs',
      'g',
      'path',
      'polygon',
      'rect',
      'style',
      'svg',
      'text',
    ]);
    const markup = svg.replace(/aria-label="[^"]*"/, '').replaceAll(/>[^<]*</g, '><');
    expect(markup).not.toMatch(/href|@import|url\((?!#)|\son\w+=/);
  });

  it('is whole, whatever its subject is called', () => {
    const elements = elementsOf(drawSvg(chartOf()));
    fc.assert(
      fc.property(hostileText, (subject) => {
        const svg = drawSvg(chartOf({ subject, points: [] }));
        expect(elementsOf(svg).filter((name) => !elements.includes(name))).toEqual([]);
        // A reader of XML that is strict.
        expect(drawPng(svg).length).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

describe('the PNG of a chart', () => {
  const png = drawPng(drawSvg(chartOf()));
  const pixels = decodePng(png);

  it('has twice the size, for fine screens', () => {
    expect([pixels.width, pixels.height]).toEqual([1_600, 840]);
  });

  it('is a card that covers what is behind it, but for its round corners', () => {
    expect(pixels.at(0, 0)[3]).toBe(0);
    expect(pixels.at(800, 30)).toEqual([255, 255, 255, 255]);
    expect(pixels.at(1_599, 420)[3]).toBeGreaterThan(200);
  });

  it('has letters, from our own font', () => {
    const darkIn = (decoded: typeof pixels) => {
      let dark = 0;
      for (let x = 48; x < 230; x += 1)
        for (let y = 40; y < 80; y += 1) if (decoded.at(x, y)[0] < 100) dark += 1;
      return dark;
    };
    expect(darkIn(pixels)).toBeGreaterThan(500);
    expect(darkIn(decodePng(drawPng(drawSvg({ ...chartOf({ subject: '' }), title: '' }))))).toBeLessThan(100);
  });

  it('has the window shaded and the line in its colour', () => {
    // At half the height of the plot while the impact lasts.
    const half = decodePng(
      drawPng(drawSvg(chartOf({ points: pointsOf((minute) => (minute < 0 ? 0.1 : 0.05)) }))),
    );
    const above = half.at(800, 300);
    expect(above[2]).toBeGreaterThan(above[0]);
    const inLine = Array.from({ length: 12 }, (_, n) => half.at(800, 450 + n));
    expect(inLine).toContainEqual([0xc9, 0x1c, 0x00, 255]);
  });
});
