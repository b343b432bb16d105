import { amountText, shareText } from '../measure/wording.ts';
import type { ChartKind } from './chart.ts';

/** A value of a chart in a sentence: `12 %`, `1 request`, `≈ 5.01 million requests`. */
export function figureText(kind: ChartKind, value: number): string {
  if (kind === 'error-ratio') return shareText(value);
  const amount = amountText(value, false);
  return `${amount} ${/^(?:≈ )?1$/.test(amount) ? 'request' : 'requests'}`;
}
