import type { Random } from './random.ts';

/**
 * What may go wrong with a request. `before`: GitLab did nothing; `after`: it did the work and the answer was
 * lost. `429` names its limit in headers, `429-plain` is an application limit (creating issues or notes) and
 * says nothing but `Retry later`. `400`, `403` and `404` refuse for no reason that a caller could know; `409-lock`:
 * somebody else holds the lock of what is written, so that it strikes no read. `hang` never answers and does
 * nothing; `hang-after` does the work first.
 */
export type FaultKind =
  | '400'
  | '403'
  | '404'
  | '409-lock'
  | '429'
  | '429-plain'
  | '500'
  | '502-before'
  | '502-after'
  | '503'
  | 'drop-before'
  | 'drop-after'
  | 'hang'
  | 'hang-after';

export type Fault = {
  kind: FaultKind;
  /** Any method when left out. */
  method?: string;
  /** Tested against the path with `/api/v4` or `/api/graphql`, without query. Any path when left out. */
  path?: RegExp;
  /** How often it strikes; once when left out, for ever with `Infinity`. */
  times?: number;
  /** Chance of striking, 0 to 1, by the double's seed; always when left out. */
  probability?: number;
  /** Seconds in `Retry-After` of a `429`; 60 when left out. */
  retryAfterSeconds?: number;
};

/**
 * What may go wrong with a webhook. `lost` leaves no trace; `unanswered` does not reach its receiver, and GitLab
 * remembers it; `duplicated` keeps the Idempotency-Key; `reordered` lets the next one pass.
 */
export type WebhookFault = {
  kind: 'lost' | 'unanswered' | 'delayed' | 'duplicated' | 'reordered';
  times?: number;
  probability?: number;
  /** Milliseconds, for `delayed`; 50 when left out. */
  delayMs?: number;
};

export type Faults = {
  next(fault: Fault): void;
  nextWebhook(fault: WebhookFault): void;
  /** Milliseconds by which reads of users who did not write lately are behind; 0 switches it off. */
  lag(lagMs: number): void;
  /** Takes all faults off, the lag too. */
  clear(): void;
};

export type FaultPlan = Faults & {
  strike(method: string, path: string): Fault | null;
  strikeWebhook(): WebhookFault | null;
};

export function createFaultPlan(random: Random, setLag: (lagMs: number) => void): FaultPlan {
  let faults: (Fault & { left: number })[] = [];
  let webhookFaults: (WebhookFault & { left: number })[] = [];

  function take<T extends { left: number; probability?: number }>(
    plan: T[],
    fits: (one: T) => boolean,
  ): T | null {
    const found = plan.find((one) => {
      if (one.left <= 0 || !fits(one)) return false;
      return one.probability === undefined || random.next() < one.probability;
    });
    if (!found) return null;
    found.left -= 1;
    return found;
  }

  return {
    next: (fault) => faults.push({ ...fault, left: fault.times ?? 1 }),
    nextWebhook: (fault) => webhookFaults.push({ ...fault, left: fault.times ?? 1 }),
    lag: setLag,
    clear() {
      faults = [];
      webhookFaults = [];
      setLag(0);
    },
    strike: (method, path) =>
      take(
        faults,
        (fault) =>
          (fault.method === undefined || fault.method === method) &&
          (fault.path?.test(path) ?? true) &&
          (fault.kind !== '409-lock' || isWrite(method, path)),
      ),
    strikeWebhook: () => take(webhookFaults, () => true),
  };
}

function isWrite(method: string, path: string): boolean {
  return method !== 'GET' && path !== '/api/graphql';
}
