import type { RequestHandler, Response } from 'express';

export type ChangeFeed = {
  /** Server-sent events, each saying no more than that something has changed. */
  handler: RequestHandler;
  /** Something has changed. */
  tell(): void;
  /** Ends all streams, so that the server can stop. */
  close(): void;
};

/** Changes that come together are told together. */
const gatherMs = 40;
const lookEveryMs = 250;

/**
 * Tells all open pages of changes. Some things do not tell by themselves: `look` says how they stand, and is
 * asked again and again while a page is open.
 */
export function createChangeFeed(look: () => Promise<string>): ChangeFeed {
  const open = new Set<Response>();
  let told: NodeJS.Timeout | null = null;
  let looking: NodeJS.Timeout | null = null;
  let closed = false;
  let seen = '';

  const tell = (): void => {
    told ??= setTimeout(() => {
      told = null;
      for (const response of open) response.write('data: changed\n\n');
    }, gatherMs);
  };

  const lookAgain = async (): Promise<void> => {
    const now = await look();
    if (now !== seen) tell();
    seen = now;
    looking = open.size > 0 && !closed ? setTimeout(keepLooking, lookEveryMs) : null;
  };

  const keepLooking = (): void => {
    lookAgain().catch(() => {
      // The storage is closing; the page comes again when there is one to look at.
      looking = null;
    });
  };

  return {
    tell,
    handler: (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('retry: 500\n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
      if (looking === null) keepLooking();
    },
    close() {
      closed = true;
      if (told) clearTimeout(told);
      if (looking) clearTimeout(looking);
      for (const response of open) response.end();
      open.clear();
    },
  };
}
