import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../postgres-server.ts';

const stoppedMs = 3_000;

/** What befalls a server of databases, one after the other: each in the midst of the storm. */
export const troubles: ((server: PostgresServer, pauseMs: number) => Promise<void>)[] = [
  cutConnections,
  stopAndStart,
  standStill,
];

function cutConnections(server: PostgresServer): Promise<void> {
  return server.cutConnections();
}

async function stopAndStart(server: PostgresServer): Promise<void> {
  await server.stop();
  await sleep(stoppedMs);
  await server.start();
}

async function standStill(server: PostgresServer, pauseMs: number): Promise<void> {
  await server.pause();
  await sleep(pauseMs);
  await server.resume();
}
