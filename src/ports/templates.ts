import type { Report } from '../domain/check/report.ts';
import type { IncidentTopic, ReviewTopic } from '../domain/comment-topics.ts';
import type { Message } from '../domain/message.ts';
import type { AnnouncementValues, MissingDriValues } from '../domain/message-values.ts';
import type { ReviewValues } from '../domain/review.ts';
import type { GivenUp, Warning } from '../domain/warning.ts';
import type { IncidentKey } from '../domain/words.ts';

/** Words for people. Everything that came from people is neutralised inside. Pure and synchronous. */
export interface Templates {
  /** Names in `templates/` that make a review. */
  reviewTemplates(): string[];
  /** Ids of the guidelines that a template of ours asks for; null: there is none of this name, or it is a project's own. */
  guidelinesOf(template: string): ReadonlySet<string> | null;
  /** Markdown with the key information filled in and our mark as its last line. Throws for an unknown name. */
  review(template: string, values: ReviewValues): string;
  /**
   * The same from a project's own issue template: its cells filled, its quick actions taken out and
   * reported. `template` is its name for the mark, `gitlab:<name>`.
   */
  projectReview(
    content: string,
    values: ReviewValues,
    template: string,
  ): { description: string; labels: string[]; confidential: boolean };
  /** What is said in Slack when a review was opened. */
  announcement(values: AnnouncementValues): Message;
  /** What the reviews channel hears of a review without an owner; null: a confidential one. */
  missingDri(review: MissingDriValues | null): Message;
  /** What the reviews channel hears of the service itself. */
  warning(warning: Warning | GivenUp): Message;
  /** A comment on an incident, with the mark that lets us find it again. */
  comment(topic: IncidentTopic, values: Record<string, string>, incident: IncidentKey): string;
  /** A comment on a review, from what came of its guidelines. `reopens`: it is opened again. With the mark, as above. */
  onReview(topic: ReviewTopic, report: Report & { reopens: boolean }, incident: IncidentKey): string;
}
