import { chooseDri } from './dri.ts';
import { dueDate } from './due-date.ts';
import type { Facts } from './facts.ts';
import { findKeyInformation } from './find-key-information.ts';
import { fitsPattern, hasLabel, sameLabel } from './labels.ts';
import type { Policy } from './policy.ts';
import type { ReviewPlan } from './review.ts';
import { reviewTitle } from './review-title.ts';
import { servicesOf } from './services.ts';
import { severityLabelOf, severityOf, severityOfLabel } from './severity.ts';
import type { IncidentKey, Instant, IssueSnapshot } from './words.ts';

/** Everything about the new review but its wording, from what GitLab said and what the policy lays down. */
export function planReview(incident: IncidentKey, facts: Facts, policy: Policy, now: Instant): ReviewPlan {
  const seen = facts.incident;
  const severity = severityOf(seen);
  const keyInformation = findKeyInformation(facts, policy.trigger);
  const dri = chooseDri(seen, facts, policy.services);
  const [chosen, ...others] = dri.candidates;
  const labels = labelsFor(seen, policy);
  const due = dueDate(
    {
      resolvedAt: resolvedAt(facts),
      closedAt: seen.closedAt,
      incidentOpenedAt: seen.createdAt,
    },
    severity,
    now,
    policy,
  );
  return {
    project: facts.reviewsProject.id,
    title: reviewTitle(seen.title),
    template: policy.review.templates[String(severity)] ?? policy.review.template,
    asked: {
      labels,
      assignee: chosen?.id ?? null,
      dueDate: due,
      confidential: seen.confidential || facts.readableByMore,
    },
    asOf: seen.updatedAt,
    furtherCandidates: others.map(({ id, username }) => ({ id, username })),
    values: {
      incident,
      incidentTitle: seen.title,
      incidentUrl: seen.url,
      incidentReference: referenceTo(seen, facts.reviewsProject.id),
      keyInformation,
      services: servicesOf(seen.labels, policy.services).map(({ label, team }) => ({ label, team })),
      dri: chosen ? { username: chosen.username, name: chosen.name, because: chosen.because } : null,
      noDriBecause: dri.nobodyBecause,
      dueDate: due,
      timeline: facts.timeline.map((event) => ({ at: event.occurredAt, text: event.note, tags: event.tags })),
      labels,
      guidelines: policy.guidelines.extra.map(({ id, for: who, text }) => ({ id, for: who, text })),
      readAt: facts.readAt,
    },
  };
}

/** From which moment the due date counts: what people put into the timeline beats a label, and that the closure. */
function resolvedAt(facts: Facts): Instant | null {
  const ends = facts.timeline
    .filter((event) => event.tags.some((tag) => sameLabel(tag, 'End time')))
    .map((event) => event.occurredAt);
  if (ends.length > 0) return ends.reduce((a, b) => (a > b ? a : b));
  return facts.labelSetAt.resolved ?? facts.incident.closedAt;
}

/**
 * The configured labels, those copied from the incident, and one label of the severity. The
 * incident's own label is never copied: the review would count as an incident.
 */
function labelsFor(incident: IssueSnapshot, policy: Policy): string[] {
  const labels: string[] = [];
  const add = (label: string) => {
    if (!hasLabel(labels, label) && !sameLabel(label, policy.incident.label)) labels.push(label);
  };
  for (const label of policy.review.labels) add(label);
  for (const label of incident.labels) {
    const copied = policy.review.copyLabels.some((pattern) => fitsPattern(label, pattern));
    if (copied && severityOfLabel(label) === null) add(label);
  }
  const severity = severityOf(incident);
  if (severity !== null) add(severityLabelOf(incident.labels)?.label ?? `severity::${severity}`);
  return labels;
}

/** `#12`, or `group/project#12` from another project. */
export function referenceTo(
  incident: Pick<IssueSnapshot, 'project' | 'iid'>,
  reviewsProject: number,
): string {
  return incident.project.id === reviewsProject
    ? `#${incident.iid}`
    : `${incident.project.path}#${incident.iid}`;
}
