import { canReadIssue } from '../access.ts';
import { badParameter, UnforeseenError } from '../http/errors.ts';
import type { Values } from '../http/fields.ts';
import { findIssue, findProject } from '../http/find.ts';
import { PAGE, paginate, paginateByKey } from '../http/pagination.ts';
import { type Answer, type Caller, READ, route } from '../http/route.ts';
import { namesOf } from '../rules/labels.ts';
import { has } from '../settings.ts';
import type { Issue } from '../state.ts';
import { fullIssue } from '../views/issue.ts';
import { labelNames, userByName } from '../world.ts';

const FILTERS = {
  ...PAGE,
  pagination: 'string',
  cursor: 'string',
  order_by: 'string',
  sort: 'string',
  scope: 'string',
  state: 'string',
  issue_type: 'string',
  confidential: 'boolean',
  author_id: 'integer',
  author_username: 'string',
  assignee_id: 'string',
  labels: 'list',
  'not[labels]': 'list',
  iids: 'integers',
  search: 'string',
  in: 'string',
  created_after: 'instant',
  created_before: 'instant',
  updated_after: 'instant',
  updated_before: 'instant',
} as const;

type Filters = Values<typeof FILTERS>;

/** Reading issues. Only titles can be searched, on purpose: GitLab's search does not find marks in HTML comments. */
export const issueReadRoutes = [
  route({
    method: 'GET',
    pattern: '/projects/:id/issues',
    scopes: READ,
    query: FILTERS,
    handle: (call) => {
      const project = findProject(call, call.path.id ?? '');
      const { search, in: where } = call.query;
      if (search != null && where !== 'title') throw new UnforeseenError('a search beyond titles');
      const found = [...call.db.issues.values()]
        .filter((issue) => issue.projectId === project.id && canReadIssue(call.db, call.user, issue))
        .filter((issue) => fits(call, issue, call.query));
      return list(call, found, call.query);
    },
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/issues/:iid',
    scopes: READ,
    handle: (call) => {
      const { issue } = findIssue(call, call.path);
      return { status: 200, body: fullIssue({ ...call.world, db: call.db }, issue, call.user, true) };
    },
  }),
];

function fits(call: Caller, issue: Issue, query: Filters): boolean {
  const names = labelNames(call.db, issue);
  const labels = namesOf(query.labels ?? []);
  const without = namesOf(query['not[labels]'] ?? []);
  const tests: boolean[] = [
    query.state == null || query.state === 'all' || query.state === issue.state,
    query.issue_type == null || query.issue_type === issue.type,
    query.confidential == null || query.confidential === issue.confidential,
    query.author_id == null || query.author_id === issue.authorId,
    query.author_username == null || userByName(call.db, query.author_username)?.id === issue.authorId,
    isAssigned(issue, query.assignee_id ?? null),
    labels.every((name) => matchesLabel(names, name)),
    !without.some((name) => names.includes(name)),
    query.iids == null || query.iids.length === 0 || query.iids.includes(issue.iid),
    query.search == null || hasInTitle(issue, query.search),
    query.created_after == null || issue.createdAt >= query.created_after,
    query.created_before == null || issue.createdAt <= query.created_before,
    query.updated_after == null || issue.updatedAt >= query.updated_after,
    query.updated_before == null || issue.updatedAt <= query.updated_before,
    query.scope == null || query.scope === 'all' || inScope(call, issue, query.scope),
  ];
  return tests.every(Boolean);
}

function matchesLabel(names: readonly string[], wanted: string): boolean {
  if (/^any$/i.test(wanted)) return names.length > 0;
  if (/^none$/i.test(wanted)) return names.length === 0;
  return names.includes(wanted);
}

/** Every word of the search stands somewhere in the title, in any case. */
function hasInTitle(issue: Issue, search: string): boolean {
  const title = issue.title.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => title.includes(word));
}

function isAssigned(issue: Issue, wanted: string | null): boolean {
  if (wanted === null) return true;
  if (wanted.toLowerCase() === 'none') return issue.assigneeIds.length === 0;
  if (wanted.toLowerCase() === 'any') return issue.assigneeIds.length > 0;
  return issue.assigneeIds.includes(Number(wanted));
}

function inScope(call: Caller, issue: Issue, scope: string): boolean {
  if (scope === 'created_by_me') return issue.authorId === call.user.id;
  if (scope === 'assigned_to_me') return issue.assigneeIds.includes(call.user.id);
  throw badParameter('scope does not have a valid value');
}

/** Value by which rows are ordered, as text that sorts; equal ones go by id. */
const KEYS: Record<string, (issue: Issue) => string> = {
  created_at: (issue) => issue.createdAt,
  updated_at: (issue) => issue.updatedAt,
  due_date: (issue) => issue.dueDate ?? '9999-12-31',
  title: (issue) => issue.title.toLowerCase(),
  id: (issue) => String(issue.id).padStart(12, '0'),
};

function list(call: Caller, found: readonly Issue[], query: Filters): Answer {
  const keyOf = KEYS[query.order_by ?? 'created_at'];
  if (!keyOf) throw badParameter('order_by does not have a valid value');
  if (!['asc', 'desc'].includes(query.sort ?? 'desc')) throw badParameter('sort does not have a valid value');
  const descending = (query.sort ?? 'desc') === 'desc';
  const ordered = found.toSorted((a, b) => {
    const order = keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a.id - b.id;
    return descending ? -order : order;
  });
  // Before 18.3 GitLab pages these rows by number, whatever was asked for, and says nothing.
  const byKey = query.pagination === 'keyset' && has(call.world.settings, 'issuesKeyset');
  const page = byKey
    ? paginateByKey(
        ordered,
        { perPage: Math.min(query.per_page ?? 20, 100), cursor: query.cursor ?? null, descending, keyOf },
        call.address,
      )
    : paginate(ordered, query, call.address);
  const seen = { ...call.world, db: call.db };
  return {
    status: 200,
    body: page.rows.map((issue) => fullIssue(seen, issue, call.user, false)),
    headers: page.headers,
  };
}
