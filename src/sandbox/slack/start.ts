import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from '../gitlab/random.ts';
import type { SlackDouble, SlackDoubleOptions } from './double.ts';
import { createFaultPlan } from './faults.ts';
import { createRecorder } from './http/recorder.ts';
import { createSlackServer } from './http/server.ts';
import { createTs, newId } from './ids.ts';
import { createDeliveries } from './outgoing/deliver.ts';
import { checkUrl } from './outgoing/events.ts';
import { createSockets } from './outgoing/socket.ts';
import { person } from './people/person.ts';
import { seeds } from './people/seed.ts';
import { showChannel, showMessages, snapshot } from './people/snapshot.ts';
import { directWith, type Journal, requireChannel, requireUser, type World } from './world.ts';

/** Starts an empty Slack workspace on the loopback. */
export async function startSlackDouble(options: SlackDoubleOptions): Promise<SlackDouble> {
  const { now, seed = 1, port = 0, pages = () => null } = options;
  const listeners = new Set<() => void>();
  const world = emptyWorld(options, seed, () => {
    for (const listener of listeners) listener();
  });
  const faults = createFaultPlan(seededRandom(seed + 1), now);
  const sockets = createSockets(world);
  const deliveries = createDeliveries(world, sockets);
  const recorder = createRecorder();
  const server = createSlackServer({ world, recorder, faults, deliveries, sockets, pages });
  await listening(server, port);
  // While it was down, somebody else may have taken its port.
  server.on('error', ({ message }) =>
    world.journal.unforeseen.push({ what: message, where: 'listening again' }),
  );
  const ownPort = portOf(server.address());
  world.url = `http://127.0.0.1:${ownPort}`;

  function goDown(): void {
    server.close();
    server.closeAllConnections();
    sockets.cut();
  }

  let isDown = false;
  function setDown(wanted: boolean): void {
    if (wanted === isDown) return;
    isDown = wanted;
    if (isDown) goDown();
    else server.listen(ownPort, '127.0.0.1');
  }

  return {
    ...seeds(world, () => checkUrl(world, deliveries)),
    apiUrl: `${world.url}/api/`,
    url: world.url,
    async close() {
      deliveries.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      goDown();
      await closed;
    },
    as: (name) => person(world, deliveries, name),
    snapshot: () => snapshot(world),
    channel: (name) => showChannel(requireChannel(world, name)),
    directWith(name) {
      const direct = directWith(world.db, requireUser(world, name).id);
      return direct ? showMessages(direct) : [];
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    requests: recorder.requests,
    forgetRequests: recorder.forget,
    onRequest: recorder.listen,
    deliveries: deliveries.all,
    journal: world.journal,
    assertNothingUnforeseen: () => assertNothingUnforeseen(world.journal),
    settled: deliveries.settled,
    refreshSockets: () => sockets.disconnect('refresh_requested'),
    faults: {
      next: faults.next,
      limitPosts: faults.limitPosts,
      down: setDown,
      clear() {
        faults.clear();
        setDown(false);
      },
    },
  };
}

function emptyWorld(options: SlackDoubleOptions, seed: number, changed: () => void): World {
  const random = seededRandom(seed);
  const { now, team = { name: 'Acme', domain: 'acme' } } = options;
  return {
    db: {
      team: { id: newId(random, 'T'), ...team },
      foreignTeamId: newId(random, 'T'),
      users: new Map(),
      conversations: new Map(),
      app: null,
      views: new Map(),
      triggers: new Map(),
      responseUrls: new Map(),
      uploads: new Map(),
    },
    journal: { unforeseen: [] },
    random,
    now,
    url: '',
    changed,
    nextTs: createTs(now),
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function assertNothingUnforeseen(journal: Journal): void {
  if (journal.unforeseen.length === 0) return;
  const list = journal.unforeseen.map(({ what, where }) => `- ${where}: ${what}`).join('\n');
  throw new Error(`The Slack double met what it does not foresee:\n${list}`);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the double does not listen on TCP');
  return address.port;
}
