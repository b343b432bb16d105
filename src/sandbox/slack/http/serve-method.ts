import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SlackRequest } from '../double.ts';
import type { FaultPlan } from '../faults.ts';
import { namedConversation } from '../rules/conversations.ts';
import type { World } from '../world.ts';
import { type Answer, rateLimited, write } from './answer.ts';
import { dispatch, type Parts, read } from './dispatch.ts';
import { readBody } from './read.ts';
import type { Recorder } from './recorder.ts';
import { strike, strikesAfterWork } from './strike.ts';

/** One call of the Web API: recorded, struck by faults, answered. */
export async function serveMethod(
  parts: Parts & { recorder: Recorder },
  address: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, faults } = parts;
  const recorded = parts.recorder.begin(address.pathname.slice('/api/'.length));
  const found = await read(world, recorded, request.headers, address.searchParams, await readBody(request));
  parts.recorder.read(recorded);
  const fault = faults.strike({ method: recorded.method, channel: named(world, recorded) });
  const work = (): Answer => {
    if ('answer' in found) return found.answer;
    const seconds = limitFor(world, faults, recorded);
    if (seconds !== null) return rateLimited(seconds);
    return dispatch(parts, found.method, found.sent, request.headers.authorization);
  };
  let answer: Answer | null;
  if (fault === null) answer = work();
  else {
    if (strikesAfterWork(fault)) work();
    answer = strike(fault, response);
  }
  if (answer === null) return;
  recorded.answer = summary(answer);
  write(response, world.now(), answer);
}

function named(world: World, recorded: SlackRequest): { id: string; name: string } | null {
  const ref = recorded.args.channel ?? recorded.args.channel_id;
  const found = typeof ref === 'string' ? namedConversation(world.db, ref) : undefined;
  return found ? { id: found.id, name: found.kind === 'channel' ? found.name : '' } : null;
}

/** Slack limits messages by channel; other methods have limits that no test of ours comes near. */
function limitFor(world: World, faults: FaultPlan, recorded: SlackRequest): number | null {
  if (recorded.method !== 'chat.postMessage') return null;
  const channel = named(world, recorded);
  return channel === null ? null : faults.admitPost(channel.id);
}

function summary({ status, body }: Answer): SlackRequest['answer'] {
  if (typeof body === 'string') return { status, ok: false, error: null };
  return { status, ok: body.ok === true, error: typeof body.error === 'string' ? body.error : null };
}
