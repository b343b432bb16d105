import type { AddressInfo } from 'node:net';
import { createFaultPlan, type FaultPlan, type Faults } from './faults.ts';
import type { Pages } from './http/page.ts';
import { createRecorder, type RecordedRequest } from './http/recorder.ts';
import { createGitLabServer } from './http/server.ts';
import { type Person, person } from './people/person.ts';
import { type IssueRef, requireIssue } from './people/refs.ts';
import { type Seeds, seeds } from './people/seed.ts';
import { type ChangeSeeds, changeSeeds } from './people/seed-changes.ts';
import {
  type BriefIssue,
  issuesInBrief,
  type ShownIssue,
  type ShownProject,
  showIssue,
  snapshot,
} from './people/snapshot.ts';
import { seededRandom } from './random.ts';
import { createReplica, type Replica } from './replica.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { emptyDb, type Upload } from './state.ts';
import { createDeliveries, type Deliveries, type Delivery } from './webhooks/deliver.ts';
import type { HookEvent, Journal, World } from './world.ts';

export type GitLabDoubleOptions = Partial<Settings> & {
  now: () => Date;
  /** The same seed gives the same UUIDs and faults; 1 when left out. Give a fresh one to a double whose receiver lives longer. */
  seed?: number;
  /** A free one when left out. */
  port?: number;
  /** What people see at addresses outside the API; nothing when left out. */
  pages?: Pages;
};

type AllSeeds = Seeds & ChangeSeeds;

export type GitLabDouble = AllSeeds & {
  /** Without a slash at the end: what `GITLAB_URL` takes. */
  url: string;
  close(): Promise<void>;

  /** Acts as somebody in GitLab's pages. */
  as(username: string): Person;
  /** Switches what GitLab this is. */
  configure(settings: Partial<Settings>): void;

  /** An issue as it is now, on the primary. */
  issue(ref: IssueRef): ShownIssue;
  snapshot(): { projects: ShownProject[] };
  /** What is confidential now, or what is not; cheap enough to ask after every change. */
  issuesInBrief(wanted: { confidential: boolean }): BriefIssue[];
  /** Called after every change; returns the way out. */
  onChange(listener: () => void): () => void;

  /** Requests to the API since the start or the last `forgetRequests`, in order of arrival; the latest 10,000. */
  requests: readonly RecordedRequest[];
  forgetRequests(): void;
  /** Called with each request to the API as soon as it is read, before anything is done; returns the way out. */
  onRequest(listener: (request: RecordedRequest) => void): () => void;

  /** Files that were uploaded, the oldest first. */
  uploads: readonly Upload[];

  /** Who was notified, what was referenced, which quick actions ran, and what nobody foresaw. */
  journal: Journal;
  assertNothingUnforeseen(): void;

  /** Each event for each hook; the latest 10,000. */
  deliveries: readonly Delivery[];
  redeliver: Deliveries['redeliver'];
  /** Resolves when no webhook is under way. */
  settled(): Promise<void>;

  faults: Faults;
};

/** Starts an empty GitLab on the loopback. */
export async function startGitLabDouble(options: GitLabDoubleOptions): Promise<GitLabDouble> {
  const { now, seed = 1, port = 0, pages = () => null, ...settings } = options;
  const listeners = new Set<() => void>();
  const parts: { replica?: Replica; deliveries?: Deliveries } = {};
  const world: World = {
    db: emptyDb(),
    uploads: [],
    settings: { ...DEFAULT_SETTINGS, ...settings },
    journal: { mentions: [], crossReferences: [], commands: [], unforeseen: [] },
    random: seededRandom(seed),
    now,
    url: '',
    hookLog: [],
    hookTests: new Map(),
    testHook: (hook, by) => parts.deliveries?.test(hook, by) ?? Promise.resolve(null),
    emit: (event: HookEvent) => parts.deliveries?.announce(event),
    changed() {
      parts.replica?.remember();
      for (const listener of listeners) listener();
    },
  };
  const replica = createReplica(world);
  const faults: FaultPlan = createFaultPlan(seededRandom(seed + 1), replica.setLag);
  const deliveries = createDeliveries(world, faults);
  parts.replica = replica;
  parts.deliveries = deliveries;
  const recorder = createRecorder();
  const server = createGitLabServer({ world, recorder, faults, replica, pages });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  world.url = `http://127.0.0.1:${portOf(server.address())}`;

  return {
    ...seeds(world),
    ...changeSeeds(world),
    url: world.url,
    async close() {
      deliveries.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
    as: (username) => person(world, username),
    configure(change) {
      Object.assign(world.settings, change);
    },
    issue: (ref) => showIssue(world, requireIssue(world, ref)),
    snapshot: () => snapshot(world),
    issuesInBrief: (wanted) => issuesInBrief(world, wanted),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    requests: recorder.requests,
    forgetRequests: recorder.forget,
    onRequest: recorder.listen,
    uploads: world.uploads,
    journal: world.journal,
    assertNothingUnforeseen: () => assertNothingUnforeseen(world.journal),
    deliveries: deliveries.all,
    redeliver: deliveries.redeliver,
    settled: deliveries.settled,
    faults,
  };
}

function assertNothingUnforeseen(journal: Journal): void {
  if (journal.unforeseen.length === 0) return;
  const list = journal.unforeseen.map(({ what, where }) => `- ${where}: ${what}`).join('\n');
  throw new Error(`The GitLab double met what it does not foresee:\n${list}`);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the double does not listen on TCP');
  return address.port;
}
