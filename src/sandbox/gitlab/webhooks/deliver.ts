import { setTimeout as wait } from 'node:timers/promises';
import type { FaultPlan } from '../faults.ts';
import type { Hook, User } from '../state.ts';
import { type HookEvent, stamp, type World } from '../world.ts';
import { type Envelope, webhookHeaders } from './headers.ts';
import { countAnswer, isExecutable } from './health.ts';
import { issuePayload, testPayload } from './issue-payload.ts';
import { notePayload } from './note-payload.ts';
import { createRecursion } from './recursion.ts';
import { type Attempt, post } from './send.ts';
import { eventNameFor } from './wanted.ts';

/** One event for one hook. `attempts` is empty while it is under way, or when it was dropped. */
export type Delivery = {
  id: number;
  hookId: number;
  idempotencyKey: string;
  eventName: string;
  payload: Record<string, unknown>;
  /** Headers of the last attempt. */
  headers: Record<string, string>;
  attempts: Attempt[];
  /** Why GitLab never sent it; GitLab's own log keeps no trace of that. */
  dropped: 'disabled' | 'recursion' | 'lost' | null;
};

export type Deliveries = {
  /** The latest ones, in the order in which their events happened. */
  all: readonly Delivery[];
  announce(event: HookEvent): void;
  /** Sends a delivery again with the same Idempotency-Key and body, as "Resend Request" does. */
  redeliver(delivery: Delivery): Promise<Attempt>;
  /**
   * What the button "Test" does: an issue event about the newest issue, also through a hook that is disabled.
   * A good answer enables it. null: there was none.
   */
  test(hook: Hook, by: User): Promise<number | null>;
  /** Resolves when nothing is under way. What a receiver does after its answer is its own affair. */
  settled(): Promise<void>;
  stop(): void;
};

/** GitLab fails a delivery above 25 MB instead of cutting it. */
const LONGEST_BODY = 26_214_400;
const TOO_LONG: Attempt = { status: null, error: 'the payload is too long' };
const UNREACHABLE: Attempt = { status: null, error: 'no connection' };

/** A double may run for days in the sandbox. */
const MOST_KEPT = 10_000;

/** How long a delivery that is to be overtaken waits for another one. */
const LONGEST_HOLD_MS = 100;

