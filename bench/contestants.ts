import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { githubRequests, gitlabRequests, project, secret } from './delivery.ts';
import { freePort, type RunningProgram, startProgram } from './process.ts';

export type Contestant = RunningProgram & { requests: string[] };

export type Service = Contestant & {
  /** Resolves when no delivery waits any more. */
  drained(): Promise<void>;
  residentMegabytes(): Promise<number>;
};

export const gitlabToken = 'glpat-of-the-benchmark';

export type ServiceOptions = {
  /** The configuration file. */
  policy?: string;
  gitlabUrl?: string;
  /** Not SQLite, but what is there already. */
  databaseUrl?: string;
  /** Fills the database before the service starts; given its address. */
  prepare?: (databaseUrl: string) => Promise<void>;
};

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The service as it is shipped, from dist/, with its defaults: SQLite on the disk of this repository (a
 * temporary directory may lie in memory, where being durable costs nothing). Without `gitlabUrl` GitLab is not
 * there: the deliveries tell of open incidents, for which nothing is to be done outside.
 */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const cwd = await workDirectory();
  const adminPort = await freePort();
  const policy = options.policy ?? `gitlab: { projects: [{ incidents: ${project} }] }\n`;
  await writeFile(join(cwd, 'incident-review.yml'), policy);
  await options.prepare?.(`sqlite:${join(cwd, 'data', 'incident-review-bot.db')}`);
  const program = await startProgram({
    args: [here('../dist/src/main.js'), 'serve'],
    cwd,
    env: {
      HOST: '127.0.0.1',
      ADMIN_PORT: String(adminPort),
      GITLAB_URL: options.gitlabUrl ?? `http://127.0.0.1:${await freePort()}`,
      GITLAB_TOKEN: gitlabToken,
      ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
      GITLAB_WEBHOOK_TOKEN: secret,
    },
    readyPath: '/readyz',
    logFile: join(cwd, 'log'),
  });
  const metric = async (name: string): Promise<number> => {
    const text = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    if (line === undefined) throw new Error(`No metric ${name}`);
    return Number(line.slice(name.length));
  };
  return {
    ...program,
    requests: gitlabRequests('/webhooks/gitlab'),
    drained: async () => {
      while ((await metric('incident_review_queue_depth{queue="deliveries"}')) > 0) await sleep(100);
    },
    residentMegabytes: async () => (await metric('process_resident_memory_bytes')) / 1_000_000,
    stop: async () => {
      await program.stop();
      await rm(cwd, { recursive: true });
    },
  };
}

export function startExpress(): Promise<Contestant> {
  return startPeer('express', gitlabRequests('/webhook'));
}

export function startProbot(): Promise<Contestant> {
  return startPeer('probot', githubRequests('/webhook'));
}

async function startPeer(name: string, requests: string[]): Promise<Contestant> {
  const cwd = await workDirectory();
  const program = await startProgram({
    args: [here(`peers/${name}.js`)],
    cwd,
    env: { SECRET: secret },
    readyPath: '/',
    logFile: join(cwd, 'log'),
  });
  return {
    ...program,
    requests,
    stop: async () => {
      await program.stop();
      await rm(cwd, { recursive: true });
    },
  };
}

export function workDirectory(): Promise<string> {
  return mkdtemp(here('data/run-'));
}
