import type { IssueSnapshot, Person as KnownPerson } from '../../src/domain/words.ts';
import { dayOf, issueKindOf, severityOf } from './fields.ts';
import type { IssueAttributes, Person, Project } from './issue-fields.ts';

export type IssueParts = {
  attributes: IssueAttributes;
  project: Project;
  projectId: number;
  /** Labels at the top level of the payload: where they stood before GitLab 11. */
  labels?: string[] | null | undefined;
  assignees?: Person[] | null | undefined;
  /** Who did what is reported. */
  actor: Person | null | undefined;
  confidential: boolean;
};

/** The issue as this delivery shows it; null when the payload has no address for it at all. */
export function issueSnapshot(parts: IssueParts): IssueSnapshot | null {
  const { attributes, project } = parts;
  const url = urlOf(attributes, project);
  if (url === null) return null;
  return {
    project: { id: parts.projectId, path: project.path_with_namespace },
    id: attributes.id,
    iid: attributes.iid,
    kind: issueKindOf(attributes.type),
    title: attributes.title,
    url,
    state: attributes.state,
    confidential: parts.confidential,
    labels: attributes.labels ?? parts.labels ?? [],
    severity: severityOf(attributes.severity),
    createdAt: attributes.created_at,
    updatedAt: attributes.updated_at,
    closedAt: attributes.state === 'closed' ? (attributes.closed_at ?? null) : null,
    dueDate: dayOf(attributes.due_date),
    assignees: assigneesOf(parts),
    movedTo: attributes.moved_to_id ?? null,
  };
}

/** A person of whom GitLab told both the id and the username. */
export function knownPerson(person: Person, idElsewhere?: number | null): KnownPerson | null {
  const id = person.id ?? idElsewhere ?? null;
  if (id === null) return null;
  return { id, username: person.username, name: person.name || person.username };
}

function urlOf(attributes: IssueAttributes, project: Project): string | null {
  if (isAddress(attributes.url)) return attributes.url;
  // `/-/issues/` is answered for every kind of work item, by every version.
  if (isAddress(project.web_url)) return `${project.web_url}/-/issues/${attributes.iid}`;
  return null;
}

/** A web address that can stand in a link as it is; GitLab percent-encodes what cannot. */
function isAddress(url: string | null | undefined): url is string {
  return url != null && /^https?:\/\/[^\s<>"'()|\\]+$/i.test(url);
}

/**
 * GitLab names the assignees at the top level, and leaves the list out when there are none. The payload of
 * a note has their ids alone: of those only the author of the note has a name, and the others are left
 * out, because a person without a username is nobody whom we could address.
 */
function assigneesOf({ attributes, assignees, actor }: IssueParts): KnownPerson[] {
  const ids = attributes.assignee_ids ?? (attributes.assignee_id ? [attributes.assignee_id] : []);
  // Before GitLab 13 the named ones lack their ids; both lists come from one association, in one order.
  const sameOrder = assignees?.length === ids.length;
  const named = assignees ?? (actor?.id && ids.includes(actor.id) ? [actor] : []);
  return named
    .map((person, index) => knownPerson(person, sameOrder ? ids[index] : null))
    .filter((person) => person !== null);
}
