import type { IssueSnapshot } from '../../domain/words.ts';
import type { IssueWithText } from '../../ports/gitlab.ts';

/** Without the text: a snapshot is kept, and a description would grow old in it. */
export function snapshotOf({
  description: _text,
  author: _author,
  hasComments: _hasComments,
  ...snapshot
}: IssueWithText): IssueSnapshot {
  return snapshot;
}