/** Sends webhooks in parallel, each once: a failure is not tried again, and their order is not kept. */
export function createDeliveries(world: World, faults: FaultPlan): Deliveries {
  const all: Delivery[] = [];
  const underWay = new Set<Promise<unknown>>();
  const recursion = createRecursion();
  const stopped = new AbortController();
  let lastId = 0;
  let lastLogId = 0;
  let release: (() => void) | null = null;

  function track(work: Promise<unknown>): void {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  }

  async function attempt(
    delivery: Delivery,
    hook: Hook,
    envelope: Envelope,
    reachable = true,
  ): Promise<Attempt> {
    delivery.headers = webhookHeaders(world, hook, envelope);
    const tooLong = Buffer.byteLength(envelope.body) > LONGEST_BODY;
    const refused = tooLong ? TOO_LONG : reachable ? null : UNREACHABLE;
    const outcome =
      refused ?? (await post(hook.url, delivery.headers, envelope.body, world.settings.webhookTimeoutMs));
    delivery.attempts.push(outcome);
    countAnswer(world, hook, outcome.status);
    remember(delivery, hook, outcome.status);
    return outcome;
  }

  function remember({ eventName, headers, payload }: Delivery, hook: Hook, status: number | null): void {
    lastLogId += 1;
    const trigger = `${eventName.toLowerCase().replaceAll(' ', '_')}s`;
    const createdAt = stamp(world);
    const { id: hookId, url } = hook;
    world.hookLog.push({ id: lastLogId, hookId, url, trigger, headers, payload, status, createdAt });
    if (world.hookLog.length > MOST_KEPT) world.hookLog.shift();
  }

  async function deliver(delivery: Delivery, hook: Hook, envelope: Envelope, delayMs: number): Promise<void> {
    const fault = faults.strikeWebhook();
    if (fault?.kind === 'lost') {
      delivery.dropped = 'lost';
      return;
    }
    await pause(delayMs + (fault?.kind === 'delayed' ? (fault.delayMs ?? 50) : 0));
    if (fault?.kind === 'reordered') await overtaken();
    if (stopped.signal.aborted) return;
    await attempt(delivery, hook, envelope, fault?.kind !== 'unanswered');
    if (fault?.kind === 'duplicated') await attempt(delivery, hook, envelope);
    if (fault?.kind !== 'reordered') release?.();
  }

  async function pause(ms: number): Promise<void> {
    if (ms === 0) return;
    try {
      await wait(ms, undefined, { signal: stopped.signal });
    } catch (error) {
      // The end of the double cuts the wait short; whoever waited sees that in `stopped`.
      if (!stopped.signal.aborted) throw error;
    }
  }

  /** Until another delivery has gone out; without one, for a moment. */
  async function overtaken(): Promise<void> {
    const next = new Promise<void>((resolve) => {
      release = resolve;
    });
    await Promise.race([next, pause(LONGEST_HOLD_MS)]);
  }

  function announce(event: HookEvent): void {
    const { projectId } = event.kind === 'issue' ? event.after : event.issue;
    for (const hook of world.db.hooks) {
      const eventName = hook.projectId === projectId ? eventNameFor(hook, event) : null;
      if (eventName !== null) queue(hook, event, eventName);
    }
  }

  function queue(hook: Hook, event: HookEvent, eventName: string): void {
    const payload = event.kind === 'issue' ? issuePayload(world, event) : notePayload(world, event);
    const idempotencyKey = world.random.uuid();
    const eventUuid = event.origin.eventUuid ?? world.random.uuid();
    const delivery = keep(hook, { idempotencyKey, eventName, payload });
    if (!isExecutable(world, hook)) delivery.dropped = 'disabled';
    else if (recursion.isBlocked(event.origin.eventUuid, hook.id)) delivery.dropped = 'recursion';
    else {
      recursion.register(eventUuid, hook.id);
      const envelope = { idempotencyKey, eventName, eventUuid, body: JSON.stringify(payload) };
      track(deliver(delivery, hook, envelope, event.kind === 'issue' ? event.delayMs : 0));
    }
  }

  function keep(hook: Hook, what: Pick<Delivery, 'idempotencyKey' | 'eventName' | 'payload'>): Delivery {
    lastId += 1;
    const delivery: Delivery = {
      ...what,
      id: lastId,
      hookId: hook.id,
      headers: {},
      attempts: [],
      dropped: null,
    };
    all.push(delivery);
    if (all.length > MOST_KEPT) all.shift();
    return delivery;
  }

  async function test(hook: Hook, by: User): Promise<number | null> {
    const newest = [...world.db.issues.values()].findLast((issue) => issue.projectId === hook.projectId);
    if (!newest) return null;
    const payload = testPayload(world, newest, by);
    const eventName = 'Issue Hook';
    const idempotencyKey = world.random.uuid();
    const delivery = keep(hook, { idempotencyKey, eventName, payload });
    const eventUuid = world.random.uuid();
    const work = attempt(delivery, hook, {
      idempotencyKey,
      eventName,
      eventUuid,
      body: JSON.stringify(payload),
    });
    track(work);
    const { status } = await work;
    return status;
  }

  function redeliver(delivery: Delivery): Promise<Attempt> {
    const hook = world.db.hooks.find((one) => one.id === delivery.hookId);
    if (!hook) throw new Error('the hook of this delivery is gone');
    const { idempotencyKey, eventName, payload } = delivery;
    const eventUuid = world.random.uuid();
    const work = attempt(delivery, hook, {
      idempotencyKey,
      eventName,
      eventUuid,
      body: JSON.stringify(payload),
    });
    track(work);
    return work;
  }

  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  return { all, announce, redeliver, test, settled, stop: () => stopped.abort() };
}
