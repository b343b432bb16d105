/** One address for several processes, as a load balancer in front of replicas gives. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Balancer = {
  url: string;
  /** Where requests go, each to the next; one that takes no connection is passed over. */
  setTargets(urls: string[]): void;
  close(): Promise<void>;
};

/** A request that a target has begun to answer is not repeated at another: that would be two deliveries. */
export async function startBalancer(): Promise<Balancer> {
  let targets: string[] = [];
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      turn += 1;
      const first = turn;
      const forward = (tried: number): void => {
        const target = targets[(first + tried) % targets.length];
        if (target === undefined || tried >= targets.length) {
          outgoing.writeHead(502).end();
          return;
        }
        const { method, headers, url: path } = incoming;
        const passed = request(new URL(path ?? '/', target), { ...(method ? { method } : {}), headers });
        passed.on('response', (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.on('error', () => outgoing.destroy());
          answer.pipe(outgoing);
        });
        passed.on('error', (error) => {
          const refused = 'code' in error && error.code === 'ECONNREFUSED';
          if (refused) forward(tried + 1);
          else if (outgoing.headersSent) outgoing.destroy();
          else outgoing.writeHead(502).end();
        });
        passed.end(Buffer.concat(chunks));
      };
      forward(0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    setTargets: (urls) => {
      targets = urls;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
