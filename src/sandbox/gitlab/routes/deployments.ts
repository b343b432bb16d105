import { canReadDeployments, canReadMergeRequests } from '../access.ts';
import { badParameter, forbidden, notFound } from '../http/errors.ts';
import { findProject } from '../http/find.ts';
import { PAGE, paginate } from '../http/pagination.ts';
import { READ, route } from '../http/route.ts';
import { deploymentView, mergeRequestView } from '../views/changes.ts';

const ORDERS = ['id', 'iid', 'created_at', 'updated_at', 'ref'];

/** Deployments of a project, and what was first deployed with each. */
export const deploymentRoutes = [
  route({
    method: 'GET',
    pattern: '/projects/:id/deployments',
    scopes: READ,
    query: {
      ...PAGE,
      order_by: 'string',
      sort: 'string',
      updated_after: 'instant',
      environment: 'string',
      status: 'string',
    },
    handle: (call) => {
      const { db, query, world } = call;
      const project = findProject(call, call.path.id ?? '');
      if (!canReadDeployments(call.user, project)) throw forbidden();
      const order = query.order_by ?? 'id';
      if (!ORDERS.includes(order)) throw badParameter('order_by does not have a valid value');
      // GitLab asks for both together; in production it answers all the same, as slowly as it has to.
      if ((query.updated_after != null) !== (order === 'updated_at'))
        throw badParameter('`updated_at` filter and `updated_at` sorting must be paired');
      const rows = db.deployments
        .filter((one) => one.projectId === project.id)
        .filter(({ status }) => query.status == null || query.status === status)
        .filter(({ environment }) => query.environment == null || query.environment === environment)
        .filter(({ updatedAt }) => query.updated_after == null || updatedAt >= query.updated_after)
        .toSorted((a, b) => (order === 'updated_at' ? a.updatedAt.localeCompare(b.updatedAt) : a.id - b.id));
      const page = paginate(query.sort === 'desc' ? rows.toReversed() : rows, query, call.address);
      const body = page.rows.map((one) => deploymentView({ ...world, db }, one));
      return { status: 200, body, headers: page.headers };
    },
  }),
  route({
    method: 'GET',
    pattern: '/projects/:id/deployments/:deployment/merge_requests',
    scopes: READ,
    query: PAGE,
    handle: (call) => {
      const { db, user, world } = call;
      const project = findProject(call, call.path.id ?? '');
      if (!canReadDeployments(user, project)) throw forbidden();
      const found = db.deployments.find(({ id }) => id === Number(call.path.deployment));
      if (found?.projectId !== project.id) throw notFound();
      const rows = db.mergeRequests.filter(
        ({ id }) => found.mergeRequestIds.includes(id) && canReadMergeRequests(user, project),
      );
      const page = paginate(rows, call.query, call.address);
      const body = page.rows.map((one) => mergeRequestView({ ...world, db }, one));
      return { status: 200, body, headers: page.headers };
    },
  }),
];
