import type { VerdictKind } from './check/verdict.ts';
import type { Instant, Severity } from './words.ts';

/** A guideline that is judged in another way than before; null: it was not asked for then. */
export type Change = { id: string; from: VerdictKind | null; to: VerdictKind };

/** What the comment on a review said last, and what had changed when it said so: enough to say it again. */
export type Said = { verdicts: Record<string, VerdictKind>; changes: Change[] };

/** The one comment on a review. `text`: what it shall say; null: not until it is judged anew. */
export type ReviewComment = {
  /** Its id in GitLab; null: it is not there yet, or nobody remembers which it is. */
  note: number | null;
  text: string | null;
  /** `hashOfText` of what we wrote there last; null: nothing. */
  written: string | null;
  /** A person has edited it or taken it away: it is left as it is. */
  isTheirs: boolean;
};

/** What is known of the guidelines of a review beside its text. */
export type Checklist = {
  /** The last change after which it is to be judged; null: it was judged, or never had to be. */
  dueFor: Instant | null;
  /** As the comment says it; null: it was never judged. */
  said: Said | null;
  /** The guidelines that were met when it was last judged: apps were told of them. */
  met: string[];
  comment: ReviewComment | null;
  /**
   * The words of its Details as hash. `editedAt`: they were changed then, or after it; null: never. `seenAt`: when they
   * stood there, with all comments that were known.
   */
  details: { hash: string; editedAt: Instant | null; seenAt: Instant } | null;
  /** When a person last commented on it, as far as we were told. */
  lastCommentAt: Instant | null;
  /** What review and incident said when their severities last agreed; null: they never did. */
  severityAgreed: Severity | null;
  /** The last closing that we undid because of open boxes; null: none. */
  undoneClosingAt: Instant | null;
};

export const untouchedChecklist: Checklist = {
  dueFor: null,
  said: null,
  met: [],
  comment: null,
  details: null,
  lastCommentAt: null,
  severityAgreed: null,
  undoneClosingAt: null,
};
