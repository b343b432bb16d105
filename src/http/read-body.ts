import type { IncomingMessage } from 'node:http';

/**
 * - `too-large`: over the limit; the rest is left unread
 * - `too-busy`: the bodies that arrive at this moment are too much together
 * - `broken-off`: the sender went away
 */
export type BodyFault = 'too-large' | 'too-busy' | 'broken-off';

export type BodyLimits = {
  limitBytes: number;
  /** For all bodies that are under way together: a crowd of slow senders must not fill the memory. */
  underWayLimitBytes: number;
};

/**
 * Reads bodies whole and raw. Stops at the first byte over a limit: Express's own reader would take
 * in all of a body before it says that it is too large.
 */
export function bodyReader({
  limitBytes,
  underWayLimitBytes,
}: BodyLimits): (request: IncomingMessage) => Promise<Buffer | BodyFault> {
  let underWayBytes = 0;
  return (request) => {
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) return Promise.resolve('too-large');
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      const settle = (result: Buffer | BodyFault) => {
        underWayBytes -= sizeBytes;
        request.off('data', onData).off('end', onEnd).off('close', onClose);
        resolve(result);
      };
      const onData = (chunk: Buffer) => {
        sizeBytes += chunk.length;
        underWayBytes += chunk.length;
        const fault =
          sizeBytes > limitBytes ? 'too-large' : underWayBytes > underWayLimitBytes ? 'too-busy' : null;
        if (fault === null) {
          chunks.push(chunk);
        } else {
          request.pause();
          settle(fault);
        }
      };
      const onEnd = () => settle(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
      const onClose = () => settle('broken-off');
      // Node emits 'error' for a broken request only where somebody listens; 'close' comes always.
      request.on('data', onData).on('end', onEnd).on('close', onClose);
    });
  };
}
