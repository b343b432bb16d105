import type { Announcement } from './announcement.ts';
import type { PlacedChart, PlacedUpload } from './chart/placed-chart.ts';
import type { Checklist, Said } from './checklist.ts';
import type { ExistingReview, Facts } from './facts.ts';
import type { KeyInformation } from './key-information.ts';
import type { MetricEvidence } from './measure/evidence.ts';
import type { ServiceFigures } from './measure/figures.ts';
import type { ImpactWindow } from './measure/window.ts';
import type { ReviewPlan } from './review.ts';
import type { GatheredTimes } from './times/changes.ts';
import type { IncidentKey, Instant, IssueSnapshot, Person, Severity } from './words.ts';

/** What an issue was before the change that is reported, as far as the sender said. */
export type Before = {
  state?: 'opened' | 'closed';
  labels?: string[];
  severity?: Severity | null;
  confidential?: boolean;
  movedTo?: null;
};

/** When the labels that decide something were last set, as GitLab itself remembers; null: not known. */
export type LabelMoments = { mitigated: Instant | null; resolved: Instant | null; requested: Instant | null };

/**
 * Nobody told of the change: it was found by asking GitLab. `since`: a person asked for incidents that came
 * far enough after this moment, however long the service has been watching.
 */
export type Found = { labelSetAt: LabelMoments; since: Instant | null };

/** It was looked at for another reason than its labels. */
export const foundByAsking: Found = {
  labelSetAt: { mitigated: null, resolved: null, requested: null },
  since: null,
};

/** A comment that a person or a bot wrote on an issue. System notes never come as webhooks. */
export type Note = {
  id: number;
  body: string;
  author: Person;
  /** Readable by members of the project alone. */
  internal: boolean;
  at: Instant;
};

/**
 * What happened outside, in our words. Translators (webhooks), polling and finished intents report
 * events; only `decide` judges them.
 */
export type DomainEvent =
  | {
      kind: 'issue.changed';
      issue: IssueSnapshot;
      before: Before;
      by: Person | null;
      found?: Found;
      /** Its text was changed as well: as it was stored before and after. */
      edited?: { previous: string; current: string };
      /** A text of ours in a review took the place of this one, which was not what we had read. */
      overwrote?: { write: number; previous: string };
    }
  | { kind: 'note.added'; issue: IssueSnapshot; note: Note }
  /** `note.at`: when it was edited. */
  | { kind: 'note.edited'; issue: IssueSnapshot; note: Note }
  /** The answer to a `gather-facts` intent. */
  | { kind: 'facts.gathered'; incident: IncidentKey; facts: Facts }
  /**
   * The answer to an `open-review` intent: the issue that now is the review. `overtaken`: the incident may have been
   * changed since the plan was made.
   */
  | {
      kind: 'review.created';
      incident: IncidentKey;
      review: IssueSnapshot;
      plan: ReviewPlan;
      overtaken: boolean;
    }
  /** The answer to an `open-review` intent that found the plan overtaken; `issue`: the incident, if it was read. */
  | { kind: 'plan.overtaken'; incident: IncidentKey; issue: IssueSnapshot | null }
  /** The answer to a `follow-review` intent: where a moved review lies now, and who can read it there. */
  | { kind: 'review.moved'; incident: IncidentKey; review: IssueSnapshot; readableByMore: boolean }
  /** A person deleted the review. The answer to a `verify-review` intent; `unasked`: nobody asks for another one. */
  | { kind: 'review.gone'; incident: IncidentKey; unasked?: true }
  /** Reconcile came upon a review that a person opened for an incident which has none. */
  | {
      kind: 'review.found';
      incident: IncidentKey;
      issue: IssueSnapshot;
      existing: ExistingReview & { readableByMore: boolean };
    }
  /** Who can read the project of the review, compared with that of its incident, is not what it was. */
  | { kind: 'readers.changed'; incident: IncidentKey; readableByMore: boolean }
  /** The answer to an `announce-review` intent. */
  | { kind: 'review.announced'; incident: IncidentKey; generation: number; announcement: Announcement }
  /** Something else was said of a review in a channel. `key`: of the intent that said it. */
  | { kind: 'review.mentioned'; incident: IncidentKey; key: string }
  /**
   * The answer to a `retract-messages` intent: nothing of it stands anywhere any more but in `kept`, the places of
   * direct messages to people who may read it.
   */
  | { kind: 'messages.retracted'; incident: IncidentKey; kept: string[] }
  /** The answer to a `link-announcement` intent. */
  | { kind: 'announcement.linked'; incident: IncidentKey; ts: string; permalink: string }
  /** It is time to look what an incident says by now, because nobody tells of all that may change it. */
  | { kind: 'incident.due'; incident: IncidentKey }
  /** It is time to judge a review, for the same reason. */
  | { kind: 'review.due'; incident: IncidentKey }
  /**
   * The answer to a `refresh-key-information` intent: the incident as it was read, and what was found in it. `window`: as
   * the review tells it, where people may have corrected it.
   */
  | {
      kind: 'key-information.read';
      incident: IncidentKey;
      issue: IssueSnapshot;
      keyInformation: KeyInformation;
      window: ImpactWindow;
    }
  /** The answer to a `measure-figures` intent. `again`: when to ask once more; null: not by itself. */
  | {
      kind: 'figures.measured';
      incident: IncidentKey;
      round: number;
      attempt: number;
      at: Instant;
      services: ServiceFigures[];
      evidence: MetricEvidence[];
      again: Instant | null;
      triedUntil: Instant | null;
    }
  /**
   * The answer to a `draw-charts` intent. `hidden`: the review was known to be when they were uploaded, to where nobody
   * else can fetch them. `again`: when what lies after the impact can be drawn as well; null: it is.
   */
  | {
      kind: 'charts.drawn';
      incident: IncidentKey;
      round: number;
      charts: PlacedChart[];
      hidden: boolean;
      again: Instant | null;
    }
  /** The answer to a `take-back-charts` intent: nobody can fetch these any more. */
  | { kind: 'charts.taken-back'; incident: IncidentKey; uploads: PlacedUpload[] }
  /** The answer to a `gather-times` intent. */
  | { kind: 'times.gathered'; incident: IncidentKey; times: GatheredTimes }
  /**
   * The answer to a `check-guidelines` intent: the review as it was read or written, what the one comment shall say, and,
   * where it was closed with boxes open, the note that says so and whether it is opened again.
   */
  | {
      kind: 'guidelines.checked';
      incident: IncidentKey;
      changedAt: Instant;
      review: IssueSnapshot;
      /** Whether the incident was known to be confidential when it was judged. */
      ofConfidential: boolean;
      said: Said;
      comment: string;
      details: NonNullable<Checklist['details']>;
      severityAgreed: Severity | null;
      farewell: { text: string; reopens: boolean } | null;
    }
  /** The answer to a `check-guidelines` intent where our mark is gone; `comment`: what the one comment shall say. */
  | { kind: 'guidelines.left-alone'; incident: IncidentKey; changedAt: Instant; comment: string }
  /**
   * The answer to a `comment-on-review` intent: the comment and what it says, as hash. `isTheirs`: a person has edited
   * it, or taken it away.
   */
  | { kind: 'review.commented'; incident: IncidentKey; note: number; written: string; isTheirs: boolean }
  /** The answer to an `assign-review` intent: GitLab accepted nobody. */
  | { kind: 'dri.missing'; incident: IncidentKey };
