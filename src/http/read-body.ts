import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/**
 * Reads a body whole and raw. Stops at the first byte over the limit and leaves the rest unread:
 * Express's own reader would take in all of it first. `broken-off`: the sender went away.
 */
export function readBody(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Buffer | 'too-large' | 'broken-off'> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const settle = (result: Buffer | 'too-large' | 'broken-off') => {
      request.off('data', onData).off('end', onEnd).off('close', onClose);
      resolve(result);
    };
    const onData = (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) {
        request.pause();
        settle('too-large');
      } else chunks.push(chunk);
    };
    const onEnd = () => settle(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    const onClose = () => settle('broken-off');
    // An aborted request tells it by 'error' too; 'close' follows it and is enough.
    request.on('error', onClose).on('data', onData).on('end', onEnd).on('close', onClose);
  });
}

const lingerMs = 1_000;
const lingerBytes = 256 * 1024;

/**
 * Answers a request whose body is not wanted and closes the connection. The sender gets the whole
 * answer at once; what it still sends is thrown away for a moment, because closing on unread bytes
 * would reset the connection and may take the answer with it. Then the socket is gone, however much
 * was to come.
 */
export function answerUnread(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  body: string,
): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
  response.write(body);
  let leftBytes = lingerBytes;
  const hangUp = () => {
    clearTimeout(timer);
    request.off('data', onData).off('end', hangUp).off('close', hangUp);
    response.end();
  };
  const onData = (chunk: Buffer) => {
    leftBytes -= chunk.length;
    if (leftBytes < 0) hangUp();
  };
  const timer = setTimeout(hangUp, lingerMs);
  request.on('error', hangUp).on('data', onData).on('end', hangUp).on('close', hangUp);
  request.resume();
}
