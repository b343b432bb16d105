import type { Before } from '../src/domain/events.ts';
import type { Translation } from '../src/ports/translate.ts';
import { IssueDelivery } from './issue.schema.ts';
import { severityOf, stateOf } from './reading/fields.ts';
import { issueSnapshot, knownPerson } from './reading/snapshot.ts';
import { ignored, type Translator, unknownAt, unknownShape } from './reading/translation.ts';

/**
 * Issues, incidents and all other work items of a project. One incident is `work_item` in one delivery and
 * `issue` in the next: GitLab names there the Ruby class at work (seen in May 2026), so both are read alike.
 */
export const issue: Translator = {
  objectKinds: ['issue', 'work_item'],
  switches: ['issues_events', 'confidential_issues_events'],
  translate: translateIssue,
};

function translateIssue(body: unknown): Translation {
  const read = IssueDelivery.safeParse(body);
  if (!read.success) return unknownShape(read.error, body);
  const { object_attributes: attributes, project, user } = read.data;

  if (!project) {
    if (attributes.project_id === null) return ignored('a work item of a group belongs to no project');
    return unknownAt('project', undefined, 'a project');
  }
  const projectId = project.id ?? attributes.project_id;
  if (!projectId) return unknownAt('project.id', project.id, 'a whole number above 0');

  const issue = issueSnapshot({
    attributes,
    project,
    projectId,
    labels: read.data.labels,
    assignees: read.data.assignees ?? (read.data.assignee ? [read.data.assignee] : null),
    actor: user,
    // Either mark will do: to show too little is mended later, to show too much is not.
    confidential: attributes.confidential === true || isConfidential(read.data.event_type),
  });
  if (!issue) return unknownAt('object_attributes.url', attributes.url, 'the address of the issue');

  const edited = read.data.changes?.description;
  const event = {
    kind: 'issue.changed' as const,
    issue,
    before: beforeOf(read.data.changes),
    by: user ? knownPerson(user) : null,
    ...(edited ? { edited } : {}),
  };
  return { kind: 'events', events: [event] };
}

/** `confidential_issue`, `confidential_work_item`. */
function isConfidential(eventType: string | null | undefined): boolean {
  return eventType?.startsWith('confidential_') === true;
}

/**
 * What GitLab says of the time before. `object_attributes.action` is not asked: one closure of an incident
 * comes as `close` and again as `update`, and a closure through the API may be an `update` alone.
 */
function beforeOf(changes: IssueDelivery['changes']): Before {
  const before: Before = {};
  if (!changes) return before;
  const state = stateOf(changes.state_id?.previous) ?? stateOf(changes.state?.previous);
  if (state) before.state = state;
  if (changes.labels) before.labels = changes.labels.previous;
  const severity = changes.severity?.previous;
  if (severity === null || typeof severity === 'string') before.severity = severityOf(severity);
  if (typeof changes.confidential?.previous === 'boolean')
    before.confidential = changes.confidential.previous;
  if (changes.moved_to_id?.previous === null) before.movedTo = null;
  return before;
}
