import { createHash } from 'node:crypto';
import type { Call } from './call.ts';
import { createLimit, type Limit } from './limit.ts';
import { readLimit } from './read-limit.ts';
import { readRetryAfterMs } from './retry-after.ts';

/** How many calls GitLab takes, kept in one place for all who use the token. */
export type Budget = {
  /** Milliseconds to wait, in which nothing may be sent; 0: it is to be sent now, and `ended` to be told. */
  admit(call: Call): number;
  /** How long nothing but urgent calls is let through; 0: others are. */
  heldBackMs(): number;
  /** What GitLab answered; null: it did not. */
  ended(call: Call, answer: { status: number; headers: Headers } | null): void;
};

/**
 * The limits of GitLab.com (docs, user/gitlab_com) and what stands for them elsewhere. The one on all calls
 * tells itself in the headers of each answer. Those on creating issues and notes, which a self-managed GitLab
 * has off (issues) or at 300 (notes), never tell more than a 429.
 */
export function openBudget(options: {
  host: string;
  now: () => number;
  /** Whether what is being done at this moment goes before all else. */
  isUrgent: () => boolean;
}): Budget {
  const { now, isUrgent } = options;
  const isGitLabCom = options.host === 'gitlab.com';
  const all = createLimit({ known: 2_000, suspected: 2_000, inTurns: false });
  const newIssues = createLimit({ known: isGitLabCom ? 200 : null, suspected: 200, inTurns: true });
  const newNotes = createLimit({ known: isGitLabCom ? 60 : 300, suspected: 60, inTurns: true });

  const ownLimitOf = ({ method, url }: Call): Limit | null => {
    if (method !== 'POST') return null;
    if (/\/issues$/.test(url.pathname)) return newIssues;
    return /\/notes$/.test(url.pathname) ? newNotes : null;
  };

  return {
    admit: (call) => {
      const asking = { key: () => keyOf(call), urgent: isUrgent() };
      const nowMs = now();
      const own = ownLimitOf(call);
      const ownWaitMs = own?.admit(asking, nowMs) ?? 0;
      if (ownWaitMs > 0) return ownWaitMs;
      const waitMs = all.admit(asking, nowMs);
      if (waitMs > 0) own?.giveBack();
      return waitMs;
    },
    heldBackMs: () => all.heldBackMs(now()),
    ended: (call, answer) => {
      const nowMs = now();
      const own = ownLimitOf(call);
      for (const limit of [all, own]) limit?.ended();
      if (answer === null) return;
      const { status, headers } = answer;
      const said = readLimit(headers, nowMs);
      if (said !== null) all.heard(said);
      if (status === 429) {
        const askedMs = readRetryAfterMs(headers, nowMs);
        // Headers are those of the limit on all calls: the others send none.
        if (askedMs === null && own) own.refused(null, nowMs);
        else all.refused(askedMs, nowMs);
      } else if (status < 400) for (const limit of [all, own]) limit?.taken(nowMs);
    },
  };
}

/** The same for the same call when it is made again. */
function keyOf({ method, url, body }: Call): string {
  const told = body instanceof FormData ? [...body].map(entryOf) : body;
  const text = `${method} ${url.href} ${told === undefined ? '' : JSON.stringify(told)}`;
  return createHash('sha256').update(text).digest('base64');
}

/** Of a file its content is left out: this only keeps the place in a queue. */
function entryOf([name, value]: [string, string | File]): unknown[] {
  return typeof value === 'string' ? [name, value] : [name, value.name, value.size];
}
