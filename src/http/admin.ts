import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Log } from '../ports/log.ts';
import { safeHeaders } from './safe-headers.ts';

/** What `/metrics` says, in Prometheus' text format. */
export type Exposition = { contentType: string; text(): Promise<string> };

/** For the admin port: `GET /metrics` and nothing else. */
export function adminApp({ exposition, log }: { exposition: Exposition; log: Log }): RequestListener {
  return (request, response) => safeHeaders(request, response, () => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?', 1)[0];
    if (path !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    try {
      const text = await exposition.text();
      response.writeHead(200, { 'content-type': exposition.contentType }).end(text);
    } catch (error) {
      log.error({ error }, 'The metrics could not be written');
      response.writeHead(500).end();
    }
  }
}
