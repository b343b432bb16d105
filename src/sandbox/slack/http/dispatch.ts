import type { IncomingHttpHeaders } from 'node:http';
import type { SlackRequest } from '../double.ts';
import { METHODS } from '../methods/index.ts';
import { userById, type World } from '../world.ts';
import { type Answer, refusal } from './answer.ts';
import { shownArguments, unknownArguments } from './arguments.ts';
import { authenticate, requireScope } from './authenticate.ts';
import { COMMON_ERRORS } from './common-errors.ts';
import type { Call, Method } from './method.ts';
import { decode, isObject, type Sent } from './read.ts';
import { Refusal } from './refusal.ts';

export type Parts = Omit<Call, 'app' | 'bot'>;

/** A call that was read: to be carried out, or answered at once. */
export type Read = { method: Method; sent: Sent } | { answer: Answer };

/** Finds the method and reads the arguments into the record. */
export async function read(
  world: World,
  recorded: SlackRequest,
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
  body: Buffer,
): Promise<Read> {
  const method = METHODS.find((one) => one.name === recorded.method);
  if (!method) {
    world.journal.unforeseen.push({ what: 'this method', where: recorded.method });
    return { answer: refusal('unknown_method', { req_method: recorded.method }) };
  }
  try {
    const sent = await decode(method, query, body, headers['content-type']);
    recorded.args = shownArguments(method.fields, sent.raw);
    return { method, sent };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    world.journal.unforeseen.push({ what: `a body of type ${headers['content-type']}`, where: method.name });
    return { answer: refusal(error.code, error.more) };
  }
}

/** Carries a call out, and answers as Slack would. */
export function dispatch(
  parts: Parts,
  method: Method,
  sent: Sent,
  authorization: string | undefined,
): Answer {
  const { world } = parts;
  const strange = unknownArguments(method.fields, sent.raw).map((name) => `argument ${name}`);
  for (const what of [...strange, ...sent.unforeseen])
    world.journal.unforeseen.push({ what, where: method.name });
  try {
    const app = authenticate(world, method, authorization, sent.raw);
    const headers = scopeHeaders(app.scopes, method.scopes);
    try {
      requireScope(app, method);
      const body = method.answer({ ...parts, app, bot: userById(world.db, app.botUser) }, sent.raw);
      return {
        status: 200,
        body: { ok: true, ...body, ...remarks(sent.warnings, body.response_metadata) },
        headers,
      };
    } catch (error) {
      return { ...refused(method, error), headers };
    }
  } catch (error) {
    return refused(method, error);
  }
}

/** Only codes that the method declares leave the double: an undeclared one is a mistake of the double itself. */
function refused(method: Method, error: unknown): Answer {
  if (!(error instanceof Refusal)) throw error;
  if (!method.errors.includes(error.code) && !COMMON_ERRORS.includes(error.code)) {
    throw new Error(`${method.name} does not declare the error ${error.code}`);
  }
  return refusal(error.code, error.more);
}

function scopeHeaders(granted: readonly string[], accepted: readonly string[]): Record<string, string> {
  return {
    'x-oauth-scopes': granted.join(','),
    ...(accepted.length > 0 && { 'x-accepted-oauth-scopes': accepted.join(',') }),
  };
}

function remarks(warnings: readonly string[], metadata: unknown): Record<string, unknown> {
  if (warnings.length === 0) return {};
  const more = isObject(metadata) ? metadata : {};
  return { warning: warnings.join(','), response_metadata: { ...more, warnings } };
}
