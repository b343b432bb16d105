import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type RunningProgram = {
  port: number;
  /** From the start of the process until it answered. */
  startMs: number;
  /** Stands still, whatever it has to do, until `resume`. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

export type Program = {
  /** Arguments for Node. */
  args: string[];
  env: Record<string, string>;
  cwd: string;
  /** Answers 2xx once the program is up. */
  readyPath: string;
  logFile: string;
};

const startWithinMs = 30_000;

/** Starts a Node program that listens on `PORT`, in a process of its own, and waits until it answers. */
export async function startProgram({ args, env, cwd, readyPath, logFile }: Program): Promise<RunningProgram> {
  const port = await freePort();
  const log = createWriteStream(logFile);
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    // Nothing of the caller's environment may configure what is measured.
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  // A benchmark that is broken off must not leave a paused program behind for ever.
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  while (!(await answers(`http://127.0.0.1:${port}${readyPath}`))) {
    if (child.exitCode !== null)
      throw new Error(`${args.join(' ')} ended with ${child.exitCode}: see ${logFile}`);
    if (performance.now() - startedMs > startWithinMs) throw new Error(`${args.join(' ')} does not answer`);
    await sleep(5);
  }
  return {
    port,
    startMs: performance.now() - startedMs,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    stop: () => stop(child),
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  child.kill('SIGCONT');
  await ended;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('No free port'));
      });
    });
  });
}
