import type { IncomingMessage } from 'node:http';

/**
 * - `too-large`: over the limit; the rest is left unread
 * - `too-busy`: the bodies that arrive at this moment are too much together, and this was the largest of them
 * - `broken-off`: the sender went away
 */
export type BodyFault = 'too-large' | 'too-busy' | 'broken-off';

export type BodyLimits = {
  limitBytes: number;
  /** For all bodies that are under way together: a crowd of slow senders must not fill the memory. */
  underWayLimitBytes: number;
};

type UnderWay = { sizeBytes: number; isWhole(): boolean; giveUp(fault: BodyFault): void };

/**
 * Reads bodies whole and raw. Stops at the first byte over a limit: Express's own reader would take
 * in all of a body before it says that it is too large.
 *
 * Where signatures decide, strangers' bodies are read as well. So whoever comes while too much is under way finds
 * room at the cost of the largest: to keep an ordinary delivery out, it takes a crowd of smaller bodies, and as many
 * connections, not ten large ones.
 */
export function bodyReader({
  limitBytes,
  underWayLimitBytes,
}: BodyLimits): (request: IncomingMessage) => Promise<Buffer | BodyFault> {
  const underWay = new Set<UnderWay>();
  let underWayBytes = 0;
  const makeRoom = () => {
    while (underWayBytes > underWayLimitBytes) {
      const largest = largestUnfinished(underWay);
      // What is whole leaves by itself before anything more is read.
      if (largest === null) return;
      largest.giveUp('too-busy');
    }
  };
  return (request) => {
    const declaredBytes = Number(request.headers['content-length'] ?? Number.NaN);
    if (declaredBytes > limitBytes) return Promise.resolve('too-large');
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      const body: UnderWay = {
        sizeBytes: 0,
        isWhole: () => body.sizeBytes === declaredBytes,
        giveUp: (fault) => {
          request.pause();
          settle(fault);
        },
      };
      underWay.add(body);
      const settle = (result: Buffer | BodyFault) => {
        underWay.delete(body);
        underWayBytes -= body.sizeBytes;
        request.off('data', onData).off('end', onEnd).off('close', onClose);
        resolve(result);
      };
      const onData = (chunk: Buffer) => {
        chunks.push(chunk);
        body.sizeBytes += chunk.length;
        underWayBytes += chunk.length;
        if (body.sizeBytes > limitBytes) body.giveUp('too-large');
        else makeRoom();
      };
      const onEnd = () => settle(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
      const onClose = () => settle('broken-off');
      // Node emits 'error' for a broken request only where somebody listens; 'close' comes always.
      request.on('data', onData).on('end', onEnd).on('close', onClose);
    });
  };
}

/** Of several that are as large, the one that has been under way longest. */
function largestUnfinished(underWay: Iterable<UnderWay>): UnderWay | null {
  let largest: UnderWay | null = null;
  for (const body of underWay) {
    if (!body.isWhole() && body.sizeBytes > (largest?.sizeBytes ?? 0)) largest = body;
  }
  return largest;
}
