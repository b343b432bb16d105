import type { Evidence } from './evidence.ts';
import type { Verdict } from './verdict.ts';

/**
 * One checkbox of a review. `id` stands in the marks of reviews: never rename one. `asks` says in some words what it is
 * about; Markdown, as in a verdict. The check is pure, and total: whatever people have written, it has an answer.
 */
export type Guideline = {
  id: string;
  for: 'opener' | 'dri';
  asks: string;
  check: (evidence: Evidence) => Verdict;
};
