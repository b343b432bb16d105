import { setTimeout as wait } from 'node:timers/promises';
import type { FaultPlan } from '../faults.ts';
import type { Hook } from '../state.ts';
import type { HookEvent, World } from '../world.ts';
import { type Envelope, webhookHeaders } from './headers.ts';
import { countAnswer, isExecutable } from './health.ts';
import { issuePayload } from './issue-payload.ts';
import { isConfidentialNote, notePayload } from './note-payload.ts';
import { type Attempt, post } from './send.ts';

/** One event for one hook. `attempts` is empty while it is under way, or when it was lost. */
export type Delivery = {
  id: number;
  hookId: number;
  idempotencyKey: string;
  eventName: string;
  payload: Record<string, unknown>;
  /** Headers of the last attempt. */
  headers: Record<string, string>;
  attempts: Attempt[];
  /** Why GitLab never sent it; it leaves no trace of that in its own log. */
  dropped: 'disabled' | 'recursion' | 'lost' | null;
};

export type Deliveries = {
  /** In the order in which the events happened. */
  all: readonly Delivery[];
  announce(event: HookEvent): void;
  /** Sends a delivery again with the same Idempotency-Key and body, as "Resend Request" does. */
  redeliver(delivery: Delivery): Promise<Attempt>;
  /** Resolves when nothing is under way, not even what deliveries themselves set off. */
  settled(): Promise<void>;
  stop(): void;
};

/** GitLab fails a delivery above 25 MB instead of cutting it. */
const LONGEST_BODY = 26_214_400;
const TOO_LONG: Attempt = { status: null, error: 'the payload is too long' };

const EVENT_NAMES = {
  issue: 'Issue Hook',
  confidentialIssue: 'Confidential Issue Hook',
  note: 'Note Hook',
  confidentialNote: 'Confidential Note Hook',
} as const;

/** Sends webhooks in parallel, each once: a failure is not tried again, and their order is not kept. */
export function createDeliveries(world: World, faults: FaultPlan): Deliveries {
  const all: Delivery[] = [];
  const underWay = new Set<Promise<unknown>>();
  const calledWith = new Map<string, Set<number>>();
  const stopped = new AbortController();
  let held: (() => void) | null = null;

  function track(work: Promise<unknown>): void {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  }

  async function attempt(delivery: Delivery, hook: Hook, envelope: Envelope): Promise<Attempt> {
    delivery.headers = webhookHeaders(world, hook, envelope);
    const tooLong = Buffer.byteLength(envelope.body) > LONGEST_BODY;
    const outcome = tooLong
      ? TOO_LONG
      : await post(hook.url, delivery.headers, envelope.body, world.settings.webhookTimeoutMs);
    delivery.attempts.push(outcome);
    countAnswer(world, hook, outcome.status);
    return outcome;
  }

  async function deliver(delivery: Delivery, hook: Hook, envelope: Envelope, delayMs: number): Promise<void> {
    const fault = faults.strikeWebhook();
    const lateMs = delayMs + (fault?.kind === 'delayed' ? (fault.delayMs ?? 50) : 0);
    if (lateMs > 0) await wait(lateMs, undefined, { signal: stopped.signal, ref: true });
    if (fault?.kind === 'lost') {
      delivery.dropped = 'lost';
      return;
    }
    if (fault?.kind === 'reordered') {
      await new Promise<void>((resolve) => {
        held = resolve;
        // Without a later event there is nothing to be overtaken by: then it goes out after a moment.
        setTimeout(resolve, 100).unref();
      });
    }
    if (stopped.signal.aborted) return;
    await attempt(delivery, hook, envelope);
    if (fault?.kind === 'duplicated') await attempt(delivery, hook, envelope);
    if (fault?.kind !== 'reordered') held?.();
  }

  function isRecursive(event: HookEvent, hook: Hook): boolean {
    const uuid = event.origin.eventUuid;
    if (uuid === undefined) return false;
    return calledWith.get(uuid)?.has(hook.id) ?? false;
  }

  function announce(event: HookEvent): void {
    const subject = event.kind === 'issue' ? event.after : event.issue;
    const hooks = world.db.hooks.filter((hook) => hook.projectId === subject.projectId);
    for (const hook of hooks) {
      const eventName = wantedBy(hook, event);
      if (eventName === null) continue;
      const payload = event.kind === 'issue' ? issuePayload(world, event) : notePayload(world, event);
      const envelope: Envelope = {
        idempotencyKey: world.random.uuid(),
        eventName,
        eventUuid: event.origin.eventUuid ?? world.random.uuid(),
        body: JSON.stringify(payload),
      };
      const delivery: Delivery = {
        id: all.length + 1,
        hookId: hook.id,
        idempotencyKey: envelope.idempotencyKey,
        eventName,
        payload,
        headers: {},
        attempts: [],
        dropped: null,
      };
      all.push(delivery);
      if (!isExecutable(world, hook)) delivery.dropped = 'disabled';
      else if (isRecursive(event, hook)) delivery.dropped = 'recursion';
      else {
        const called = calledWith.get(envelope.eventUuid) ?? new Set();
        calledWith.set(envelope.eventUuid, called.add(hook.id));
        const delayMs = event.kind === 'issue' ? event.delayMs : 0;
        track(deliver(delivery, hook, envelope, delayMs).catch(ignoreStop));
      }
    }
  }

  function ignoreStop(error: unknown): void {
    if (!stopped.signal.aborted) throw error;
  }

  return {
    all,
    announce,
    async redeliver(delivery) {
      const hook = world.db.hooks.find((one) => one.id === delivery.hookId);
      if (!hook) throw new Error('the hook of this delivery is gone');
      const work = attempt(delivery, hook, {
        idempotencyKey: delivery.idempotencyKey,
        eventName: delivery.eventName,
        eventUuid: world.random.uuid(),
        body: JSON.stringify(delivery.payload),
      });
      track(work);
      return work;
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop: () => stopped.abort(),
  };
}

/** The event's name if the hook is switched on for it. Confidential events have switches of their own. */
function wantedBy(hook: Hook, event: HookEvent): string | null {
  if (event.kind === 'issue') {
    if (event.after.confidential) return hook.confidentialIssues ? EVENT_NAMES.confidentialIssue : null;
    return hook.issues ? EVENT_NAMES.issue : null;
  }
  if (isConfidentialNote(event)) return hook.confidentialNotes ? EVENT_NAMES.confidentialNote : null;
  return hook.notes ? EVENT_NAMES.note : null;
}
