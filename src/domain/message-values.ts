import type { KeyInformation } from './key-information.ts';
import type { Day } from './words.ts';

/** Text that came from people is raw in all of these; the renderer neutralises it. */
type Linked = { title: string; url: string; reference: string };

export type AnnouncementValues = {
  incident: Linked;
  review: Linked;
  keyInformation: KeyInformation | null;
  dri: { username: string; name: string; slackId: string | null } | null;
  dueDate: Day | null;
  /** Why there is a review. */
  because: string;
  confidential: boolean;
  /** It goes to the DRI alone. */
  direct: boolean;
};

export type MissingDriValues = Linked & { dueDate: Day | null };
