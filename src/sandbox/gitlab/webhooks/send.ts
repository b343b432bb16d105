import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** The receiver's status, or null and why when there was no answer. */
export type Attempt = { status: number | null; error: string | null };

/** Posts once. A connection of its own each time, so that nothing stays open behind a test. */
export function post(
  address: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<Attempt> {
  const request = address.startsWith('https:') ? requestHttps : requestHttp;
  const length = String(Buffer.byteLength(body));
  return new Promise((resolve) => {
    const sent = request(
      address,
      { method: 'POST', agent: false, headers: { ...headers, 'Content-Length': length }, timeout: timeoutMs },
      (response) => {
        response.resume();
        response.on('end', () => resolve({ status: response.statusCode ?? null, error: null }));
        response.on('error', (error) => resolve({ status: null, error: error.message }));
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    sent.on('error', (error) => resolve({ status: null, error: error.message }));
    sent.end(body);
  });
}
