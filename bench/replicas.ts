import { type PostgresServer, startPostgres } from '../scripts/postgres-server.ts';
import { type Service, startService } from './contestants.ts';
import { putLoad } from './load.ts';
import { median, type Row } from './table.ts';

const rounds = 3;
const secondsEach = 3;
const connections = 48;
const most = 3;

type Measured = { name: string; taken: number[]; decided: number[] };

/**
 * How many deliveries a second are taken in, and how many a second are decided on once no more come, by one
 * process on SQLite and by one to three on PostgreSQL. All of them, the database and the generator share the
 * cores of this machine: it says what sharing costs, and not what a machine for each would bring.
 */
export async function measureReplicas(tell: (line: string) => void): Promise<Row[]> {
  const server = await startPostgres({ durable: true });
  try {
    const measured = [await measure('SQLite, 1 process', () => [startService()], tell)];
    for (let count = 1; count <= most; count += 1) {
      measured.push(await measure(`PostgreSQL, ${count} of them`, () => startReplicas(server, count), tell));
    }
    return measured.flatMap(({ name, taken, decided }) => [
      row(`${name}: taken in per second`, median(taken)),
      row(`${name}: decided on per second`, median(decided)),
    ]);
  } finally {
    await server.remove();
  }
}

function startReplicas(server: PostgresServer, count: number): Promise<Service>[] {
  const databaseUrl = `${server.url}?schema=bench_${count}`;
  return Array.from({ length: count }, () => startService({ databaseUrl }));
}

async function measure(
  name: string,
  start: () => Promise<Service>[],
  tell: (line: string) => void,
): Promise<Measured> {
  const services = await Promise.all(start());
  const measured: Measured = { name, taken: [], decided: [] };
  try {
    // Round 0 warms up and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      const { taken, decided } = await measureOnce(services);
      tell(
        `replicas ${round}/${rounds} ${name}: ${taken.toFixed(0)}/s taken in, ${decided.toFixed(0)}/s decided on`,
      );
      if (round === 0) continue;
      measured.taken.push(taken);
      measured.decided.push(decided);
    }
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
  return measured;
}

async function measureOnce(services: Service[]): Promise<{ taken: number; decided: number }> {
  const beganMs = performance.now();
  const loads = await Promise.all(
    services.map(({ port, requests }) => {
      const share = Math.floor(connections / services.length);
      return putLoad({ port, requests, connections: share, seconds: secondsEach, ratePerSecond: null });
    }),
  );
  const answered = loads.reduce((sum, load) => sum + load.answered, 0);
  await services[0]?.drained();
  const allMs = performance.now() - beganMs;
  return {
    taken: loads.reduce((sum, load) => sum + load.answered / load.seconds, 0),
    // From the first on: they are decided on while others come in.
    decided: answered / (allMs / 1_000),
  };
}

function row(what: string, service: number): Row {
  return { what, service, digits: 0, goals: [] };
}
