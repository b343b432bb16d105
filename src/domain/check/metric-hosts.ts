import type { Policy } from '../policy.ts';

/** The hosts whose addresses count as a link to metrics, in lower case. */
export function metricHosts({ url, link, linkHosts }: Policy['metrics']): string[] {
  const own = [url, link].flatMap((address) => (address === null ? [] : [hostOf(address)]));
  return [...new Set([...own, ...linkHosts.map((host) => host.toLowerCase())])].filter((host) => host !== '');
}

/** By hand: what is to be filled in makes no address of a template. */
function hostOf(address: string): string {
  return /^https?:\/\/(?:[^/@]*@)?([a-z0-9.-]+(?::\d+)?)/i.exec(address)?.[1]?.toLowerCase() ?? '';
}
