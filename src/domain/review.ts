import type { Announcement } from './announcement.ts';
import type { Checklist } from './checklist.ts';
import type { KeyInformation } from './key-information.ts';
import type { Figures } from './measure/figures.ts';
import type { ExtraGuideline } from './policy.ts';
import type { GatheredTimes } from './times/changes.ts';
import type { Day, IncidentKey, Instant, IssueSnapshot } from './words.ts';

/**
 * Where an incident stands with its review.
 * - `watching`: nothing is wanted yet
 * - `wanted`: a review is being opened
 * - `open`, `closed`: the review exists
 * - `deleted`: a person deleted the review; it is not made again unless asked for
 * - `waived`: a person said that none is needed
 */
export type Standing = 'watching' | 'wanted' | 'open' | 'closed' | 'deleted' | 'waived';

/** The review issue itself, as GitLab last showed it. `assignees` are usernames. */
export type ReviewIssue = {
  project: number;
  projectPath: string;
  id: number;
  iid: number;
  url: string;
  title: string;
  confidential: boolean;
  assignees: string[];
  dueDate: Day | null;
  updatedAt: Instant;
};

/** Why no review is needed, by whom; the reason is asked for until somebody gives one. */
export type Waiver = { since: Instant; by: string | null; reason: string | null; reasonBy: string | null };

/** All that we hold about one incident and its review: one row, changed by `decide` alone. */
export type Review = {
  incident: IncidentKey;
  standing: Standing;
  /** The incident as we last saw it. */
  snapshot: IssueSnapshot;
  /** When the labels that tell of a stage were seen being set. */
  labelSetAt: { mitigated: Instant | null; resolved: Instant | null };
  /** Why a review was opened, or why not, in one sentence for people. */
  because: string;
  /** How often facts were gathered for opening the review. */
  attempt: number;
  /** How many reviews of this incident a person deleted before another one was asked for. */
  generation: number;
  /** The global id that the incident has now, when it was moved; `incident` stays what it was first. */
  movedIncident: number | null;
  /** When the incident came far enough for a review, as far as known; only for telling old ones. */
  reachedAt: Instant | null;
  /** The review must be confidential whatever its incident is: more people can read its project. */
  hidden: boolean;
  /** Who is going to be asked to own the review while it is being opened; counts as an open review of theirs. */
  plannedOwner: string | null;
  issue: ReviewIssue | null;
  openedAt: Instant | null;
  keyInformation: KeyInformation | null;
  /** How many were affected, as measured; null: nobody has begun to. */
  figures: Figures | null;
  /** What GitLab told of times besides its texts; null: nobody has asked yet. */
  times: GatheredTimes | null;
  waiver: Waiver | null;
  /** What is known of its guidelines; null: nobody has looked yet. */
  checklist: Checklist | null;
  /** What became of announcing the review in Slack; null: nothing yet. */
  announcement: Announcement | null;
  /** Nobody could be found to own the review; people are told, once it has been announced. */
  driMissing: boolean;
  /** Raised with every change; guards against two writers at once. 0: not stored yet. */
  version: number;
};

/** What we ask GitLab to set; it drops silently what the token may not set. */
export type Asked = { labels: string[]; assignee: number | null; dueDate: Day | null; confidential: boolean };

/** What a review shall look like; everything is decided here but the wording, which the template gives. */
export type ReviewPlan = {
  project: number;
  title: string;
  /** `incident-review`, or `gitlab:<name>`. */
  template: string;
  asked: Asked;
  /** When the incident had last been changed, as far as the plan knows. */
  asOf: Instant;
  /** Further candidates in order, for when GitLab does not accept the first. Global user ids. */
  furtherCandidates: { id: number; username: string }[];
  values: ReviewValues;
};

/**
 * What a template may say. Text that came from people is raw here; the renderer neutralises it.
 * Times are instants, the renderer words them.
 */
export type ReviewValues = {
  incident: IncidentKey;
  incidentTitle: string;
  incidentUrl: string;
  /** `#12`, or `group/project#12` when the review lies in another project. */
  incidentReference: string;
  keyInformation: KeyInformation;
  services: { label: string; team: string | null }[];
  dri: { username: string; name: string; because: string } | null;
  /** Why nobody could be found, for people; null when there is a DRI. */
  noDriBecause: string | null;
  dueDate: Day;
  timeline: { at: Instant; text: string; tags: string[] }[];
  /** Labels that the review carries. */
  labels: string[];
  /** Guidelines of the configuration, which the template asks for behind its own. */
  guidelines: Pick<ExtraGuideline, 'id' | 'for' | 'text'>[];
  readAt: Instant;
  /** What the incident says is left out, because it is hidden from people who are shown the review. */
  withheld?: true | undefined;
};
