import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Incoming, Reply } from '../../../src/http/slack/intake.ts';
import { type Socket, type SocketDelivery, stayConnected } from '../../../src/http/slack/over-socket.ts';
import { type LogLine, recordedLog } from '../../fakes/log.ts';
import { eventBody } from '../../fakes/signed-slack.ts';
import { type OtherSide, startOtherSide } from './other-side.ts';

let side: OtherSide;
let socket: Socket;
let lines: LogLine[];
const taken: Incoming[] = [];

afterEach(async () => {
  taken.splice(0);
  await socket.stop(1_000);
  await side.close();
});

async function open(
  { hello, reply }: { hello: boolean; reply: Reply },
  over: Partial<SocketDelivery> = {},
): Promise<void> {
  side = await startOtherSide({ hello });
  const log = recordedLog();
  lines = log.lines;
  socket = stayConnected({
    appToken: 'xapp-of-the-tests',
    apiUrl: side.apiUrl,
    intake: {
      take: async (incoming, say) => {
        taken.push(incoming);
        say(reply);
      },
    },
    clock: { now: () => new Date().toISOString() },
    log,
    pauseMs: (failures) => 10 * failures,
    ...over,
  });
  if (hello) await vi.waitFor(() => expect(socket.line()).toBe('ok'));
}

const acknowledged = (response: unknown): Reply => ({ kind: 'acknowledged', response });
const envelope = (id: string, more: Record<string, unknown> = {}) => ({
  envelope_id: id,
  type: 'events_api',
  payload: JSON.parse(eventBody()),
  accepts_response_payload: false,
  ...more,
});

describe('an envelope', () => {
  it('is acknowledged with what its listener says', async () => {
    await open({ hello: true, reply: acknowledged({ response_action: 'clear' }) });
    side.say(envelope('e1', { type: 'interactive', payload: { type: 'view_submission', view: {} } }));
    await vi.waitFor(() => expect([...side.acknowledged]).toEqual([['e1', { response_action: 'clear' }]]));
    expect(taken).toEqual([{ told: { type: 'view_submission', view: {} }, key: 'slack-envelope:e1' }]);
  });

  it('of an event has the key of the event, and tells how often it came', async () => {
    await open({ hello: true, reply: acknowledged('') });
    side.say(envelope('e1', { retry_attempt: 2, retry_reason: 'timeout' }));
    await vi.waitFor(() => expect([...side.acknowledged]).toEqual([['e1', {}]]));
    expect(taken).toMatchObject([{ key: 'slack-event:Ev0001', retryNum: 2, retryReason: 'timeout' }]);
  });

  it('that could not be taken in is not acknowledged, so that it comes again', async () => {
    await open({ hello: true, reply: { kind: 'again' } });
    side.say(envelope('e1'));
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    await sleep(20);
    expect(side.acknowledged.size).toBe(0);
  });

  it('that nobody understands is noted, and does no harm', async () => {
    await open({ hello: true, reply: acknowledged('') });
    const strange = ['null', 'no JSON', '"a word"', '{"type":"events_api"}', '{"type":"slash_commands"}'];
    for (const message of strange) side.connections.at(-1)?.send(message);
    side.say(envelope('e2'));
    await vi.waitFor(() => expect(side.acknowledged.has('e2')).toBe(true));
    expect(lines.map(({ sentence }) => sentence).sort()).toEqual([
      'Connected with Slack by Socket Mode',
      'Slack sent a message that cannot be read',
      'Slack sent a message that cannot be read',
      'Slack sent an envelope of unknown shape',
      'Slack sent an envelope of unknown shape',
    ]);
  });
});

describe('a connection', () => {
  it('on which Slack says no hello is given up and made anew', async () => {
    await open({ hello: false, reply: acknowledged('') }, { helloWithinMs: 20 });
    // A busy machine may take a while for three connections.
    await vi.waitFor(() => expect(side.connections.length).toBeGreaterThan(2), { timeout: 15_000 });
    await vi.waitFor(() =>
      expect(socket.line()).toMatch(/^not connected: Slack said no hello; tried again at /),
    );
    await vi.waitFor(() => expect(side.connections[0]?.readyState).toBe(3));
  });

  it('that Slack closes as soon as it was made is a failure, and is not made anew without a pause', async () => {
    await open({ hello: true, reply: acknowledged('') }, { pauseMs: (failures) => 60_000 * failures });
    side.connections[0]?.close();
    await vi.waitFor(() => expect(socket.line()).toMatch(/^not connected: the connection was closed; /));
    await sleep(30);
    expect(side.connections).toHaveLength(1);
  });

  it('says goodbye at the stop', async () => {
    await open({ hello: true, reply: acknowledged('') });
    await socket.stop(1_000);
    expect(socket.line()).toBe('stopped');
    await vi.waitFor(() => expect(side.connections[0]?.readyState).toBe(3));
  });
});
