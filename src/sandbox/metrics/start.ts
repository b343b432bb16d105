import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { understand } from './query.ts';
import type { Traffic } from './traffic.ts';

/** `down` breaks connections off, `hanging` never answers, `refusing` says that it has too much to do. */
export type Mood = 'up' | 'down' | 'hanging' | 'refusing';

export type MetricsDouble = {
  url: string;
  /** Every query that came in, the oldest first. */
  queries: string[];
  setMood(mood: Mood): void;
  close(): Promise<void>;
};

export type MetricsDoubleOptions = { now: () => Date; traffics: readonly Traffic[]; retentionDays: number };

type Answer = { status: number; json: unknown };

const daySeconds = 86_400;
/** As Prometheus itself: more points than this it refuses to give. */
const mostPoints = 11_000;

/** A source of metrics over HTTP on the loopback, which answers as Prometheus does, of traffic that was made up. */
export async function startMetricsDouble(options: MetricsDoubleOptions): Promise<MetricsDouble> {
  const queries: string[] = [];
  let mood: Mood = 'up';
  const server = createServer((request, response) => {
    if (mood === 'down') return void request.socket.destroy();
    if (mood === 'hanging') return;
    serve(request, mood, queries, options).then(
      (answer) => send(response, answer),
      (error: unknown) => {
        // Whoever went away while sending gets no answer; all else is a mistake of this double.
        if (request.destroyed && !request.complete) return;
        send(response, refusal(500, 'internal', String(error)));
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the metrics source has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    queries,
    setMood: (next) => {
      mood = next;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  request: IncomingMessage,
  mood: Mood,
  queries: string[],
  { now, traffics, retentionDays }: MetricsDoubleOptions,
): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const parameters = new URLSearchParams([
    ...url.searchParams,
    ...new URLSearchParams(await textOf(request)),
  ]);
  if (mood === 'refusing') return refusal(503, 'unavailable', 'too many queries');
  const text = parameters.get('query') ?? '';
  queries.push(text);
  const nowSeconds = now().getTime() / 1_000;
  const query = understand(text, { traffics, earliest: nowSeconds - retentionDays * daySeconds });
  if (query === null) return refusal(400, 'bad_data', `this source does not know the query ${text}`);
  // Nothing is known of what is still to come.
  const valueAt = (at: number) => (at > nowSeconds ? null : query(at));
  if (url.pathname === '/api/v1/query') return instant(valueAt, Number(parameters.get('time') ?? nowSeconds));
  if (url.pathname === '/api/v1/query_range') return range(valueAt, parameters);
  return { status: 404, json: { status: 'error', errorType: 'not_found', error: 'page not found' } };
}

function instant(valueAt: (at: number) => number | null, at: number): Answer {
  const value = valueAt(at);
  const result = value === null ? [] : [{ metric: {}, value: [at, String(value)] }];
  return success({ resultType: 'vector', result });
}

function range(valueAt: (at: number) => number | null, parameters: URLSearchParams): Answer {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(parameters.get(name)));
  if (!start || !end || !step || step < 0 || (end - start) / step > mostPoints)
    return refusal(400, 'bad_data', 'start, end or step is wrong');
  const values: [number, string][] = [];
  for (let at = start; at <= end; at += step) {
    const value = valueAt(at);
    if (value !== null) values.push([at, String(value)]);
  }
  return success({ resultType: 'matrix', result: values.length === 0 ? [] : [{ metric: {}, values }] });
}

function success(data: unknown): Answer {
  return { status: 200, json: { status: 'success', data } };
}

function refusal(status: number, errorType: string, error: string): Answer {
  return { status, json: { status: 'error', errorType, error } };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, json }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(json));
}
