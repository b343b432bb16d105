import type { Instant } from '../../domain/words.ts';
import type { TimeRange } from '../../ports/metrics-source.ts';

/** Up to this length a query goes into the address: proxies that only let people read take GET alone. */
const longestInAddress = 4_000;

/** One request, complete but for the token. */
export type QueryRequest = { url: URL; form: URLSearchParams | null };

/**
 * What stands before `/api/v1/query`. People also write the address of the query API itself. Parameters of the
 * configured address, such as a filter for one tenant, go along with every query.
 */
export function baseOf(configured: string): URL {
  const url = new URL(configured);
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/api\/v1(?:\/query(?:_range)?)?$/, '');
  url.hash = '';
  return url;
}

/** As people may read it: a parameter may be a secret. */
export function shownAddress(base: URL): string {
  return `${base.origin}${base.pathname === '/' ? '' : base.pathname}`;
}

/**
 * Times are whole Unix seconds. Loki counts in nanoseconds otherwise, but takes ten digits for seconds, as all others
 * do. `timeout` has the source give up when we do.
 */
export function instantRequest(base: URL, query: string, at: Instant, timeoutMs: number): QueryRequest {
  return requestOf(base, 'query', { query, time: seconds(at), timeout: duration(timeoutMs) });
}

export function rangeRequest(base: URL, query: string, range: TimeRange, timeoutMs: number): QueryRequest {
  return requestOf(base, 'query_range', {
    query,
    start: seconds(range.start),
    end: seconds(range.end),
    step: String(range.stepSeconds),
    timeout: duration(timeoutMs),
  });
}

function requestOf(base: URL, endpoint: string, parameters: Record<string, string>): QueryRequest {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/api/v1/${endpoint}`;
  const own = new URLSearchParams(parameters);
  if (own.toString().length > longestInAddress) return { url, form: own };
  for (const [name, value] of own) url.searchParams.set(name, value);
  return { url, form: null };
}

function seconds(at: Instant): string {
  return String(Math.floor(Date.parse(at) / 1_000));
}

function duration(ms: number): string {
  return `${Math.ceil(ms / 1_000)}s`;
}
