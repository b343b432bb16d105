import type { IncomingHttpHeaders } from 'node:http';
import type { Token, User } from '../state.ts';
import type { World } from '../world.ts';
import { ApiError, forbidden, unauthorized } from './errors.ts';

/**
 * Who asks: `PRIVATE-TOKEN` or `Authorization: Bearer`. GitLab lets anybody read what is public; the double
 * does not, since the service always has a token and a request without one would be a mistake.
 */
export function authenticate(world: World, headers: IncomingHttpHeaders): { user: User; token: Token } {
  const given = headers['private-token'] ?? headers.authorization?.replace(/^Bearer /i, '');
  const token = world.db.tokens.find((one) => one.value === given);
  const user = token && world.db.users.get(token.userId);
  if (!token || !user) throw unauthorized();
  if (token.revoked) throw invalidToken('Token was revoked. You have to re-authorize from the user.');
  if (token.expiresOn !== null && token.expiresOn <= world.now().toISOString().slice(0, 10)) {
    throw invalidToken('Token is expired. You can either do re-authorization or token refresh.');
  }
  if (user.state === 'blocked') throw forbidden('Your account has been blocked.');
  return { user, token };
}

function invalidToken(description: string): ApiError {
  return new ApiError(401, { error: 'invalid_token', error_description: description });
}

export function requireScope(token: Token, scopes: readonly string[]): void {
  if (scopes.some((scope) => token.scopes.includes(scope))) return;
  throw new ApiError(403, {
    error: 'insufficient_scope',
    error_description: 'The request requires higher privileges than provided by the access token.',
    scope: scopes.join(' '),
  });
}
