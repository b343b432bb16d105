import type { Guideline } from '../check/guideline.ts';
import { doesNotApply, met, needsGitLab, notMet, notYet } from '../check/verdict.ts';

export const takeaways = {
  id: 'takeaways',
  for: 'dri',
  asks: 'what the discussion came to',
  check: ({ discussion, review }) => {
    if (discussion === null || review === null) return needsGitLab('the comments');
    const { lastCommentAt, detailsEditedAt } = discussion;
    if (lastCommentAt === null) {
      return review.state === 'closed'
        ? doesNotApply('Nobody commented.')
        : notYet('Nobody has commented so far.');
    }
    if (detailsEditedAt !== null && detailsEditedAt >= lastCommentAt) {
      return met('_Details_ was written on after the last comment.');
    }
    return notMet(
      'There are comments that are newer than _Details_.',
      'When they have grown quiet, sum up in _Details_ what they came to.',
    );
  },
} as const satisfies Guideline;
