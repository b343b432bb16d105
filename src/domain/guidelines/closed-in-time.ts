import { dayIn } from '../calendar.ts';
import type { Guideline } from '../check/guideline.ts';
import { doesNotApply, forAPerson, met, needsGitLab, notMet, notYet } from '../check/verdict.ts';
import { dayText } from '../wording.ts';

export const closedInTime = {
  id: 'closed-in-time',
  for: 'dri',
  asks: 'closing on time',
  check: ({ review, now, policy }) => {
    if (review === null) return needsGitLab('when it is due and whether it is closed');
    const { state, dueDate, closedAt } = review;
    const isClosed = state === 'closed';
    if (dueDate === null) {
      return isClosed
        ? doesNotApply('It had no due date.')
        : notMet('It has no due date.', 'Set one, and close the review on that day or before.');
    }
    const due = dayText(dueDate);
    if (isClosed && closedAt === null) return forAPerson('GitLab does not say when it was closed.');
    const day = dayIn(isClosed ? (closedAt ?? now) : now, policy.calendar.timezone);
    const isLate = day > dueDate;
    if (isClosed) {
      return isLate
        ? notMet(`It was closed on ${day}, and due on ${due}.`, 'Nothing; this box stays open.')
        : met(`It was closed on ${day}, and due on ${due}.`);
    }
    return isLate
      ? notMet(`It was due on ${due}.`, 'Close it as soon as the rest is done.')
      : notYet(`It is open, and due on ${due}.`);
  },
} as const satisfies Guideline;
