import { setTimeout as sleep } from 'node:timers/promises';
import { SocketModeReceiver, webApi } from '@slack/bolt';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { boltLogger } from './bolt-logger.ts';
import type { Intake } from './intake.ts';
import { clientOptions } from './listen.ts';
import { isRecord, keyOf, type Told } from './told.ts';

export type SocketDelivery = {
  appToken: string;
  /** null: Slack's own. */
  apiUrl: string | null;
  intake: Pick<Intake, 'take'>;
  clock: Clock;
  log: Log;
  /** How long to rest after so many failures in a row. */
  pauseMs?: (failures: number) => number;
  /** From the start of a connection to Slack's hello. */
  helloWithinMs?: number;
};

export type Socket = {
  /** `ok`, or what is wrong and when it is tried again. */
  line(): string;
  /** Closes the connection, and waits no longer than that for the other side. */
  stop(withinMs: number): Promise<void>;
};

type Client = SocketModeReceiver['client'];

/** How a connection ended. `waitMs`: how long Slack asked us to wait. */
type Ended = { reason: string; lastedMs: number; waitMs: number };

/** A connection that held so long was a good one; one that ends sooner counts as a failure. */
const goodAfterMs = 10_000;
/** 1 s after the first failure, doubled with each, five minutes at most. */
export function reconnectPauseMs(failures: number): number {
  return failures === 0 ? 0 : Math.min(300_000, 1_000 * 2 ** (failures - 1));
}

/**
 * Stays connected by Socket Mode, whatever happens: each failure is a state and a line of the log. Every
 * connection is a client of its own, and reconnecting is ours: where the library does it, a Slack that is
 * away at that moment is a rejection nobody handles, which ends the process (socket-mode 3.1.0).
 */
export function stayConnected(parts: SocketDelivery): Socket {
  const { clock, log, pauseMs = reconnectPauseMs, helloWithinMs = 30_000 } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  let line = 'connecting';
  let client: Client | null = null;

  async function connectOnce(): Promise<Ended> {
    const connection = openClient(parts, signal);
    client = connection;
    let openedMs: number | null = null;
    let failure: unknown = null;
    connection.on('error', (error: unknown) => {
      failure = error;
    });
    const ended = new Promise<void>((resolve) => connection.once('disconnected', () => resolve()));
    const deadline = setTimeout(() => {
      failure ??= new Error('Slack said no hello');
      void connection.disconnect();
    }, helloWithinMs);
    try {
      await connection.start();
      clearTimeout(deadline);
      openedMs = Date.parse(clock.now());
      line = 'ok';
      log.info({}, 'Connected with Slack by Socket Mode');
      if (signal.aborted) await connection.disconnect();
      await ended;
      return { ...asReason(failure), lastedMs: Date.parse(clock.now()) - openedMs };
    } catch (error) {
      // What we gave up ourselves comes back as an error without words.
      return { ...asReason(failure ?? error), lastedMs: 0 };
    } finally {
      clearTimeout(deadline);
    }
  }

  async function reconnectForEver(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const { reason, lastedMs, waitMs } = await connectOnce();
      if (signal.aborted) return;
      failures = lastedMs >= goodAfterMs ? 0 : failures + 1;
      const restMs = Math.max(waitMs, pauseMs(failures));
      const again = new Date(Date.parse(clock.now()) + restMs).toISOString();
      line = `not connected: ${reason}; tried again at ${again}`;
      if (failures > 0) log.warn({ reason, failures, again }, 'Slack is not connected; tried again later');
      else log.info({ reason }, 'Slack closed the connection; it is opened again');
      await rest(restMs, signal);
    }
  }

  const running = reconnectForEver();
  return {
    line: () => line,
    stop: async (withinMs) => {
      stopping.abort();
      line = 'stopped';
      const closed = Promise.all([client?.disconnect(), running]);
      await Promise.race([closed, sleep(withinMs, null, { ref: false })]);
    },
  };
}

/** Of Bolt's receiver only the client: what it hands over goes to our intake, as everything does. */
function openClient({ appToken, apiUrl, intake, log }: SocketDelivery, signal: AbortSignal): Client {
  const options = clientOptions(apiUrl, signal);
  const { client } = new SocketModeReceiver({
    appToken,
    logger: boltLogger(log),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: options },
  });
  catchWhatReadingThrows(client, log);
  client.on('slack_event', (envelope: unknown) => {
    const read = readEnvelope(envelope);
    if (read === null) return log.warn({}, 'Slack sent an envelope of unknown shape');
    void takeIn(read);
  });

  async function takeIn({ told, id, ack, retryNum, retryReason }: Envelope): Promise<void> {
    const retry = {
      ...(retryNum === null ? {} : { retryNum }),
      ...(retryReason === null ? {} : { retryReason }),
    };
    await intake.take({ told, key: keyOf(told, `slack-envelope:${id}`), ...retry }, (reply) => {
      // What is not acknowledged comes again, over this connection or the next.
      if (reply.kind === 'again') return;
      const response = reply.kind === 'acknowledged' ? reply.response : '';
      ack(response === '' ? undefined : response).catch((error: unknown) =>
        log.warn({ reason: asReason(error).reason }, 'Slack could not be told that something was taken in'),
      );
    });
  }
  return client;
}

/** The client reads messages in an async listener of its own: what that throws would end the process. */
function catchWhatReadingThrows(client: Client, log: Log): void {
  const [read] = client.listeners('ws_message');
  if (read === undefined) throw new Error('The Socket Mode client has another way of reading messages now');
  client.removeAllListeners('ws_message');
  client.on('ws_message', async (...message: unknown[]) => {
    try {
      await read(...message);
    } catch {
      log.warn({}, 'Slack sent a message that cannot be read');
    }
  });
}

type Envelope = {
  told: Told;
  id: string;
  ack: (response?: unknown) => Promise<unknown>;
  retryNum: number | null;
  retryReason: string | null;
};

/** The library hands over whatever Slack sent. */
function readEnvelope(envelope: unknown): Envelope | null {
  if (!isRecord(envelope)) return null;
  const { body, envelope_id: id, ack, retry_num: retryNum, retry_reason: retryReason } = envelope;
  if (!isRecord(body) || typeof id !== 'string' || typeof ack !== 'function') return null;
  return {
    told: body,
    id,
    ack: async (response) => ack(response),
    retryNum: typeof retryNum === 'number' ? retryNum : null,
    retryReason: typeof retryReason === 'string' ? retryReason : null,
  };
}

/** In Slack's word where it has one: `invalid_auth`. */
function asReason(error: unknown): { reason: string; waitMs: number } {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { reason: 'ratelimited', waitMs: error.retryAfter * 1000 };
  }
  if (error instanceof webApi.WebAPIPlatformError) return { reason: error.data.error, waitMs: 0 };
  if (error instanceof webApi.WebAPIHTTPError) return { reason: `HTTP ${error.statusCode}`, waitMs: 0 };
  if (error instanceof webApi.WebAPIRequestError) return { reason: causeOf(error.original), waitMs: 0 };
  return { reason: error instanceof Error ? error.message : 'the connection was closed', waitMs: 0 };
}

/** `fetch failed` says nothing; why it did is in its cause. */
function causeOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  // Broken off by the stop, which is what the caller looks for.
  await sleep(ms, null, { signal }).catch(() => undefined);
}
