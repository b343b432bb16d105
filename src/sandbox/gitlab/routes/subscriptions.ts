import { findIssue } from '../http/find.ts';
import { type Answer, type Caller, route, WRITE } from '../http/route.ts';
import { fullIssue } from '../views/issue.ts';

const issue = '/projects/:id/issues/:iid';

/** Who hears of an issue by mail. Whoever wrote it or is assigned does, unless they said that they do not want to. */
export const subscriptionRoutes = [
  route({
    method: 'POST',
    pattern: `${issue}/subscribe`,
    scopes: WRITE,
    handle: (call) => want(true, call),
  }),
  route({
    method: 'POST',
    pattern: `${issue}/unsubscribe`,
    scopes: WRITE,
    handle: (call) => want(false, call),
  }),
];

/** 304, and nothing is written, where it is so already. */
function want(subscribed: boolean, call: Caller & { path: Record<string, string> }): Answer {
  const { world, user } = call;
  const { issue: about } = findIssue(call, call.path);
  const key = `${about.id}:${user.id}`;
  const involved = about.authorId === user.id || about.assigneeIds.includes(user.id);
  if ((world.db.subscriptions.get(key) ?? involved) === subscribed) return { status: 304, body: null };
  world.db.subscriptions.set(key, subscribed);
  world.changed();
  return { status: 201, body: fullIssue(world, about, user, true) };
}
