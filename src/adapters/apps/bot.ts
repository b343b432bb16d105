import { closest } from 'fastest-levenshtein';
import { type AppEventName, appEventNames } from '../../domain/app-event-names.ts';
import type { AppEvent } from '../../domain/app-events.ts';
import type { Log } from '../../ports/log.ts';
import { type AppLog, appLog } from './app-log.ts';

/** What a handler gets. Values are frozen: what one handler does to them, no other sees. */
export type AppContext = {
  /** The same when an event is told again. */
  id: string;
  name: AppEventName;
  /** The whole event. */
  event: AppEvent;
  /** What it is about, as in Probot. */
  payload: Pick<AppEvent, 'incident' | 'review' | 'because'>;
  /** Each line carries the app and the id of the event. */
  log: AppLog;
  /** Aborted when the time for this event is over; pass it to `fetch`. */
  signal: AbortSignal;
};

export type Handler = (context: AppContext) => unknown;

/** What an app gets when it is loaded. */
export type Bot = {
  /** Calls `handler` for each event of that name, or of any of these names. */
  on(event: AppEventName | readonly AppEventName[], handler: Handler): void;
  log: AppLog;
};

export type AppFunction = (bot: Bot) => unknown;

export type Registered = { event: AppEventName; handler: Handler };

/**
 * A bot that notes what an app asks for in `handlers`. After `close` nothing more can be asked for: what
 * an app hears is known from then on, and intents are made accordingly.
 */
export function createBot(
  app: string,
  log: Log,
): { bot: Bot; handlers: readonly Registered[]; close: () => void } {
  const handlers: Registered[] = [];
  let closed = false;
  const bot: Bot = {
    // Apps are written in JavaScript as often as not, so their arguments are not trusted to have these types.
    on: (event: unknown, handler: unknown) => {
      if (closed) throw new Error('bot.on was called after the app had loaded; call it before that');
      if (!isHandler(handler)) throw new Error('bot.on was called without a function to handle the event');
      const names = Array.isArray(event) ? event.map(known) : [known(event)];
      handlers.push(...names.map((name) => ({ event: name, handler })));
    },
    log: appLog(log, { app }),
  };
  return {
    bot: Object.freeze(bot),
    handlers,
    close: () => {
      closed = true;
    },
  };
}

function known(name: unknown): AppEventName {
  const found = appEventNames.find((candidate) => candidate === name);
  if (found) return found;
  const allowed = `There are: ${appEventNames.join(', ')}`;
  if (typeof name !== 'string') throw new Error(`bot.on needs the name of an event. ${allowed}`);
  const meant = closest(name.slice(0, 100), appEventNames);
  throw new Error(`there is no event "${name}"; did you mean "${meant}"? ${allowed}`);
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}
