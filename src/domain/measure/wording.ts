import { timeText } from '../wording.ts';
import type { Instant } from '../words.ts';
import type { Counted } from './answer.ts';
import type { CountFigure } from './figure.ts';
import { type Miss, missWords } from './miss.ts';
import type { Loss } from './window.ts';

const scales = [
  { from: 1e12, name: 'trillion' },
  { from: 1e9, name: 'billion' },
  { from: 1e6, name: 'million' },
];
const exactBelow = 1e6;
/** An estimate of this many and more has no more than three digits that mean something. */
const roundedFrom = 1e4;

/**
 * `0`, `1,234`, `≈ 5.01 million`. Whole numbers below a million stand as they are; an estimate is marked as one, and
 * so is what was rounded.
 */
export function amountText(value: number, isEstimated: boolean): string {
  if (value === 0) return '0';
  const isExact = !isEstimated && Number.isInteger(value);
  if (isExact && value < exactBelow) return grouped(value);
  const rounded = value < roundedFrom ? Math.max(1, Math.round(value)) : Number(value.toPrecision(3));
  const scale = scales.find(({ from }) => rounded >= from);
  // Dividing by a power of ten may leave 5.010000000000001.
  const text = scale
    ? `${grouped(Number((rounded / scale.from).toPrecision(12)))} ${scale.name}`
    : grouped(rounded);
  return isExact && rounded === value ? text : `≈ ${text}`;
}

/** Percent to about two digits. What is not nothing is never `0 %`, and what is not all never `100 %`. */
export function shareText(percent: number): string {
  if (percent === 0 || percent === 100) return `${percent} %`;
  if (percent < 0.01) return 'less than 0.01 %';
  if (percent > 99.9) return 'more than 99.9 %';
  const digits = percent < 0.1 ? 2 : percent < 10 || percent >= 99.5 ? 1 : 0;
  const rounded = Number(percent.toFixed(digits));
  return `${rounded === 100 ? 99.9 : rounded} %`;
}

/** `≈ 5.01 million requests (0.9 % of all), extrapolated`. Words of ours alone. */
export function figureText({ affected, share, extrapolated, inPart }: CountFigure, about: Counted): string {
  const amount = amountText(affected, extrapolated);
  const noun = /^(?:≈ )?1$/.test(amount) ? about.slice(0, -1) : about;
  const ofAll = share === null ? '' : ` (${shareText(share)} of all)`;
  const how = [
    ...(extrapolated && affected > 0 ? ['extrapolated'] : []),
    ...(inPart ? ['from a part of the metrics only'] : []),
  ];
  return [`${amount} ${noun}${ofAll}`, ...how].join(', ');
}

/**
 * `until`: as long it is tried again; null: not before somebody changes something. When the next attempt is would be
 * another text after each of them.
 */
export function missText(why: Pick<Miss, 'reason'>, until: Instant | null): string {
  const when = until === null ? '' : `; tried again until ${timeText(until)}`;
  return `not measured yet: ${missWords(why)}${when}`;
}

/** What was lost, and when. `last`: why it had not been measured by then; null: it was not asked for. */
export function lossText(
  { from, since, all, retentionDays }: Loss,
  last: Pick<Miss, 'reason'> | null,
): string {
  const what = all ? 'the metrics' : `the metrics from ${timeText(from)} on`;
  const kept = `kept for ${retentionDays === 1 ? '1 day' : `${retentionDays} days`}`;
  const until = last === null ? '' : `; until then ${missWords(last)}`;
  return `lost: ${what} are ${kept}, and the first were gone at ${timeText(since)}${until}`;
}

/** Figures of several services, each with its name, which is the user's own word: neutralise it before. */
export function ofServices(texts: { service: string; text: string }[]): string {
  const [first, ...more] = texts;
  if (first === undefined) return '';
  return more.length === 0 ? first.text : texts.map(({ service, text }) => `${service}: ${text}`).join('; ');
}

function grouped(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const digits = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}
