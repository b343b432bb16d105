import { createTurns } from '../../domain/turns.ts';

/** `key` knows a call again when it comes back; asked for only when it has to wait. */
export type Asking = { key: () => string; urgent: boolean };

/** What GitLab says of a limit beside an answer. */
export type LimitSaid = { perMinute: number; left: number; resetMs: number };

/** One limit of GitLab, which counts by the minute. Moments are in milliseconds since 1970. */
export type Limit = {
  /**
   * How long a call has to wait; 0: it may be sent, and is counted. Ordinary calls that wait have a turn
   * each; urgent ones wait for nothing but GitLab itself, and one of them asks each minute whether it still
   * takes nothing.
   */
  admit(asking: Asking, nowMs: number): number;
  /** How long nothing but urgent calls is admitted; 0: others are. */
  heldBackMs(nowMs: number): number;
  /** A call that was admitted is not sent after all. */
  giveBack(): void;
  /** A call that was admitted has come to its end, whichever. */
  ended(): void;
  heard(said: LimitSaid): void;
  /** GitLab took a call. */
  taken(nowMs: number): void;
  /** GitLab answered 429; `askedMs` null: it did not say for how long. */
  refused(askedMs: number | null, nowMs: number): void;
};

const minuteMs = 60_000;
/** This share is for urgent calls alone, and for those that GitLab counts in another minute than we do. */
const keptShare = 0.1;
const firstPauseMs = 5_000;
const forgottenAfterMs = 10 * minuteMs;
const fewestPerMinute = 6;

/**
 * `known`: how many calls a minute are assumed until GitLab says otherwise; null: any number, until it
 * refuses one and does not say for how long. Then `suspected` are assumed, and half of it whenever that was
 * too many still; after ten minutes without a refusal this is forgotten. `inTurns`: while somebody waits, even
 * who would be let through queues behind them. It keeps the order, and is for acts of a single call: one of
 * several would wait for a turn with each.
 */
export function createLimit(figures: { known: number | null; suspected: number; inTurns: boolean }): Limit {
  let assumed = figures.known ?? Number.POSITIVE_INFINITY;
  let perMinute = assumed;
  let left = assumed;
  let resetMs = 0;
  let told = false;
  let heardMs = 0;
  let underWay = 0;
  let pauseMs = 0;
  let refusedUntilMs = 0;
  let seenMs = 0;
  /** When a call was last sent or refused. */
  let lastMs = 0;
  let probing = false;
  // However low the limit is, there is something left for ordinary calls: their answers tell when it has risen.
  const kept = (): number =>
    Number.isFinite(perMinute) ? Math.min(Math.ceil(perMinute * keptShare), perMinute - 1) : 0;
  const newTurns = () => createTurns(() => minuteMs / Math.max(1, perMinute - kept()));
  let turns = newTurns();
  let turnsFromMs = 0;

  const beginTurnsAt = (atMs: number): void => {
    if (atMs <= turnsFromMs) return;
    turnsFromMs = atMs;
    turns.pause(atMs);
  };

  const look = (nowMs: number): void => {
    // The clock was put back: nothing shall wait for a moment that is hours away by now.
    if (nowMs < seenMs - minuteMs) {
      turns = newTurns();
      turnsFromMs = refusedUntilMs = resetMs = lastMs = 0;
      told = false;
    }
    seenMs = nowMs;
    // GitLab tells it with every answer, or has no such limit any more, or never had.
    if (told && nowMs > heardMs + forgottenAfterMs) {
      told = false;
      perMinute = assumed = figures.known ?? Number.POSITIVE_INFINITY;
    }
    if (perMinute < assumed && nowMs > refusedUntilMs + forgottenAfterMs) perMinute = assumed;
    if (nowMs < resetMs) return;
    left = perMinute;
    // GitLab's minutes begin with those of the clock; of its own clock, once it has told.
    resetMs += Math.ceil((nowMs + 1 - resetMs) / minuteMs) * minuteMs;
  };

  const urgentWaitMs = (nowMs: number): number => {
    const closedMs = Math.max(refusedUntilMs, left > 0 ? 0 : resetMs) - nowMs;
    const untilProbeMs = lastMs + minuteMs - nowMs;
    probing ||= closedMs > 0 && untilProbeMs <= 0;
    return Math.min(closedMs, untilProbeMs);
  };

  const waitMs = ({ key, urgent }: Asking, nowMs: number): number => {
    if (urgent) return urgentWaitMs(nowMs);
    const usedUp = left <= kept();
    if (usedUp) beginTurnsAt(resetMs);
    const passes = figures.inTurns ? turns.idle(nowMs) : !usedUp && nowMs >= refusedUntilMs;
    if (!passes) return turns.take(key(), nowMs);
    if (turns.waiting() > 0) turns.forget(key());
    return 0;
  };

  return {
    admit: (asking, nowMs) => {
      look(nowMs);
      const ms = waitMs(asking, nowMs);
      if (ms > 0) return ms;
      left -= 1;
      underWay += 1;
      lastMs = nowMs;
      return 0;
    },
    heldBackMs: (nowMs) => {
      look(nowMs);
      return Math.max(0, Math.max(refusedUntilMs, left > kept() ? 0 : resetMs) - nowMs);
    },
    giveBack: () => {
      left += 1;
      underWay -= 1;
    },
    ended: () => {
      underWay -= 1;
    },
    heard: (said) => {
      const laterMs = told ? said.resetMs - resetMs : 0;
      // An answer that comes late tells of a minute that is over.
      if (laterMs < -minuteMs / 2) return;
      const isNews = !told || laterMs > minuteMs / 2 || said.perMinute !== assumed;
      left = isNews ? said.left - underWay : Math.min(left, said.left);
      told = true;
      heardMs = seenMs;
      resetMs = said.resetMs;
      assumed = said.perMinute;
      perMinute = assumed;
    },
    taken: (nowMs) => {
      if (probing) refusedUntilMs = Math.min(refusedUntilMs, nowMs);
      probing = false;
      if (nowMs >= refusedUntilMs) pauseMs = 0;
    },
    refused: (askedMs, nowMs) => {
      lastMs = nowMs;
      probing = false;
      if (askedMs === null) {
        // Others of the same moment tell nothing new.
        if (nowMs < refusedUntilMs) return;
        pauseMs = Math.min(Math.max(pauseMs * 2, firstPauseMs), minuteMs);
        const tooMany = refusedUntilMs > 0 && nowMs < refusedUntilMs + forgottenAfterMs;
        if (perMinute > figures.suspected) perMinute = figures.suspected;
        else if (tooMany) perMinute = Math.max(fewestPerMinute, perMinute / 2);
        left = Math.min(left, perMinute);
      }
      refusedUntilMs = Math.max(refusedUntilMs, nowMs + (askedMs ?? pauseMs));
      beginTurnsAt(refusedUntilMs);
    },
  };
}
