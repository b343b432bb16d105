import type { AppEvent } from './app-events.ts';
import type { IncidentTopic } from './comment-topics.ts';
import type { Before } from './events.ts';
import type { ReviewPlan } from './review.ts';
import type { Warning } from './warning.ts';
import type { IncidentKey, Instant, IssueSnapshot } from './words.ts';

/** Where an issue stands now. `incident` in an intent names the row, and stays when an incident is moved. */
export type Place = { project: number; path: string; issue: number; iid: number };

/** What is to be done outside. Each kind has one file in `src/flows/intents/`. */
export type IntentBody =
  /** An older GitLab did not say whether an issue is an incident: read it. */
  | { kind: 'identify-issue'; issue: IssueSnapshot; before: Before }
  | { kind: 'gather-facts'; incident: IncidentKey; at: Place; openedAt: Instant; notOlderThan: Instant }
  | { kind: 'open-review'; incident: IncidentKey; at: Place; plan: ReviewPlan; attempt: number }
  | { kind: 'link-review'; incident: IncidentKey; at: Place; review: { project: number; iid: number } }
  /** GitLab did not accept the assignee that we asked for: the next candidates, in order. */
  | {
      kind: 'assign-review';
      incident: IncidentKey;
      review: { project: number; iid: number };
      candidates: { id: number; username: string }[];
    }
  /** GitLab left something out: the text of the review must not say that it is there. */
  | {
      kind: 'correct-review';
      incident: IncidentKey;
      review: { project: number; iid: number };
      plan: ReviewPlan;
    }
  /**
   * The incident may say something else by now: what is still ours in its review is written anew. `changedAt` null:
   * nobody said that it was changed.
   */
  | { kind: 'refresh-key-information'; incident: IncidentKey; changedAt: Instant | null }
  /** A text of ours took the place of a person's edit that we had not seen. `write`: which text. */
  | { kind: 'restore-edit'; incident: IncidentKey; write: number }
  /** `round`: of `Figures`; one that has ended is measured no more. `attempt` from 1. */
  | { kind: 'measure-figures'; incident: IncidentKey; round: number; attempt: number }
  /** `isOver`: the time after the impact, which charts show as well, has passed by then. */
  | { kind: 'draw-charts'; incident: IncidentKey; round: number; isOver: boolean }
  /** What was uploaded of a review that is confidential by now is deleted where more people can fetch it. */
  | { kind: 'take-back-charts'; incident: IncidentKey }
  /** What GitLab tells of alerts, merge requests and deployments may be more by now. */
  | { kind: 'gather-times'; incident: IncidentKey }
  /** What changed at `changedAt` may have met a guideline, or undone it. `isClosing`: the review was closed then. */
  | { kind: 'check-guidelines'; incident: IncidentKey; changedAt: Instant; isClosing: boolean }
  /** The one comment on a review shall say what the row says. */
  | { kind: 'comment-on-review'; incident: IncidentKey }
  /** Said once, when a review is closed with boxes open; where that is configured, it is opened again. */
  | { kind: 'tell-of-open-boxes'; incident: IncidentKey; closedAt: Instant; text: string; reopens: boolean }
  | { kind: 'make-review-confidential'; incident: IncidentKey; review: { project: number; iid: number } }
  /** Is the review that we know still there? Asked when somebody asks for one anew. */
  | { kind: 'verify-review'; incident: IncidentKey; review: { project: number; iid: number } }
  | { kind: 'follow-review'; incident: IncidentKey; movedTo: number }
  /** Said once on the incident. `topic` names the template `templates/incident-<topic>.md`. */
  | {
      kind: 'comment-on-incident';
      incident: IncidentKey;
      at: Place;
      topic: IncidentTopic;
      values: Record<string, string>;
    }
  /** Posted once, in the best place that can be written to. */
  | { kind: 'announce-review'; incident: IncidentKey; generation: number }
  /** Where the announcement can be looked at. */
  | { kind: 'link-announcement'; incident: IncidentKey; channel: string; ts: string }
  | { kind: 'bookmark-review'; incident: IncidentKey; channel: string; place: string }
  /** Nobody could be found who owns the review: the reviews channel is told. */
  | { kind: 'tell-of-missing-dri'; incident: IncidentKey; generation: number }
  /** What channels show of a review that is confidential by now is taken back. */
  | { kind: 'retract-messages'; incident: IncidentKey }
  /** Those who run the service are told in the reviews channel. */
  | { kind: 'warn-operators'; warning: Warning }
  | { kind: 'tell-app'; app: string; event: AppEvent };

export type IntentKind = IntentBody['kind'];

/** Intents for one system outside share a lane: what hangs there takes no room from the others. */
export const lanes = ['gitlab', 'slack', 'metrics'] as const;

export type Lane = (typeof lanes)[number];

const slackKinds: readonly IntentKind[] = [
  'announce-review',
  'link-announcement',
  'bookmark-review',
  'tell-of-missing-dri',
  'retract-messages',
  'warn-operators',
];

export function laneOf(kind: IntentKind): Lane {
  if (kind === 'measure-figures' || kind === 'draw-charts') return 'metrics';
  return slackKinds.includes(kind) ? 'slack' : 'gitlab';
}

/**
 * What goes first when more is due than can be done at once; 0 before all others. Every moment in which a
 * confidential review can be read is a leak; a review is what we are here for, and one that is planned comes
 * before one that is not; what makes it complete follows; a courtesy can wait, and apps hear of what has
 * happened already.
 */
export const importances = [0, 1, 2, 3, 4, 5] as const;

export type Importance = (typeof importances)[number];

const importance: Record<IntentKind, Importance> = {
  'make-review-confidential': 0,
  'retract-messages': 0,
  'take-back-charts': 0,
  // Others may read the review where it is now.
  'follow-review': 0,
  'open-review': 1,
  'identify-issue': 2,
  'gather-facts': 2,
  'verify-review': 2,
  // Until then a person misses what they wrote.
  'restore-edit': 2,
  'link-review': 3,
  'assign-review': 3,
  'correct-review': 3,
  'announce-review': 3,
  'comment-on-incident': 3,
  'tell-of-missing-dri': 3,
  'warn-operators': 3,
  'link-announcement': 4,
  'bookmark-review': 4,
  'refresh-key-information': 4,
  'measure-figures': 4,
  'draw-charts': 4,
  'check-guidelines': 4,
  'comment-on-review': 4,
  'tell-of-open-boxes': 4,
  'gather-times': 4,
  'tell-app': 5,
};

export function importanceOf(kind: IntentKind): Importance {
  return importance[kind];
}

/** Whether an act keeps something from being read by those who may not. `kind` may be that of anything. */
export function protects(kind: string): boolean {
  return Object.entries(importance).some(([one, itsImportance]) => one === kind && itsImportance === 0);
}

/**
 * An act with its business key, made of what it is about: the same key is never done twice, ever.
 * `subject` names the incident (`1:2`), so that acts for one incident are done one after another. `notBefore`: it waits
 * until then.
 */
export type Intent = { key: string; subject: string; body: IntentBody; notBefore?: Instant };
