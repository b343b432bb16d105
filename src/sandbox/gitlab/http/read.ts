import type { IncomingMessage } from 'node:http';
import { ApiError, tooLarge, UnforeseenError } from './errors.ts';
import type { Raw } from './fields.ts';
import { parseForm } from './parse-form.ts';

/** What a body may have beside the largest file: the other parts of its form, or JSON. */
const besides = 4 * 1024 * 1024;

/** The whole body of a request; null: there was more than fits beside a file of that size, and nothing was kept. */
export async function readBody(request: IncomingMessage, largestFile: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  // Read to its end all the same: a client that is cut off while it sends would not see the answer.
  for await (const piece of request) {
    size += piece.length;
    if (size > largestFile + besides) pieces.length = 0;
    else pieces.push(Buffer.from(piece));
  }
  return size > largestFile + besides ? null : Buffer.concat(pieces);
}

/** JSON objects and forms, as GitLab takes them. */
export async function parseBody(body: Buffer | null, contentType = ''): Promise<Raw> {
  if (body === null) throw tooLarge();
  if (body.length === 0) return {};
  const kind = contentType.split(';')[0]?.trim();
  if (kind === 'application/json') return parseJson(body.toString('utf8'));
  if (kind === 'application/x-www-form-urlencoded') {
    return readParameters(new URLSearchParams(body.toString('utf8')));
  }
  if (kind === 'multipart/form-data') return parseForm(body, contentType);
  throw new UnforeseenError(`a body of type ${kind}`);
}

function parseJson(text: string): Raw {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ApiError(400, { error: 'Problem parsing request body' });
  }
  if (!isObject(parsed)) throw new ApiError(400, { error: 'Problem parsing request body' });
  return parsed;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `a=1&iids[]=2&iids[]=3&not[labels]=x` → `{ a: '1', iids: ['2', '3'], 'not[labels]': 'x' }`. */
export function readParameters(parameters: URLSearchParams): Raw {
  const raw: Raw = {};
  for (const [key, value] of parameters) {
    const name = key.replace(/\[\d*\]$/, '');
    if (name === key) {
      raw[key] = value;
      continue;
    }
    const before = raw[name];
    raw[name] = Array.isArray(before) ? [...before, value] : [value];
  }
  return raw;
}
