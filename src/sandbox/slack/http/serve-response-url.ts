import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Deliveries } from '../outgoing/deliver.ts';
import { useResponseUrl } from '../rules/response-urls.ts';
import type { World } from '../world.ts';
import { write } from './answer.ts';
import { readBody } from './read.ts';
import type { Recorder } from './recorder.ts';
import { Refusal } from './refusal.ts';

/** Codes that say that the address itself is no longer good. */
const GONE = ['invalid_url', 'expired_url', 'used_url'];

/** What the app posts to an address that it was given with a command or a click. */
export async function serveResponseUrl(
  parts: { world: World; deliveries: Deliveries; recorder: Recorder },
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, deliveries } = parts;
  const text = (await readBody(request)).toString('utf8');
  const answer = (status: number, body: string | Record<string, unknown>, sent: unknown): void => {
    deliveries.record({ kind: 'response', over: 'http', status, body: sent, answer: body });
    write(response, world.now(), { status, body, headers: {} });
  };
  let sent: unknown = text;
  try {
    sent = parse(text);
    parts.recorder.read({ method: 'response_url', args: { sent }, answer: null });
    useResponseUrl(world, path, sent);
    answer(200, 'ok', sent);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer(GONE.includes(error.code) ? 404 : 400, { ok: false, error: error.code, ...error.more }, sent);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal('invalid_payload');
  }
}
