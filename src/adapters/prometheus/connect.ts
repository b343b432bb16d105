import { Problem } from '../../domain/problems.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { MetricsSource } from '../../ports/metrics-source.ts';
import { baseOf, instantRequest, type QueryRequest, rangeRequest, shownAddress } from './address.ts';
import { readInstant, readRange } from './answer.ts';
import { problemOfAnswer, problemOfConnection } from './failure.ts';
import { readText } from './read-text.ts';

export type MetricsSourceOptions = {
  /** `metrics.url`: what stands before `/api/v1/query`. */
  url: string;
  /** For the bearer header; null: none is sent. */
  token: string | null;
  /** For a query with its whole answer. */
  timeoutMs?: number;
  metrics?: Metrics;
  fetch?: typeof fetch;
};

/** Prometheus, Thanos, Mimir, VictoriaMetrics, or the query API of Loki. The token stays in this closure. */
export function connectMetricsSource(options: MetricsSourceOptions): MetricsSource {
  const { url, token, metrics, timeoutMs = 30_000 } = options;
  const fetchIt = options.fetch ?? fetch;
  const base = baseOf(url);
  const redact = (text: string) => (token === null ? text : text.replaceAll(token, '[token]'));

  async function send({ url: to, form }: QueryRequest): Promise<unknown> {
    const deadline = AbortSignal.timeout(timeoutMs);
    let response: Response;
    let text: string | null;
    try {
      response = await fetchIt(to, {
        method: form === null ? 'GET' : 'POST',
        headers: headersOf(token),
        // Never followed: the token would go wherever it leads.
        redirect: 'manual',
        signal: deadline,
        ...(form === null ? {} : { body: form }),
      });
      text = await readText(response);
    } catch (failure) {
      throw problemOfConnection(failure, deadline.aborted, redact);
    }
    if (!response.ok) throw problemOfAnswer(response, text ?? '', redact);
    if (text === null) throw new Problem('metrics-too-large', 'the answer has more than we read of it');
    return jsonOf(response, text, redact);
  }

  async function counted(endpoint: string, request: QueryRequest): Promise<unknown> {
    try {
      const body = await send(request);
      metrics?.apiCall('metrics', endpoint, '200');
      return body;
    } catch (failure) {
      metrics?.apiCall('metrics', endpoint, failure instanceof Problem ? failure.code : 'bug');
      throw failure;
    }
  }

  return {
    address: shownAddress(base),
    readAt: async (query, at) =>
      readInstant(await counted('query', instantRequest(base, query, at, timeoutMs))),
    readOver: async (query, range) =>
      readRange(await counted('query_range', rangeRequest(base, query, range, timeoutMs))),
  };
}

function headersOf(token: string | null): Record<string, string> {
  return {
    accept: 'application/json',
    'user-agent': 'incident-review-bot',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
}

/** A login page is answered with 200 as well; and so are refusals behind some proxies. */
function jsonOf(response: Response, text: string, redact: (text: string) => string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const type = response.headers.get('content-type') ?? 'something without a type';
    throw new Problem('metrics-unreadable', `it answered with ${redact(type)} instead of JSON`);
  }
  const isRefusal = typeof body === 'object' && body !== null && 'status' in body && body.status === 'error';
  if (isRefusal) throw problemOfAnswer(response, text, redact);
  return body;
}
