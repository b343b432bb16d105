import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';

export type ServerOptions = {
  /** An address or host name, `0.0.0.0` for all. */
  host: string;
  /** 0 takes any free port. */
  port: number;
  app: RequestListener;
  /** Other limits than the usual ones, for tests. */
  limits?: Partial<ConnectionLimits>;
};

/** How long somebody may hold a connection, in milliseconds. */
export type ConnectionLimits = {
  /** For the head of a request, from the moment the connection stands. */
  headersTimeoutMs: number;
  /** For a request with its body. */
  requestTimeoutMs: number;
  /** Between two requests of a connection. */
  keepAliveTimeoutMs: number;
  /** How often it is looked whether one of the first two has passed. */
  checkEveryMs: number;
};

/** A sender that dawdles must not hold a socket. */
const usualLimits: ConnectionLimits = {
  headersTimeoutMs: 10_000,
  // 25 MB in that time is a slow line still.
  requestTimeoutMs: 60_000,
  // Longer than the 60 s after which common load balancers let go: they must be the first.
  keepAliveTimeoutMs: 65_000,
  checkEveryMs: 5_000,
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
export async function startServer({ host, port, app, limits }: ServerOptions): Promise<RunningServer> {
  const { headersTimeoutMs, requestTimeoutMs, keepAliveTimeoutMs, checkEveryMs } = {
    ...usualLimits,
    ...limits,
  };
  const server = createServer({
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    connectionsCheckingInterval: checkEveryMs,
    // It is added to the time of keeping alive, and would hide it.
    keepAliveTimeoutBuffer: 0,
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
