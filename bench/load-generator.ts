/**
 * Sends prepared requests over raw keep-alive sockets and reads no more of the answers than it must: a
 * heavy client would take the second core and hide what is measured. Child process of load.ts.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { keyPlaceholder } from './delivery.ts';
import type { Job, LoadResult } from './load.ts';

type Connection = {
  socket: Socket;
  /** Sends its request with a fresh key. */
  send(): void;
};

/** Keys are as wide as their placeholder: what is fresh in each run, then a counter. */
const run = randomBytes(3).toString('hex');
let keys = 0;
const nextKey = () => run + (keys++).toString(16).padStart(keyPlaceholder.length - run.length, '0');

/** One request at a time on one socket. */
async function openConnection(
  port: number,
  request: string,
  onAnswer: (connection: Connection, ok: boolean) => void,
): Promise<Connection> {
  const bytes = Buffer.from(request);
  const keyAt = bytes.indexOf(keyPlaceholder);
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const connection: Connection = {
    socket,
    send: () => {
      // The bytes of the last request are gone: its answer has come.
      bytes.write(nextKey(), keyAt, 'latin1');
      socket.write(bytes);
    },
  };
  let missing = 0;
  let ok = false;
  socket.on('data', (chunk) => {
    if (missing === 0) {
      ok = chunk[9] === '2'.charCodeAt(0);
      missing = answerBytes(chunk);
    }
    missing -= chunk.length;
    if (missing === 0) onAnswer(connection, ok);
    if (missing < 0) throw new Error('An answer was longer than it said');
  });
  socket.on('error', (error) => {
    throw error;
  });
  socket.on('end', () => {
    throw new Error('The server closed a connection');
  });
  return connection;
}

/** How long an answer is, from its first bytes, which hold all headers. */
function answerBytes(chunk: Buffer): number {
  const head = chunk.toString('latin1', 0, 1_024);
  const bodyAt = head.indexOf('\r\n\r\n') + 4;
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(head);
  if (bodyAt < 4 || !length) throw new Error(`An answer without length: ${head}`);
  return bodyAt + Number(length[1]);
}

/** Every connection sends again as soon as it was answered. */
async function closedLoop(job: Job): Promise<Omit<LoadResult, 'busy'>> {
  let answered = 0;
  let failed = 0;
  let over = false;
  const connections = await openAll(job, (connection, ok) => {
    if (over) return;
    answered += 1;
    if (!ok) failed += 1;
    connection.send();
  });
  const startedMs = performance.now();
  for (const connection of connections) connection.send();
  await wait(job.seconds * 1_000);
  over = true;
  const seconds = (performance.now() - startedMs) / 1_000;
  closeAll(connections);
  return { answered, failed, seconds, latencyMs: null };
}

/**
 * Requests are due at fixed moments, and a latency counts from the moment a request was due: one that
 * waits because the server is slow does not make the others look quick.
 */
async function openLoop(job: Job, ratePerSecond: number): Promise<Omit<LoadResult, 'busy'>> {
  const total = Math.round(job.seconds * ratePerSecond);
  const latencies: number[] = [];
  const dueMsOf = new Map<Connection, number>();
  const waiting: number[] = [];
  const free: Connection[] = [];
  let failed = 0;
  const sendDue = (connection: Connection, dueMs: number) => {
    dueMsOf.set(connection, dueMs);
    connection.send();
  };
  free.push(
    ...(await openAll(job, (connection, ok) => {
      latencies.push(performance.now() - (dueMsOf.get(connection) ?? Number.NaN));
      if (!ok) failed += 1;
      const dueMs = waiting.shift();
      if (dueMs === undefined) free.push(connection);
      else sendDue(connection, dueMs);
    })),
  );
  const connections = [...free];
  const startedMs = performance.now();
  for (let sent = 0; sent < total; ) {
    const nowMs = performance.now();
    for (; sent < total; sent += 1) {
      const dueMs = startedMs + (sent * 1_000) / ratePerSecond;
      if (dueMs > nowMs) break;
      const connection = free.shift();
      if (connection) sendDue(connection, dueMs);
      else waiting.push(dueMs);
    }
    await wait(1);
  }
  while (latencies.length < total) await wait(5);
  const seconds = (performance.now() - startedMs) / 1_000;
  closeAll(connections);
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(total - 1, Math.floor(share * total))] ?? Number.NaN;
  return {
    answered: total,
    failed,
    seconds,
    latencyMs: { p50: at(0.5), p99: at(0.99), max: at(1) },
  };
}

function openAll(
  { port, requests, connections }: Job,
  onAnswer: (connection: Connection, ok: boolean) => void,
): Promise<Connection[]> {
  const request = (index: number) => requests[index % requests.length] ?? '';
  return Promise.all(
    Array.from({ length: connections }, (_, index) => openConnection(port, request(index), onAnswer)),
  );
}

function closeAll(connections: Connection[]): void {
  for (const { socket } of connections) socket.removeAllListeners().on('error', ignoreReset).destroy();
}

/** The measurement is over: how the last connections end is nobody's concern. */
function ignoreReset(): undefined {
  return undefined;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

process.once('message', async (job: Job) => {
  const before = process.cpuUsage();
  const startedMs = performance.now();
  const result = await (job.ratePerSecond === null ? closedLoop(job) : openLoop(job, job.ratePerSecond));
  const { user, system } = process.cpuUsage(before);
  const busy = (user + system) / 1_000 / (performance.now() - startedMs);
  process.send?.({ ...result, busy }, () => process.exit());
});
