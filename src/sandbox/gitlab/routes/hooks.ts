import { levelOf } from '../access.ts';
import { ApiError, badParameter, forbidden, notFound } from '../http/errors.ts';
import { findProject } from '../http/find.ts';
import { PAGE, paginate } from '../http/pagination.ts';
import { requireFeature } from '../http/require-feature.ts';
import { type Caller, READ, route, WRITE } from '../http/route.ts';
import { ACCESS, type Hook, type Project } from '../state.ts';
import { hookEventView, hookView } from '../views/records.ts';

const WEEK_MS = 7 * 86_400_000;
const MOST_EVENTS_A_PAGE = 20;
const TESTS_A_MINUTE = 5;

/** Webhooks of projects, what became of their deliveries, and the button "Test". */
export const hookRoutes = [
  route({
    method: 'GET',
    pattern: '/projects/:id/hooks',
    scopes: READ,
    query: PAGE,
    handle: (call) => {
      const project = administered(call, call.path.id ?? '');
      const page = paginate(hooksOf(call, project), call.query, call.address);
      const body = page.rows.map((hook) => hookView(call.world, hook));
      return { status: 200, body, headers: page.headers };
    },
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/hooks/:hook',
    scopes: READ,
    handle: (call) => ({ status: 200, body: hookView(call.world, findHook(call, call.path)) }),
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/hooks/:hook/events',
    scopes: READ,
    query: { ...PAGE, status: 'list' },
    handle: (call) => {
      const hook = findHook(call, call.path);
      requireFeature(call, 'hookEvents');
      const perPage = call.query.per_page ?? MOST_EVENTS_A_PAGE;
      if (perPage < 1 || perPage > MOST_EVENTS_A_PAGE)
        throw badParameter('per_page does not have a valid value');
      const since = new Date(call.world.now().getTime() - WEEK_MS).toISOString();
      const newestFirst = call.world.hookLog
        .filter(({ hookId, createdAt }) => hookId === hook.id && createdAt >= since)
        .filter(({ status }) => fits(status, call.query.status ?? []))
        .toReversed();
      const page = paginate(newestFirst, { ...call.query, per_page: perPage }, call.address);
      return { status: 200, body: page.rows.map(hookEventView), headers: page.headers };
    },
  }),
  route({
    method: 'POST',
    pattern: '/projects/:id/hooks/:hook/test/:trigger',
    scopes: WRITE,
    handle: async (call) => {
      const hook = findHook(call, call.path);
      requireFeature(call, 'hookTest');
      if (call.path.trigger !== 'issues_events') throw badParameter('trigger does not have a valid value');
      requireRate(call, hook);
      const hasIssues = [...call.world.db.issues.values()].some(
        (issue) => issue.projectId === hook.projectId,
      );
      if (!hasIssues) throw new ApiError(422, { message: 'Ensure the project has issues.' });
      const status = await call.world.testHook(hook, call.user);
      if (status !== null && status >= 200 && status < 300) {
        return { status: 201, body: { message: '201 Created' } };
      }
      throw new ApiError(422, { message: status === null ? 'the receiver did not answer' : String(status) });
    },
  }),
];

function findHook(call: Caller, path: Record<string, string>): Hook {
  const project = administered(call, path.id ?? '');
  const hook = hooksOf(call, project).find((one) => one.id === Number(path.hook));
  if (!hook) throw notFound();
  return hook;
}

/** Hooks are for Maintainers. */
function administered(call: Caller, ref: string): Project {
  const project = findProject(call, ref);
  if (levelOf(call.user, project) < ACCESS.maintainer) throw forbidden();
  return project;
}

/** Read from the primary: how hooks fare is no matter for a lagging replica. */
function hooksOf(call: Caller, project: Project): Hook[] {
  return call.world.db.hooks.filter((hook) => hook.projectId === project.id);
}

/** A delivery without an answer counts among the failures of the server. */
function fits(status: number | null, wanted: string[]): boolean {
  if (wanted.length === 0) return true;
  return wanted.some((one) => {
    if (one === 'successful') return status !== null && status >= 200 && status <= 299;
    if (one === 'client_failure') return status !== null && status >= 400 && status <= 499;
    if (one === 'server_failure') return status === null || (status >= 500 && status <= 599);
    return String(status) === one;
  });
}

/** Tests of one project by one user, by the minute. */
function requireRate({ world, user }: Caller, hook: Hook): void {
  const minute = world.now().toISOString().slice(0, 16);
  const key = `${hook.projectId} ${user.id} ${minute}`;
  const before = world.hookTests.get(key) ?? 0;
  if (before >= TESTS_A_MINUTE) {
    throw new ApiError(429, {
      message: { error: 'This endpoint has been requested too many times. Try again later.' },
    });
  }
  world.hookTests.set(key, before + 1);
}
