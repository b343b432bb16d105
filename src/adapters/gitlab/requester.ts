import type { Issues } from '@gitbeaker/rest';
import type { Call } from './call.ts';
import type { Send } from './transport.ts';

type ResourceOptions = ConstructorParameters<typeof Issues>[0];

/** What gitbeaker asks of a request handler. */
type RequesterFn = NonNullable<ResourceOptions['requesterFn']>;
type Requester = ReturnType<RequesterFn>;
type Request = NonNullable<Parameters<Requester['get']>[1]>;

/**
 * Gitbeaker's addresses and options over our own transport. Its own handler repeats POSTs on 429 and 502,
 * ignores Retry-After, follows redirects and prints the token (43.8.0). It is given no token at all, and
 * its in-process rate limiter is not used: GitLab's own answers are the limit.
 */
export function requesterOver(send: Send): RequesterFn {
  return ({ url }) => {
    const requestWith =
      (method: Call['method']) =>
      async <T>(endpoint: string, { searchParams, body }: Request = {}) => {
        const answer = await send({
          method,
          url: addressOf(url, endpoint, searchParams),
          read: method === 'GET',
          ...(body === undefined ? {} : { body: bodyOf(body) }),
        });
        return {
          // Gitbeaker's types promise what no transport can know; zod checks every answer after it.
          body: answer.body as T,
          headers: Object.fromEntries(answer.headers),
          status: answer.status,
        };
      };
    return {
      get: requestWith('GET'),
      post: requestWith('POST'),
      put: requestWith('PUT'),
      patch: requestWith('PATCH'),
      delete: requestWith('DELETE'),
    };
  };
}

function addressOf(base: string, endpoint: string, query: Record<string, unknown> = {}): URL {
  const url = new URL(`${base.replace(/\/+$/, '')}/${endpoint}`);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (Array.isArray(value) && value.every(isScalar)) {
      for (const item of value) url.searchParams.append(`${snakeCase(name)}[]`, String(item));
      continue;
    }
    if (!isScalar(value))
      throw new TypeError(`The parameter ${name} of ${endpoint} is neither a value nor a list of them`);
    url.searchParams.append(snakeCase(name), String(value));
  }
  return url;
}

function bodyOf(body: NonNullable<Request['body']>): FormData | Record<string, unknown> {
  if (body instanceof FormData) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [snakeCase(name), value]));
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Gitbeaker speaks camelCase, GitLab snake_case. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
