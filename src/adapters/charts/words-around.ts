import type { GraphicComponentOption } from 'echarts/components';
import type { Chart } from '../../domain/chart/chart.ts';
import { fitText } from './fit-text.ts';
import { type Font, fontFiles, readFont, type Weight } from './font.ts';
import { colours, look, sizes } from './look.ts';

type Placed = {
  text: string;
  x: number;
  y: number;
  weight?: Weight;
  size?: number;
  colour?: string;
  align?: 'left' | 'center' | 'right';
};

const { width, height, padding, plot } = look;

/** The card, and all that is written on it but the marks of the axes. */
export function wordsAround(chart: Chart): GraphicComponentOption[] {
  const fonts = { regular: readFont(fontFiles.regular), semibold: readFont(fontFiles.semibold) };
  const placed = [
    ...heading(chart, fonts),
    ...windowLabels(chart, fonts.semibold),
    ...footing(chart, fonts.regular),
  ];
  return [card(), ...placed.filter(({ text }) => text !== '').map(textElement)];
}

function heading({ title, subject, subtitle, unit }: Chart, fonts: Record<Weight, Font>): Placed[] {
  const besideX = padding + fonts.semibold.widthOf(title, sizes.title) + 10;
  const room = { size: sizes.title, width: width - padding - besideX };
  return [
    { text: title, x: padding, y: 20, weight: 'semibold', size: sizes.title },
    {
      text: fitText(subject, fonts.regular, room),
      x: besideX,
      y: 20,
      size: sizes.title,
      colour: colours.muted,
    },
    { text: subtitle, x: padding, y: 48, size: sizes.text, colour: colours.muted },
    { text: sentence(unit), x: padding, y: 82, size: sizes.label, colour: colours.muted },
  ];
}

/** Start to the left of its line and end to the right, where they cannot meet; inside the card in any case. */
function windowLabels({ range, window, startLabel, endLabel }: Chart, font: Font): Placed[] {
  const xOf = (atMs: number) =>
    plot.left + ((atMs - range.startMs) / (range.endMs - range.startMs)) * (plot.right - plot.left);
  const leastX = padding + font.widthOf(startLabel, sizes.label);
  const mostX = width - padding - font.widthOf(endLabel, sizes.label);
  const style = { y: plot.top - 18, weight: 'semibold' as const, colour: colours.mark };
  return [
    { ...style, text: startLabel, x: Math.max(leastX, xOf(window.startMs) - 5), align: 'right' },
    { ...style, text: endLabel, x: Math.min(mostX, xOf(window.endMs) + 5), align: 'left' },
  ];
}

/** Notes at the foot; where there is nothing to be seen, in the place of it. */
function footing({ notes, lines }: Chart, font: Font): Placed[] {
  const [first = '', ...others] = notes.map(sentence);
  const atFoot = (lines.length > 0 ? [first, ...others] : others).filter((note) => note !== '');
  const room = { size: sizes.label, width: width - 2 * padding };
  const foot: Placed = {
    text: fitText(atFoot.join('  ·  '), font, room),
    x: padding,
    y: height - 34,
    colour: colours.muted,
  };
  if (lines.length > 0) return [foot];
  const middle = { x: (plot.left + plot.right) / 2, y: (plot.top + plot.bottom) / 2 - 10 };
  return [foot, { ...middle, text: first, size: sizes.title, colour: colours.muted, align: 'center' }];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function card(): GraphicComponentOption {
  // Half a pixel in, so that the edge is one sharp line.
  const shape = { x: 0.5, y: 0.5, width: width - 1, height: height - 1, r: look.radius };
  return {
    type: 'rect',
    silent: true,
    z: -10,
    shape,
    style: { fill: colours.card, stroke: colours.edge, lineWidth: 1 },
  };
}

function textElement({
  text,
  x,
  y,
  weight = 'regular',
  size = sizes.label,
  colour,
  align,
}: Placed): GraphicComponentOption {
  return {
    type: 'text',
    silent: true,
    z: 10,
    x,
    y,
    style: {
      text,
      fill: colour ?? colours.text,
      fontFamily: look.family,
      fontSize: size,
      fontWeight: weight === 'semibold' ? 600 : 400,
      align: align ?? 'left',
      verticalAlign: 'top',
    },
  };
}
