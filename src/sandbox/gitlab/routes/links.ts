import { canReadIssue, levelOf } from '../access.ts';
import { ApiError, badParameter, forbidden } from '../http/errors.ts';
import { findIssue } from '../http/find.ts';
import { READ, route, WRITE } from '../http/route.ts';
import { createLink } from '../rules/links.ts';
import { ACCESS, type LinkType } from '../state.ts';
import { linkView, relatedIssueView } from '../views/records.ts';

/** Issues that are related to an issue. The list has no pages. */
export const linkRoutes = [
  route({
    method: 'GET',
    pattern: '/projects/:id/issues/:iid/links',
    scopes: READ,
    handle: (call) => {
      const { db, user } = call;
      const { issue } = findIssue(call, call.path);
      const seen = { ...call.world, db };
      const rows = db.links.flatMap((link) => {
        if (link.sourceId !== issue.id && link.targetId !== issue.id) return [];
        const other = db.issues.get(link.sourceId === issue.id ? link.targetId : link.sourceId);
        if (!other || !canReadIssue(db, user, other)) return [];
        return [relatedIssueView(seen, link, issue, other, user)];
      });
      return { status: 200, body: rows };
    },
  }),
  route({
    method: 'POST',
    pattern: '/projects/:id/issues/:iid/links',
    scopes: WRITE,
    body: { target_project_id: 'ref', target_issue_iid: 'ref', link_type: 'string' },
    handle: (call) => {
      const { world, body, user } = call;
      if (body.target_project_id == null) throw badParameter('target_project_id is missing');
      if (body.target_issue_iid == null) throw badParameter('target_issue_iid is missing');
      const source = findIssue(call, call.path);
      const target = findIssue(call, { id: body.target_project_id, iid: body.target_issue_iid });
      const type = linkTypeOf(body.link_type);
      if (type !== 'relates_to' && world.settings.tier === 'free') throw forbidden();
      if (source.issue.id === target.issue.id) {
        throw new ApiError(422, {
          message: `#${target.issue.iid} cannot be added: cannot be related to itself`,
        });
      }
      const mayLink = [source, target].every(({ project }) => levelOf(user, project) >= ACCESS.guest);
      if (!mayLink) {
        const message =
          "Couldn't link issues. You must have at least the Guest role in both issue's projects.";
        throw new ApiError(403, { message });
      }
      const link = createLink(world, source.issue, target.issue, type, call.origin);
      if (link === 'already-linked') throw new ApiError(409, { message: 'Issue(s) already assigned' });
      return { status: 201, body: linkView(world, link, source.issue, target.issue) };
    },
  }),
];

function linkTypeOf(written: string | null | undefined): LinkType {
  const types: readonly LinkType[] = ['relates_to', 'blocks', 'is_blocked_by'];
  const type = types.find((one) => one === (written ?? 'relates_to'));
  if (!type) throw badParameter('link_type does not have a valid value');
  return type;
}
