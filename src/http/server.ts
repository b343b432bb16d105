import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';

export type ServerOptions = {
  /** An address or host name, `0.0.0.0` for all. */
  host: string;
  /** 0 takes any free port. */
  port: number;
  app: RequestListener;
};

export type RunningServer = {
  /** The port that was really taken. */
  port: number;
  /** Where it can be reached from this machine, `http://127.0.0.1:3000`. */
  url: string;
  /**
   * Accepts nothing new, lets running requests end, closes idle connections. `cut-off`: some had not
   * ended within `withinMs` and were broken off.
   */
  stop(withinMs: number): Promise<'finished' | 'cut-off'>;
};

/** The wished port is in use by another program. */
export class PortTaken extends Error {
  readonly port: number;

  constructor(host: string, port: number) {
    super(`Port ${port} on ${host} is taken by another program`);
    this.name = 'PortTaken';
    this.port = port;
  }
}

/** @throws PortTaken, or the system's own error (no such address, not allowed), with the port named. */
export async function startServer({ host, port, app }: ServerOptions): Promise<RunningServer> {
  const server = createServer({
    // A sender that dawdles must not hold a socket. 25 MB in 60 s is a slow line still.
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    connectionsCheckingInterval: 5_000,
    // Longer than the 60 s after which common load balancers let go: they must be the first.
    keepAliveTimeout: 65_000,
  });
  server.maxHeadersCount = 100;

  const sockets = new Set<Socket>();
  let stopping = false;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (_request, response) => {
    if (stopping) response.shouldKeepAlive = false;
  });
  server.on('request', app);

  await listen(server, host, port);
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;

  return {
    port: actualPort,
    url: `http://${reachableHost(host)}:${actualPort}`,
    stop(withinMs) {
      stopping = true;
      return stopServer(server, sockets, withinMs);
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new PortTaken(host, port));
      else reject(new Error(`Cannot listen on port ${port} of ${host}: ${error.message}`, { cause: error }));
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function stopServer(server: Server, sockets: Set<Socket>, withinMs: number): Promise<'finished' | 'cut-off'> {
  return new Promise((resolve) => {
    let outcome: 'finished' | 'cut-off' = 'finished';
    // Node keeps a connection open whose last answer ended after close(): ask again now and then.
    const sweep = setInterval(() => server.closeIdleConnections(), 25);
    const deadline = setTimeout(() => {
      outcome = 'cut-off';
      server.closeAllConnections();
    }, withinMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(deadline);
      resolve(outcome);
    });
    // A connection that never said a word is not idle to Node, yet nobody waits for it.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  });
}

function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
