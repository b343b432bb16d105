import { connect, type Socket } from 'node:net';

/** One connection spoken by hand, for what no well-behaved client sends. */
export type RawConnection = {
  socket: Socket;
  send(bytes: string | Buffer): void;
  /** Everything that came until the connection was closed, by either side. */
  untilClosed(): Promise<string>;
  /** Everything that came so far, once `pattern` is in it. */
  until(pattern: RegExp): Promise<string>;
};

export async function rawConnection(port: number): Promise<RawConnection> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  let errors = 0;
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  // A reset is one way in which the other side may close; the 'close' that follows is what counts.
  socket.on('error', () => {
    errors += 1;
  });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return {
    socket,
    send: (bytes) => socket.write(bytes),
    untilClosed: () =>
      new Promise((resolve) => {
        if (socket.closed || errors > 0) resolve(received);
        else socket.once('close', () => resolve(received));
      }),
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(received)) return;
          socket.off('data', look);
          resolve(received);
        };
        socket.on('data', look);
        socket.once('close', () => reject(new Error(`Closed after ${JSON.stringify(received)}`)));
        look();
      }),
  };
}
