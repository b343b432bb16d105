import type { Guideline } from '../check/guideline.ts';
import { forAPerson } from '../check/verdict.ts';

export const labels = {
  id: 'labels',
  for: 'dri',
  asks: 'labels from the incident and its discussion',
  check: () => forAPerson('Only people know which labels came up in the discussion.'),
} as const satisfies Guideline;
