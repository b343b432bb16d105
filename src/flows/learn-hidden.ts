import type { Review } from '../domain/review.ts';
import type { IssueSnapshot } from '../domain/words.ts';
import type { IssueWithText } from '../ports/gitlab.ts';
import { applyEvent } from './apply-event.ts';
import type { Deps } from './deps.ts';
import { snapshotOf } from './intents/snapshot.ts';

/**
 * Whoever reads an issue for a publication may be the first to see that it is confidential, because no webhook told.
 * Its row hears of it at once: the review is hidden and messages are taken back now, and not only when it is
 * reconciled. Elsewhere than the row knows it (it was moved), that is left to whoever follows it there.
 */
export async function learnHidden(
  shown: IssueWithText,
  known: Pick<IssueSnapshot, 'id' | 'confidential'>,
  deps: Deps,
): Promise<void> {
  if (shown.id !== known.id || !shown.confidential || known.confidential) return;
  deps.log.info({ issue: shown.id }, 'GitLab shows as confidential what was open as far as we knew');
  await applyEvent({ kind: 'issue.changed', issue: snapshotOf(shown), before: {}, by: null }, {}, deps);
}

/** The same of who can read the review's project, which no webhook ever tells. */
export async function learnReaders(
  readableByMore: boolean,
  { incident, hidden }: Pick<Review, 'incident' | 'hidden'>,
  deps: Deps,
): Promise<void> {
  if (!readableByMore || hidden) return;
  await applyEvent({ kind: 'readers.changed', incident, readableByMore }, {}, deps);
}
