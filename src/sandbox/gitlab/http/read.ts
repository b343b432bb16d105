import type { IncomingMessage } from 'node:http';
import { ApiError, UnforeseenError } from './errors.ts';
import type { Raw } from './fields.ts';

/** The whole body of a request as text. */
export async function readText(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}

/** JSON objects and forms, as GitLab takes them. */
export function parseBody(text: string, contentType: string | undefined): Raw {
  if (text === '') return {};
  const kind = (contentType ?? '').split(';')[0]?.trim();
  if (kind === 'application/json') return parseJson(text);
  if (kind === 'application/x-www-form-urlencoded') return readParameters(new URLSearchParams(text));
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
