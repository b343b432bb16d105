import { z } from 'zod';
import type { IssueKind, IssueSnapshot, Severity } from '../../domain/words.ts';
import type { IssueWithText } from '../../ports/gitlab.ts';
import { InstantText } from './instant.ts';

const kinds = new Map<string, IssueKind>([
  ['issue', 'issue'],
  ['incident', 'incident'],
]);
const severities = new Map<string, Severity>([
  ['critical', 1],
  ['high', 2],
  ['medium', 3],
  ['low', 4],
]);

const Person = z.object({ id: z.number(), username: z.string(), name: z.string() });

/**
 * An issue as REST shows it: alone, in lists and as a related issue. Only the fields in use.
 * `type` is upper case, `issue_type` lower case; older GitLabs send one of them or none. `severity` is
 * absent or UNKNOWN for all but incidents.
 */
const Fields = z.object({
  id: z.number(),
  iid: z.number(),
  project_id: z.number(),
  title: z.string(),
  state: z.string(),
  created_at: InstantText,
  updated_at: InstantText,
  closed_at: InstantText.nullish(),
  labels: z.array(z.string()),
  assignees: z.array(Person).nullish(),
  issue_type: z.string().nullish(),
  type: z.string().nullish(),
  severity: z.string().nullish(),
  confidential: z.boolean(),
  due_date: z.string().nullish(),
  web_url: z.string(),
  references: z.object({ full: z.string() }),
  moved_to_id: z.number().nullish(),
});

/** An issue without its text. */
export const Issue = Fields.transform(toSnapshot);

export const IssueText = Fields.extend({
  description: z.string().nullish(),
  author: z.object({ id: z.number(), username: z.string() }),
  user_notes_count: z.number().nullish(),
}).transform(
  (issue): IssueWithText => ({
    ...toSnapshot(issue),
    description: issue.description ?? '',
    author: issue.author,
    hasComments: issue.user_notes_count !== 0,
  }),
);

function toSnapshot(issue: z.infer<typeof Fields>): IssueSnapshot {
  return {
    project: { id: issue.project_id, path: issue.references.full.replace(/#\d+$/, '') },
    id: issue.id,
    iid: issue.iid,
    kind: toKind(issue.issue_type ?? issue.type),
    title: issue.title,
    url: issue.web_url,
    state: issue.state === 'closed' ? 'closed' : 'opened',
    confidential: issue.confidential,
    labels: issue.labels,
    severity: severities.get(issue.severity?.toLowerCase() ?? '') ?? null,
    createdAt: issue.created_at,
    updatedAt: issue.updated_at,
    closedAt: issue.closed_at ?? null,
    dueDate: issue.due_date ?? null,
    assignees: issue.assignees ?? [],
    movedTo: issue.moved_to_id ?? null,
  };
}

function toKind(word: string | null | undefined): IssueKind {
  if (word === null || word === undefined) return 'unknown';
  return kinds.get(word.toLowerCase()) ?? 'other';
}
