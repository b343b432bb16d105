import { canReadMergeRequests } from '../access.ts';
import { notFound } from '../http/errors.ts';
import { findIssue, findProject } from '../http/find.ts';
import { PAGE, paginate } from '../http/pagination.ts';
import { READ, route } from '../http/route.ts';
import { issueReferencesIn } from '../text/references.ts';
import { mergeRequestView } from '../views/changes.ts';
import { projectByRef, projectOf } from '../world.ts';

/** Merge requests, and which of them are related to an issue because their text names it. */
export const mergeRequestRoutes = [
  route({
    method: 'GET',
    pattern: '/projects/:id/issues/:iid/related_merge_requests',
    scopes: READ,
    query: PAGE,
    handle: (call) => {
      const { db, user, world } = call;
      const { project, issue } = findIssue(call, call.path);
      const rows = db.mergeRequests
        .filter((one) => canReadMergeRequests(user, projectOf(db, one)))
        .filter((one) =>
          issueReferencesIn(one.description, world.url).some(({ path, iid }) => {
            const named = path === null ? projectOf(db, one) : projectByRef(db, path);
            return named?.id === issue.projectId && iid === issue.iid;
          }),
        )
        // Those of the same project come first.
        .toSorted(
          (a, b) => Number(b.projectId === project.id) - Number(a.projectId === project.id) || a.iid - b.iid,
        );
      const page = paginate(rows, call.query, call.address);
      const body = page.rows.map((one) => mergeRequestView({ ...world, db }, one));
      return { status: 200, body, headers: page.headers };
    },
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/merge_requests/:iid',
    scopes: READ,
    handle: (call) => {
      const { db, user, world } = call;
      const project = findProject(call, call.path.id ?? '');
      const found = db.mergeRequests.find(
        (one) => one.projectId === project.id && one.iid === Number(call.path.iid),
      );
      if (!found || !canReadMergeRequests(user, project)) throw notFound();
      return { status: 200, body: mergeRequestView({ ...world, db }, found) };
    },
  }),
];
