import type { AppEventName } from '../app-event-names.ts';
import type { AppEvent } from '../app-events.ts';
import { type Intent, type IntentBody, laneOf, type Place } from '../intents.ts';
import type { MetricEvidence } from '../measure/evidence.ts';
import type { Policy } from '../policy.ts';
import type { Review, ReviewIssue } from '../review.ts';
import type { IncidentKey, Instant, IssueSnapshot } from '../words.ts';

/**
 * What follows from an event: the row as it shall be (null: none is kept) and what is to be done.
 * `ignored`: the event is nothing of ours, or tells nothing new. `because` is for people.
 */
export type Decision = {
  outcome: 'done' | 'ignored';
  because: string;
  review: Review | null;
  intents: Intent[];
  /** What was measured, to be kept as it is. */
  evidence?: MetricEvidence[];
  /** A person's text that one of ours took the place of, to be kept until it is restored. */
  overwritten?: { write: number; previous: string };
};

export function ignored(because: string): Decision {
  return { outcome: 'ignored', because, review: null, intents: [] };
}

/** The text by which everything about one incident is kept together: `7:700`. */
export function subjectOf(incident: Pick<IncidentKey, 'project' | 'issue'>): string {
  return `${incident.project}:${incident.issue}`;
}

/** The business key of an intent: what is done, for which incident, and what tells repetitions apart. */
function keyFor(kind: IntentBody['kind'], incident: IncidentKey, ...parts: (string | number)[]): string {
  return [kind, subjectOf(incident), ...parts].join(':');
}

/** An intent for one incident; its key as `keyFor` makes it. */
export function intentFor(incident: IncidentKey, body: IntentBody, ...parts: (string | number)[]): Intent {
  const about = subjectOf(incident);
  // What hangs elsewhere must not hold up what is done in GitLab for the same incident.
  const lane = laneOf(body.kind);
  const subject = lane === 'gitlab' ? about : `${lane}:${about}`;
  return { key: keyFor(body.kind, incident, ...parts), subject, body };
}

export function placeOf(issue: IssueSnapshot): Place {
  return { project: issue.project.id, path: issue.project.path, issue: issue.id, iid: issue.iid };
}

/** The review as we keep it, from what GitLab shows of it. */
export function reviewIssueOf(issue: IssueSnapshot): ReviewIssue {
  return {
    project: issue.project.id,
    projectPath: issue.project.path,
    id: issue.id,
    iid: issue.iid,
    url: issue.url,
    title: issue.title,
    confidential: issue.confidential,
    assignees: issue.assignees.map(({ username }) => username),
    dueDate: issue.dueDate,
    updatedAt: issue.updatedAt,
  };
}

/** One intent for each app that listens to `name`. `id` says which occurrence it is, so that a repetition is told once. */
export function tellApps(
  policy: Policy,
  review: Review,
  name: AppEventName,
  occurrence: string | number,
  at: Instant,
  because: string,
  guideline: string | null = null,
): Intent[] {
  const { incident, snapshot, issue } = review;
  const event: AppEvent = {
    id: `${name}:${subjectOf(incident)}:${occurrence}`,
    name,
    at,
    incident: {
      ...incident,
      title: snapshot.title,
      url: snapshot.url,
      confidential: snapshot.confidential,
      labels: snapshot.labels,
    },
    review: issue && {
      project: issue.project,
      id: issue.id,
      iid: issue.iid,
      url: issue.url,
      title: issue.title,
      assignees: issue.assignees,
      dueDate: issue.dueDate,
      confidential: issue.confidential,
    },
    guideline,
    because,
  };
  return policy.apps
    .filter((app) => app.hears.includes(name))
    .map((app) => ({
      key: `tell-app:${app.name}:${event.id}`,
      // An app that hangs must not hold up what is done for the incident itself.
      subject: `app:${app.name}`,
      body: { kind: 'tell-app', app: app.name, event },
    }));
}
