/** Up to what may follow a host: whoever names a person before it (`https://known.example@evil.example`) names no host. */
const address = /https?:\/\/([a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?)(:\d{1,5})?(?=[/?#\s)>\]|"'`,;]|$)/gi;

/** The hosts of all addresses in a text, in lower case, each with its port where one is written. */
export function hostsIn(text: string): { host: string; port: string }[] {
  return [...text.matchAll(address)].map(([, host = '', port = '']) => ({ host: host.toLowerCase(), port }));
}

/** Whether a text links to one of these hosts; one that is written without a port stands for all. */
export function linksTo(text: string, allowed: readonly string[]): boolean {
  return hostsIn(text).some(({ host, port }) =>
    allowed.some((one) => [host, host + port].includes(one.toLowerCase())),
  );
}
