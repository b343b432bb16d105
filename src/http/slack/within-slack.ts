/** Slack's own domains; the second is that of its cloud for governments. */
const domains = ['slack.com', 'slack-gov.com'];

/**
 * Goes nowhere but to Slack, or to the address that the operator has put in its place, and follows nobody from
 * there. Answers to commands go to an address that came in with the command: who has the signing secret could
 * otherwise make us ask whatever our network reaches.
 */
export function withinSlack(apiUrl: string | null, fetchIt: typeof fetch): typeof fetch {
  const configured = apiUrl === null ? null : new URL(apiUrl).origin;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== configured && !isSlacks(url)) throw new Error(`${url.host} is no address of Slack`);
    return fetchIt(input, { ...init, redirect: 'error' });
  };
}

function isSlacks({ protocol, hostname, port }: URL): boolean {
  return (
    protocol === 'https:' &&
    port === '' &&
    domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
  );
}
