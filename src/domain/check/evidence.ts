import type { Announcement } from '../announcement.ts';
import type { Policy } from '../policy.ts';
import type { ReviewText } from '../review-text/review-text.ts';
import type { Instant, IssueSnapshot } from '../words.ts';

/** What of the configuration decides whether a guideline is met. */
export type CheckPolicy = Pick<
  Policy,
  'services' | 'slack' | 'metrics' | 'calendar' | 'correctiveActions' | 'guidelines' | 'botUsers'
>;

/**
 * All that the guidelines of a review are judged by, as plain data: the text and the issue as one read of the review
 * tells them, the issues that are related to the incident as another does, and what we know of the rest. null: not
 * known, because nobody could ask.
 */
export type Evidence = {
  now: Instant;
  policy: CheckPolicy;
  text: ReviewText;
  /** Guidelines that the template of the review asks for by now. */
  template: ReadonlySet<string> | null;
  review: IssueSnapshot | null;
  /** `withheld`: it is hidden from people who are shown the review, so nothing that it says may be repeated. */
  incident: { issue: IssueSnapshot; withheld: boolean } | null;
  /** Issues that are related to the incident; the review itself may be among them. */
  related: IssueSnapshot[] | null;
  /** What became of announcing the review; null inside: nothing yet. */
  announced: { announcement: Announcement | null } | null;
  /** When a person last commented on the review, and when one last changed its Details; null inside: never. */
  discussion: { lastCommentAt: Instant | null; detailsEditedAt: Instant | null } | null;
};
