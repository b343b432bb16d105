import type { App } from '../state.ts';
import type { World } from '../world.ts';
import type { Raw } from './arguments.ts';
import type { Method } from './method.ts';
import { Refusal } from './refusal.ts';

/** Who calls: the token from the header, else from the arguments. */
export function authenticate(world: World, method: Method, authorization: string | undefined, raw: Raw): App {
  const given = authorization?.replace(/^Bearer /i, '') ?? raw.token;
  if (given === undefined || given === '') throw new Refusal('not_authed');
  const { app } = world.db;
  if (app === null || (given !== app.botToken && given !== app.appToken)) throw new Refusal('invalid_auth');
  if (app.revoked) throw new Refusal('token_revoked');
  if (world.db.users.get(app.botUser)?.deleted) throw new Refusal('account_inactive');
  const kind = given === app.appToken ? 'app' : 'bot';
  if (kind !== method.token) throw new Refusal('not_allowed_token_type');
  return app;
}

export function requireScope(app: App, method: Method): void {
  if (method.token === 'app' || method.scopes.length === 0) return;
  if (!method.scopes.some((scope) => app.scopes.includes(scope))) throw missingScope(app, method.scopes);
}

export function missingScope(app: App, needed: readonly string[]): Refusal {
  return new Refusal('missing_scope', { needed: needed.join(','), provided: app.scopes.join(',') });
}
