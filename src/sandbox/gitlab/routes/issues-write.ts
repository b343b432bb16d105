import { canReadIssues, canUpdateIssue, levelOf } from '../access.ts';
import { ApiError, badParameter, forbidden, invalid } from '../http/errors.ts';
import type { Values } from '../http/fields.ts';
import { findIssue, findProject } from '../http/find.ts';
import { route, WRITE } from '../http/route.ts';
import { createIssue } from '../rules/create-issue.ts';
import { updateIssue } from '../rules/update-issue.ts';
import { ACCESS, type IssueType, type Project, type User } from '../state.ts';
import { fullIssue } from '../views/issue.ts';
import { issueByIid } from '../world.ts';

const LONGEST_TITLE = 255;
const LONGEST_DESCRIPTION = 1_048_576;

const COMMON = {
  description: 'string',
  title: 'string',
  labels: 'list',
  assignee_id: 'integer',
  assignee_ids: 'integers',
  due_date: 'day',
  confidential: 'boolean',
} as const;

/** Opening and changing issues: no idempotency key, no lock. */
export const issueWriteRoutes = [
  route({
    method: 'POST',
    pattern: '/projects/:id/issues',
    scopes: WRITE,
    body: { ...COMMON, issue_type: 'string', created_at: 'instant', iid: 'integer' },
    handle: (call) => {
      const { world, body, user } = call;
      const project = findProject(call, call.path.id ?? '');
      if (!canReadIssues(user, project) || project.archived) throw forbidden();
      if (body.title === undefined) throw badParameter('title is missing');
      checkTexts(body.title, body.description);
      const chosen = mayChoose(user, project) ? body : {};
      if (chosen.iid != null && issueByIid(world.db, project.id, chosen.iid)) {
        throw new ApiError(409, { message: 'Duplicated issue' });
      }
      const issue = createIssue(
        world,
        project,
        {
          title: body.title ?? '',
          type: typeOf(body.issue_type),
          description: body.description ?? '',
          labels: body.labels ?? undefined,
          assigneeIds: assigneesOf(body),
          dueDate: body.due_date,
          confidential: body.confidential ?? undefined,
          createdAt: chosen.created_at ?? undefined,
          iid: chosen.iid ?? undefined,
        },
        call.origin,
      );
      return { status: 201, body: fullIssue(world, issue, user, true) };
    },
  }),
  route({
    method: 'PUT',
    pattern: '/projects/:id/issues/:iid',
    scopes: WRITE,
    body: {
      ...COMMON,
      add_labels: 'list',
      remove_labels: 'list',
      state_event: 'string',
      updated_at: 'instant',
    },
    handle: (call) => {
      const { world, body, user } = call;
      // An update runs on the primary: route dispatch gives writes no replica.
      const { project, issue } = findIssue(call, call.path);
      if (!canUpdateIssue(user, project, issue)) throw forbidden();
      if (Object.keys(body).length === 0) {
        throw badParameter(
          'title, description, labels, state_event are missing, at least one parameter must be provided',
        );
      }
      if (body.title !== undefined) checkTexts(body.title, undefined);
      checkTexts(issue.title, body.description);
      updateIssue(
        world,
        issue,
        {
          title: body.title ?? undefined,
          description: body.description === undefined ? undefined : (body.description ?? ''),
          labels: body.labels === undefined ? undefined : (body.labels ?? []),
          addLabels: body.add_labels ?? undefined,
          removeLabels: body.remove_labels ?? undefined,
          assigneeIds: assigneesOf(body),
          dueDate: body.due_date,
          confidential: body.confidential ?? undefined,
          stateEvent: stateEventOf(body.state_event),
          updatedAt: mayChoose(user, project) ? (body.updated_at ?? undefined) : undefined,
        },
        call.origin,
      );
      return { status: 200, body: fullIssue(world, issue, user, true) };
    },
  }),
];

/** `created_at`, `updated_at` and `iid` are for owners and administrators; from others they are ignored. */
function mayChoose(user: User, project: Project): boolean {
  return levelOf(user, project) >= ACCESS.owner;
}

function checkTexts(title: string | null | undefined, description: string | null | undefined): void {
  const errors: Record<string, string[]> = {};
  if (title === null || title?.trim() === '') errors.title = ["can't be blank"];
  if (lengthOf(title) > LONGEST_TITLE) {
    errors.title = [`is too long (maximum is ${LONGEST_TITLE} characters)`];
  }
  if (lengthOf(description) > LONGEST_DESCRIPTION) {
    errors.description = [`is too long (maximum is ${LONGEST_DESCRIPTION} characters)`];
  }
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

function typeOf(written: string | null | undefined): IssueType | undefined {
  if (written == null) return undefined;
  const types: readonly IssueType[] = ['issue', 'incident', 'task', 'test_case'];
  const type = types.find((one) => one === written);
  if (!type) throw badParameter('issue_type does not have a valid value');
  return type;
}

function stateEventOf(written: string | null | undefined): 'close' | 'reopen' | undefined {
  if (written == null || written === 'close' || written === 'reopen') return written ?? undefined;
  throw badParameter('state_event does not have a valid value');
}

/** `assignee_id` is the old spelling of a list of one; 0 or nothing takes everybody off. */
function assigneesOf(body: Values<typeof COMMON>): number[] | undefined {
  if (body.assignee_ids !== undefined) return body.assignee_ids ?? [];
  if (body.assignee_id === undefined) return undefined;
  return body.assignee_id === null ? [] : [body.assignee_id];
}

/** In characters as Ruby counts them: an emoji is one. */
function lengthOf(text: string | null | undefined): number {
  return [...(text ?? '')].length;
}
