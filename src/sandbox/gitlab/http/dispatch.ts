import type { IncomingHttpHeaders } from 'node:http';
import { executeGraphql } from '../graphql/execute.ts';
import type { Replica } from '../replica.ts';
import { ROUTES } from '../routes/index.ts';
import type { Origin, World } from '../world.ts';
import { authenticate, requireScope } from './authenticate.ts';
import { ApiError, UnforeseenError } from './errors.ts';
import type { Raw } from './fields.ts';
import { isObject } from './read.ts';
import type { RecordedRequest } from './recorder.ts';
import { type Answer, matchRoute, READ } from './route.ts';

const REST = '/api/v4';

/** Finds out who asks and what for, and answers; throws what GitLab would refuse. */
export async function dispatch(
  parts: { world: World; replica: Replica },
  recorded: RecordedRequest,
  { headers, address, body }: { headers: IncomingHttpHeaders; address: URL; body: Raw },
): Promise<Answer> {
  const { world, replica } = parts;
  if (headers.sudo !== undefined) throw new UnforeseenError('header sudo');
  const { user, token } = authenticate(world, headers);
  recorded.user = user.username;
  if (recorded.method === 'POST' && address.pathname === '/api/graphql') {
    requireScope(token, READ);
    const context = { world, db: replica.viewFor(user), user };
    return { status: 200, body: graphql(body, context) };
  }
  const found = address.pathname.startsWith(`${REST}/`)
    ? matchRoute(ROUTES, recorded.method, address.pathname.slice(REST.length))
    : null;
  if (!found) throw new UnforeseenError('this request');
  requireScope(token, found.route.scopes);
  const eventUuid = headers['x-gitlab-event-uuid'];
  const origin: Origin = {
    user,
    via: 'rest',
    eventUuid: Array.isArray(eventUuid) ? eventUuid[0] : eventUuid,
  };
  const reads = recorded.method === 'GET';
  const answer = await found.route.answer({
    world,
    db: reads ? replica.viewFor(user) : world.db,
    user,
    token,
    origin,
    address,
    method: recorded.method,
    path: found.path,
    rawQuery: recorded.query,
    rawBody: body,
  });
  // 304: nothing was written.
  if (!reads && answer.status !== 304) replica.stick(user);
  return answer;
}

function graphql(
  body: Record<string, unknown>,
  context: Parameters<typeof executeGraphql>[2],
): ReturnType<typeof executeGraphql> {
  const strange = Object.keys(body).filter((name) => !['query', 'variables', 'operationName'].includes(name));
  if (strange.length > 0) throw new UnforeseenError(`GraphQL body field ${strange.join(', ')}`);
  if (typeof body.query !== 'string')
    throw new ApiError(422, { errors: [{ message: 'No query string was present' }] });
  return executeGraphql(body.query, isObject(body.variables) ? body.variables : {}, context);
}
