import type { Lane } from '../domain/intents.ts';

/** What may wait to be done: deliveries to be decided on, or intents of a lane. */
export type WorkKind = 'deliveries' | Lane;

/** How a scheduled run ended: `again-soon` comes back after a minute. */
export type RunOutcome = 'done' | 'again-soon';

/**
 * How several processes on one database share what is to be done. The rows themselves say what that is; this
 * only says who looks when. What it fails to tell is found by looking.
 */
export interface SharedWork {
  /** `look` is called in one of the processes whenever something of the kind was committed. */
  onWork(kind: WorkKind, look: () => void): Promise<void>;
  /** There is more than one process takes at once: another is to look as well. Nobody waits for that. */
  askAnother(kind: WorkKind): void;
  /**
   * `run` is called soon, and then by the cron expression (UTC): each time in one of the processes. A run whose
   * process ended under it is not repeated before the next.
   */
  onSchedule(name: string, cron: string, run: () => Promise<RunOutcome>): Promise<void>;
  stop(): Promise<void>;
}
