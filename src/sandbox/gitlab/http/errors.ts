/** An answer of GitLab's that ends a request early. `body` is its JSON. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(status: number, body: Record<string, unknown>, headers: Record<string, string> = {}) {
    super(JSON.stringify(body));
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** A request of which the double knows nothing. Answered with 501 and held against the test. */
export class UnforeseenError extends Error {}

export function unauthorized(): ApiError {
  return new ApiError(401, { message: '401 Unauthorized' });
}

export function forbidden(why?: string): ApiError {
  return new ApiError(403, { message: why ? `403 Forbidden - ${why}` : '403 Forbidden' });
}

/** `notFound('Project')`; without a name as GitLab says it of issues, `404 Not found`. */
export function notFound(what?: string): ApiError {
  return new ApiError(404, { message: what ? `404 ${what} Not Found` : '404 Not found' });
}

export function tooLarge(): ApiError {
  return new ApiError(413, { message: '413 Request Entity Too Large' });
}

/** A parameter that Grape, GitLab's API framework, refuses. */
export function badParameter(message: string): ApiError {
  return new ApiError(400, { error: message });
}

/** A record that would not be valid: messages by field. */
export function invalid(errors: Record<string, string[]>): ApiError {
  return new ApiError(400, { message: errors });
}
