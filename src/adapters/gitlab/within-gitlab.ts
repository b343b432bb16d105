/**
 * Goes nowhere but below the address of GitLab that is configured: the token goes along with every call. Each
 * address is made by us from that one, so anything else is a bug of ours.
 */
export function withinGitLab(baseUrl: string, fetchIt: typeof fetch): typeof fetch {
  const { origin, pathname } = new URL(`${baseUrl}/api/`);
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== origin || !url.pathname.startsWith(pathname)) {
      throw new TypeError(`${url.host} is not where GitLab is`);
    }
    return fetchIt(input, init);
  };
}
