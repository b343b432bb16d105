import type { Guideline } from '../check/guideline.ts';
import { forAPerson } from '../check/verdict.ts';

export const labels = {
  id: 'labels',
  for: 'dri',
  asks: 'labels from the incident and its discussion',
  check: () => forAPerson('Which labels came up in the discussion only people know.'),
} as const satisfies Guideline;
