import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = {
  method: string;
  endpoint: string;
  parameters: Record<string, string>;
  headers: IncomingHttpHeaders;
};

export type Reply =
  | { status?: number; json: unknown; headers?: Record<string, string> }
  | { status: number; text: string; headers?: Record<string, string> }
  | ((response: ServerResponse) => void);

export type MetricsDouble = {
  url: string;
  asked: Asked[];
  /** Whether somebody is still connected. */
  connections(): Promise<number>;
  close(): Promise<void>;
};

const known = {
  '/api/v1/query': ['query', 'time', 'timeout'],
  '/api/v1/query_range': ['query', 'start', 'end', 'step', 'timeout'],
};

/**
 * A metrics source that is strict where the real ones are lenient: below `path` alone, with the parameters that are
 * documented and no others, moments as whole seconds, a form in a body only where its type says so.
 */
export async function startMetricsDouble(
  reply: Reply,
  { path = '', token = null, extra = [] }: { path?: string; token?: string | null; extra?: string[] } = {},
): Promise<MetricsDouble> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const fault = await note(request, path, extra, asked);
    if (fault !== null) return send(response, { status: fault.status, json: refusal(fault.says) });
    if (token !== null && request.headers.authorization !== `Bearer ${token}`) {
      return send(response, { status: 401, text: 'no org id\n' });
    }
    if (typeof reply === 'function') return reply(response);
    return send(response, reply);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    asked,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The body of Prometheus' own refusals. */
export function refusal(error: string, errorType = 'bad_data'): unknown {
  return { status: 'error', errorType, error };
}

async function note(
  request: IncomingMessage,
  path: string,
  extra: string[],
  asked: Asked[],
): Promise<{ status: number; says: string } | null> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks).toString();
  const endpoint = url.pathname.slice(path.length);
  const names = Object.entries(known).find(([name]) => name === endpoint)?.[1];
  if (!url.pathname.startsWith(path) || names === undefined) return { status: 404, says: 'page not found' };
  if (body !== '' && !request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return { status: 415, says: 'no form' };
  }
  const parameters = Object.fromEntries([...url.searchParams, ...new URLSearchParams(body)]);
  asked.push({ method: request.method ?? '', endpoint, parameters, headers: request.headers });
  const odd = Object.keys(parameters).filter((name) => ![...names, ...extra].includes(name));
  const missing = names.filter((name) => parameters[name] === undefined);
  const moments = ['time', 'start', 'end'].flatMap((name) => parameters[name] ?? []);
  const wrong = [...odd, ...missing, ...moments.filter((moment) => !/^\d{10}$/.test(moment))];
  return wrong.length === 0 ? null : { status: 400, says: `wrong: ${wrong.join(', ')}` };
}

function send(response: ServerResponse, reply: Exclude<Reply, (response: ServerResponse) => void>): void {
  const [type, body] =
    'json' in reply ? ['application/json', JSON.stringify(reply.json)] : ['text/plain', reply.text];
  response.writeHead(reply.status ?? 200, { 'content-type': type, ...reply.headers });
  response.end(body);
}
