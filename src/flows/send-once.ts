import type { Message } from '../domain/message.ts';
import { Problem, problems } from '../domain/problems.ts';
import type { Posted, Slack } from '../ports/slack.ts';
import type { ClaimedIntent, NewSend, Send } from '../ports/storage.ts';
import type { Deps } from './deps.ts';
import { holdClaim } from './hold-claim.ts';

/** A message that is not found this long after it was claimed was certainly not taken; calls end long before. */
const certainAfterMs = 120_000;
/** Slack's clock and ours may differ, and a message that is overlooked would be said twice. */
const lookBackMs = 24 * 3_600_000;
const askedToPauseMs = 30_000;

/**
 * What became of an earlier attempt to send this message. null: there was none, or it is certain that
 * Slack did not take it. `unknown`: nobody can find out; it is never sent again. Throws `slack-uncertain`
 * while it is too early to say.
 */
export async function earlierSend(
  key: string,
  slack: Slack,
  deps: Deps,
): Promise<Extract<Send, { state: 'sent' }> | Extract<Send, { state: 'unknown' | 'retracted' }> | null> {
  const send = await deps.storage.send(key);
  if (send === null || send.state === 'not-taken') return null;
  if (send.state === 'sending') return await findOut(send, slack, deps);
  return send;
}

/** Looks for a message of which nobody said whether it was taken. */
async function findOut(
  send: Send,
  slack: Slack,
  { storage, clock }: Deps,
): Promise<Extract<Send, { state: 'sent' }> | Extract<Send, { state: 'unknown' }> | null> {
  const { key, about, to, place, via, at } = send;
  const told = { key, about, to, place, via, at };
  const search = await slack.find(to, key, new Date(Date.parse(at) - lookBackMs).toISOString());
  if (search === 'may-not-look') {
    await storage.endSend(key, { state: 'unknown' });
    return { ...told, state: 'unknown' };
  }
  if (search !== 'not-there') {
    await storage.endSend(key, { state: 'sent', ...search.found });
    return { ...told, state: 'sent', ...search.found };
  }
  const ageMs = Date.parse(clock.now()) - Date.parse(at);
  if (ageMs < certainAfterMs) {
    throw new Problem('slack-uncertain', `${place} does not show the message yet`, {
      retryAfterMs: Math.min(certainAfterMs, certainAfterMs - ageMs),
    });
  }
  await storage.endSend(key, { state: 'not-taken', claimedAt: at });
  return null;
}

/**
 * Sends a message that `earlierSend` let through. The key is claimed on disk before: after a crash or a
 * connection that broke off nobody sends it again without having looked.
 */
export async function sendOnce(
  { message, ...send }: NewSend & { message: Message },
  claimed: ClaimedIntent,
  slack: Slack,
  deps: Deps,
): Promise<Posted> {
  deps.pace.takeTurn(send.to, send.key, deps.clock.now());
  await holdClaim(claimed, deps);
  return await claimAndSend({ message, ...send }, slack, deps);
}

/** The same for what no intent asks for: the claim on the key alone keeps everybody else from sending it. */
export async function sayOnce(
  { message, ...send }: NewSend & { message: Message },
  slack: Slack,
  deps: Deps,
): Promise<void> {
  if ((await earlierSend(send.key, slack, deps)) !== null) return;
  deps.pace.takeTurn(send.to, send.key, deps.clock.now());
  await claimAndSend({ message, ...send }, slack, deps);
}

async function claimAndSend(
  { message, ...send }: NewSend & { message: Message },
  slack: Slack,
  { storage, clock, pace }: Deps,
): Promise<Posted> {
  const { key, to } = send;
  const claimedAt = clock.now();
  const known = await storage.claimSend(send, claimedAt);
  if (known !== 'claimed') throw new Problem('slack-uncertain', `somebody else is sending it to ${known.to}`);
  try {
    const posted = await slack.post(to, message, key);
    await storage.endSend(key, { state: 'sent', ...posted });
    return posted;
  } catch (error) {
    if (error instanceof Problem && error.code === 'slack-rate-limited') {
      pace.pause(to, error.retryAfterMs ?? askedToPauseMs, clock.now());
    }
    const certain =
      error instanceof Problem &&
      problems[error.code].outcome === 'not-done' &&
      !error.code.startsWith('storage-');
    if (certain) await storage.endSend(key, { state: 'not-taken', claimedAt });
    throw error;
  }
}
