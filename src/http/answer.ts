import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** What a door says. `unread`: the body was not read to its end, and never will be. */
export type Answer = { status: number; body: object; headers?: OutgoingHttpHeaders; unread: boolean };

const lingerMs = 1_000;
const lingerBytes = 256 * 1024;

export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const text = JSON.stringify(answer.body);
  const length = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  };
  if (!answer.unread) {
    response.writeHead(answer.status, { ...length, ...answer.headers }).end(text);
    return;
  }
  response.writeHead(answer.status, { ...length, ...answer.headers, connection: 'close' });
  response.write(text);
  endWhenDrained(request, response);
}

/**
 * The sender has the whole answer already. What it still sends is thrown away for a moment, because
 * closing on unread bytes would reset the connection and might take the answer with it. Then the
 * socket is closed, however much was to come.
 */
function endWhenDrained(request: IncomingMessage, response: ServerResponse): void {
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
  request.on('data', onData).on('end', hangUp).on('close', hangUp);
  request.resume();
}
