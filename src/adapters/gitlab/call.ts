/** One request to GitLab, before it is sent. */
export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  /** Sent as JSON; a form as `multipart/form-data`. */
  body?: unknown;
  /** A read, whatever its method. Nothing else is ever sent twice. */
  read: boolean;
};
