import type { IncomingMessage } from 'node:http';
import type { Raw } from './arguments.ts';
import type { Method } from './method.ts';
import { Refusal } from './refusal.ts';

/** A request, read: `warnings` are what Slack remarks on it. */
export type Sent = { raw: Raw; warnings: string[]; unforeseen: string[] };

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** Decodes the arguments as Slack does: forms everywhere, JSON where a method takes it, and the query. */
export async function decode(
  method: Method,
  query: URLSearchParams,
  body: Buffer,
  contentType: string | undefined,
): Promise<Sent> {
  const asked = Object.fromEntries(query);
  if (body.length === 0) return { raw: asked, warnings: [], unforeseen: [] };
  if (contentType === undefined) throw new Refusal('missing_post_type');
  const kind = contentType.split(';')[0]?.trim().toLowerCase();
  const names = /charset=/i.test(contentType);
  if (kind === 'application/x-www-form-urlencoded') {
    const raw = { ...asked, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) };
    return { raw, warnings: names ? ['superfluous_charset'] : [], unforeseen: [] };
  }
  if (kind === 'application/json') {
    const warnings = names ? [] : ['missing_charset'];
    const raw = parseObject(body.toString('utf8'));
    if (method.json) return { raw: { ...asked, ...raw }, warnings, unforeseen: [] };
    // Slack reads nothing of such a body, and says so only by missing what stands in it.
    return { raw: asked, warnings, unforeseen: ['a JSON body'] };
  }
  if (kind === 'multipart/form-data')
    return { raw: { ...asked, ...(await form(body, contentType)) }, warnings: [], unforeseen: [] };
  throw new Refusal('invalid_post_type');
}

function parseObject(text: string): Raw {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal('invalid_json');
  }
  if (!isObject(parsed)) throw new Refusal('json_not_object');
  return parsed;
}

async function form(body: Buffer, contentType: string): Promise<Raw> {
  try {
    return Object.fromEntries(await readForm(body, contentType));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refusal('invalid_form_data');
  }
}

/** A multipart form; throws a TypeError when it is none. */
export function readForm(body: Buffer, contentType: string): Promise<FormData> {
  return new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
