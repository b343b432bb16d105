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
  const { number, percent, extent } = readCount(kind, [{ label, value: told, line: 1 }], []);
  const count = number ?? (extent === 'none' ? 0 : null);
  if (count !== null) return compare('count', count, figure.affected);
  const share = percent ?? (extent === 'all' ? 100 : null);
  return share === null || figure.share === null ? null : compare('share', share, figure.share);
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
