import { readCount } from '../read/figures/counts.ts';
import type { Counted } from './answer.ts';
import type { CountFigure } from './figure.ts';
import { amountText, shareText } from './wording.ts';

/** What a person wrote beside what was measured. `by`: the share of the measured value; null: that is 0. */
export type Difference = { of: 'count' | 'share'; told: number; measured: number; by: number | null };

const tolerated = 0.1;

const fields = {
  requests: { kind: 'requestsAffected', label: 'Requests affected' },
  customers: { kind: 'customersAffected', label: 'Customers affected' },
} as const;

/**
 * Whether a person's figure is more than 10 % away from the measured one; null: it is not, or no number can be read.
 * A count is compared with the count, and only where the person gives none, the share with the share.
 */
export function differenceTo(told: string, figure: CountFigure, about: Counted): Difference | null {
  const { kind, label } = fields[about];
  const { number, percent, extent } = readCount(kind, [{ label, value: withCommas(told), line: 1 }], []);
  const count = number ?? (extent === 'none' ? 0 : null);
  if (count !== null) return compare('count', count, figure.affected);
  const share = percent ?? (extent === 'all' ? 100 : null);
  return share === null || figure.share === null ? null : compare('share', share, figure.share);
}

/**
 * The same for the figures of several services, as a sentence. Nobody knows how many customers two services have in
 * common: all of them together are at least those of the one with the most, and at most their sum.
 */
export function differenceToAll(told: string, figures: CountFigure[], about: Counted): string | null {
  const [only, ...others] = figures;
  if (only === undefined) return null;
  const extrapolated = figures.some((one) => one.extrapolated);
  const whole = others.length === 0 ? only : { ...only, extrapolated, total: null, share: null };
  const sum = { ...whole, affected: figures.reduce((all, { affected }) => all + affected, 0) };
  const most = { ...whole, affected: Math.max(...figures.map(({ affected }) => affected)) };
  const toLeast = differenceTo(told, about === 'requests' ? sum : most, about);
  const toMost = differenceTo(told, sum, about);
  // Between the least and the most that can be it may be true.
  if (toLeast !== null && toLeast.told < toLeast.measured) return differenceText(toLeast, { extrapolated });
  if (toMost !== null && toMost.told > toMost.measured) return differenceText(toMost, { extrapolated });
  return null;
}

/** `the review says 6 million, 20 % more than the ≈ 5.01 million that were measured`. Words of ours alone. */
export function differenceText(
  { of, told, measured, by }: Difference,
  { extrapolated }: Pick<CountFigure, 'extrapolated'>,
): string {
  const [theirs, ours] =
    of === 'share'
      ? [shareText(told), `${shareText(measured)} that was`]
      : [amountText(told, false), `${amountText(measured, extrapolated)} that were`];
  return `the review says ${theirs}, ${comparison(by)} the ${ours} measured`;
}

/** `14 400` in a cell is one number, whatever blank stands in it. */
function withCommas(told: string): string {
  return told.replace(/(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]*\d)/g, (number) =>
    number.replace(/\D/g, ','),
  );
}

function comparison(by: number | null): string {
  if (by === null) return 'more than';
  if (by >= 1) return `${Number((1 + by).toPrecision(2))} times`;
  return `${Math.round(Math.abs(by) * 100)} % ${by > 0 ? 'more' : 'less'} than`;
}

function compare(of: Difference['of'], told: number, measured: number): Difference | null {
  if (told === measured) return null;
  if (measured === 0) return { of, told, measured, by: null };
  const by = (told - measured) / measured;
  // What lies exactly at the limit shall not be beyond it by a rounding of the machine.
  return Math.abs(by) <= tolerated + 1e-9 ? null : { of, told, measured, by };
}
