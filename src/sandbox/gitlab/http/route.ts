import type { Db, Token, User } from '../state.ts';
import type { Origin, World } from '../world.ts';
import { UnforeseenError } from './errors.ts';
import { type Fields, type Raw, readFields, unknownFields, type Values } from './fields.ts';

export type Answer = { status: number; body: unknown; headers?: Record<string, string> | undefined };

/** What every route is given. `db` is what this reader sees: perhaps a replica, for reads. */
export type Caller = {
  world: World;
  db: Db;
  user: User;
  token: Token;
  origin: Origin;
  /** Address that was asked for, with its query, for `Link` headers. */
  address: URL;
  method: string;
};

/** A request that fits a route: the pieces of its path, and what was sent, unread. */
export type Incoming = Caller & { path: Record<string, string>; rawQuery: Raw; rawBody: Raw };

export type Route = {
  method: string;
  /** `/projects/:id/issues/:iid`, below `/api/v4`. */
  pattern: string;
  /** Scopes of which the token needs one. */
  scopes: readonly string[];
  answer(incoming: Incoming): Answer | Promise<Answer>;
};

export const READ = ['api', 'read_api'] as const;
export const WRITE = ['api'] as const;

/** Declares a route. A query parameter or body field it does not name is an error of the test. */
export function route<Q extends Fields, B extends Fields>(definition: {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  pattern: string;
  scopes: readonly string[];
  query?: Q;
  body?: B;
  handle(
    call: Caller & { path: Record<string, string>; query: Values<Q>; body: Values<B>; rawBody: Raw },
  ): Answer | Promise<Answer>;
}): Route {
  const { query, body, handle, ...rest } = definition;
  // A route that declares no query or body takes none: the empty object is then what Q or B stands for.
  const queryFields = query ?? ({} as Q);
  const bodyFields = body ?? ({} as B);
  return {
    ...rest,
    answer(incoming) {
      const strange = [
        ...unknownFields(queryFields, incoming.rawQuery).map((name) => `query parameter ${name}`),
        ...unknownFields(bodyFields, incoming.rawBody).map((name) => `body field ${name}`),
      ];
      if (strange.length > 0) throw new UnforeseenError(strange.join(', '));
      return handle({
        ...incoming,
        query: readFields(queryFields, incoming.rawQuery),
        body: readFields(bodyFields, incoming.rawBody),
      });
    },
  };
}

/** The route for a request, with the pieces of its path decoded; null: nobody foresaw it. */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  pathname: string,
): { route: Route; path: Record<string, string> } | null {
  const parts = pathname.split('/');
  for (const candidate of routes) {
    const wanted = candidate.pattern.split('/');
    if (candidate.method !== method || wanted.length !== parts.length) continue;
    const path: Record<string, string> = {};
    const fits = wanted.every((piece, index) => {
      const part = parts[index] ?? '';
      if (!piece.startsWith(':')) return piece === part;
      path[piece.slice(1)] = decodeURIComponent(part);
      return part !== '';
    });
    if (fits) return { route: candidate, path };
  }
  return null;
}
