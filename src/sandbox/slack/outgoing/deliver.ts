import type { SlackDelivery } from '../double.ts';
import { requireApp, type World } from '../world.ts';
import { type Failure, post, type Reply } from './post.ts';
import { signatureHeaders } from './sign.ts';
import type { EnvelopeKind, Sockets } from './socket.ts';

/** What goes to the app: `body` is a form for commands, the payload of interactions, the envelope of events. */
type Parcel = { kind: 'command' | 'interaction' | 'event'; body: Record<string, unknown> };

export type Deliveries = {
  all: readonly SlackDelivery[];
  record(delivery: SlackDelivery): void;
  /** Sends something to which a person waits for an answer. */
  send(parcel: Parcel): Promise<Reply>;
  /** Sends an event, and again when that fails, up to three times. */
  tell(body: Record<string, unknown>): void;
  /** Sends what Slack sends once, without trying again. */
  check(body: Record<string, unknown>): void;
  settled(): Promise<void>;
  stop(): void;
};

type Retry = { num: number; reason: Failure };

/** When a failed event is sent again: about at once, after a minute, after five. */
const RETRY_AFTER_MS = [0, 60_000, 300_000];

/** A double may run for days in the sandbox. */
const MOST_KEPT = 10_000;

const ENVELOPES: Record<Parcel['kind'], EnvelopeKind> = {
  command: 'slash_commands',
  interaction: 'interactive',
  event: 'events_api',
};

export function createDeliveries(world: World, sockets: Sockets): Deliveries {
  const all: SlackDelivery[] = [];
  const underWay = new Set<Promise<unknown>>();
  const stopped = new AbortController();
  let later: { dueMs: number; run: () => void }[] = [];
  let watch: NodeJS.Timeout | null = null;

  function track<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
    return work;
  }

  function record(delivery: SlackDelivery): void {
    all.push(delivery);
    if (all.length > MOST_KEPT) all.shift();
  }

  async function attempt(parcel: Parcel, retry: Retry | null): Promise<Reply> {
    const { requestUrl, signingSecret } = requireApp(world);
    const { kind, body } = parcel;
    const over = requestUrl === null ? 'socket' : 'http';
    const delivery: SlackDelivery = { kind, over, status: null, body, answer: null };
    record(delivery);
    const reply =
      requestUrl === null
        ? await sockets.send(ENVELOPES[kind], body, envelopeDetails(parcel, retry))
        : await postSigned(requestUrl, signingSecret, parcel, retry);
    delivery.status = reply.status;
    delivery.answer = reply.answer;
    world.changed();
    return reply;
  }

  function postSigned(url: string, secret: string, parcel: Parcel, retry: Retry | null): Promise<Reply> {
    const { type, text } = written(parcel);
    const headers = {
      // Exactly so, without a charset.
      'Content-Type': type,
      'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      Accept: 'application/json,*/*',
      ...signatureHeaders(secret, world.now(), text),
      ...(retry && { 'X-Slack-Retry-Num': String(retry.num), 'X-Slack-Retry-Reason': retry.reason }),
    };
    return post(url, headers, text, stopped.signal);
  }

  async function attemptEvent(parcel: Parcel, num: number, before: Failure | null): Promise<void> {
    const reply = await attempt(parcel, before === null ? null : { num, reason: before });
    const { failure } = reply;
    const wait = RETRY_AFTER_MS[num];
    if (failure === null || wait === undefined || !reply.retryAllowed || stopped.signal.aborted) return;
    const run = (): void => {
      void track(attemptEvent(parcel, num + 1, failure));
    };
    later.push({ dueMs: world.now().getTime() + wait, run });
    sendDue();
    // The double's clock may be set forward, so the real one cannot say when; nothing waits for this timer.
    watch ??= setInterval(sendDue, 1_000).unref();
  }

  function sendDue(): void {
    const nowMs = world.now().getTime();
    const due = later.filter(({ dueMs }) => dueMs <= nowMs);
    later = later.filter(({ dueMs }) => dueMs > nowMs);
    for (const { run } of due) run();
    if (later.length > 0 || watch === null) return;
    clearInterval(watch);
    watch = null;
  }

  return {
    all,
    record,
    send: (parcel) => track(attempt(parcel, null)),
    tell: (body) => void track(attemptEvent({ kind: 'event', body }, 0, null)),
    check: (body) => void track(attempt({ kind: 'event', body }, null)),
    async settled() {
      sendDue();
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop() {
      stopped.abort();
      later = [];
      sendDue();
    },
  };
}

function written({ kind, body }: Parcel): { type: string; text: string } {
  if (kind === 'event') return { type: 'application/json', text: JSON.stringify(body) };
  const form = new URLSearchParams();
  if (kind === 'interaction') form.set('payload', JSON.stringify(body));
  else for (const [name, value] of Object.entries(body)) form.set(name, String(value));
  return { type: 'application/x-www-form-urlencoded', text: form.toString() };
}

function envelopeDetails({ kind, body }: Parcel, retry: Retry | null): Record<string, unknown> {
  const mayAnswer = kind === 'command' || body.type === 'view_submission';
  return {
    accepts_response_payload: mayAnswer,
    ...(kind === 'event' && { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' }),
  };
}
