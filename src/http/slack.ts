import type { RequestHandler } from 'express';
import type { SlackCommands } from '../commands/index.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Storage } from '../ports/storage.ts';
import { openIntake } from './slack/intake.ts';
import { type Listening, listeningApp } from './slack/listen.ts';
import { slackOverHttp } from './slack/over-http.ts';
import { type SocketDelivery, stayConnected } from './slack/over-socket.ts';

/** How Slack reaches us, and how we reach it. `apiUrl` null: Slack's own. */
export type SlackAccess = {
  botToken: string;
  delivery: { by: 'http'; signingSecret: string } | { by: 'socket'; appToken: string };
  apiUrl: string | null;
};

export type SlackDoorParts = {
  access: SlackAccess;
  commands: SlackCommands;
  render: Listening['render'];
  storage: Pick<Storage, 'seenBefore'>;
  clock: Clock;
  log: Log;
  /** After this long we answer in place of a listener that has not acknowledged. */
  ackWithinMs?: number;
  reconnectPauseMs?: SocketDelivery['pauseMs'];
};

export type SlackDoor = {
  /** For `POST /slack/events`; null in Socket Mode. */
  handler: RequestHandler | null;
  /** How it stands, for `/readyz`. */
  line(): string;
  /** Requests and their listeners that have not ended. */
  underWay(): number;
  /** Takes in nothing more, lets what is under way end, and closes the socket. */
  stop(withinMs: number): Promise<void>;
};

/**
 * Commands, clicks, submissions and events, by HTTP or Socket Mode. Loading this module loads Bolt, which
 * takes some 0.2 s and 40 MB: import it where Slack is on, and only then.
 */
export function openSlackDoor(parts: SlackDoorParts): SlackDoor {
  const { access, storage, clock, log, ackWithinMs, reconnectPauseMs } = parts;
  const app = listeningApp({ ...access, ...parts });
  const intake = openIntake({
    process: (event) => app.processEvent(event),
    storage,
    clock,
    log,
    ...(ackWithinMs === undefined ? {} : { ackWithinMs }),
  });
  const { handler, line, close } =
    access.delivery.by === 'http'
      ? openHttp({ ...access.delivery, intake, clock, log })
      : openSocket({
          ...access.delivery,
          apiUrl: access.apiUrl,
          intake,
          clock,
          log,
          ...(reconnectPauseMs === undefined ? {} : { pauseMs: reconnectPauseMs }),
        });
  return {
    handler,
    line,
    underWay: () => intake.underWay(),
    stop: async (withinMs) => {
      // The socket stays open until the last listener has acknowledged.
      const ended = await intake.stop(withinMs);
      if (ended === 'cut-off')
        log.warn({ underWay: intake.underWay() }, 'Slack’s listeners were not waited for');
      await close();
    },
  };
}

type Delivery = { handler: RequestHandler | null; line(): string; close(): Promise<void> };

function openHttp(parts: Omit<Parameters<typeof slackOverHttp>[0], 'onAuthentic'>): Delivery {
  let lastAt: string | null = null;
  const handler = slackOverHttp({
    ...parts,
    onAuthentic: () => {
      lastAt = parts.clock.now();
    },
  });
  return {
    handler,
    line: () => (lastAt === null ? 'ok, nothing has come in yet' : `ok, last request at ${lastAt}`),
    close: () => Promise.resolve(),
  };
}

/** The other side may take its time to say goodbye; nothing depends on it. */
const farewellMs = 500;

function openSocket(parts: SocketDelivery): Delivery {
  const socket = stayConnected(parts);
  return { handler: null, line: socket.line, close: () => socket.stop(farewellMs) };
}
