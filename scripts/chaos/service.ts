import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { World } from './world.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The real service as a process, which is killed again and again. */
export type Victim = {
  /** Resolves when it takes in deliveries, with where; null: it has ended before. */
  ready: Promise<string | null>;
  /** false: it was not there any more. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<boolean>;
  /** The last lines that it wrote. */
  said(): string;
};

const linesKept = 40;
const stopWithinMs = 15_000;

export function startService({ folder, env, output }: World): Victim {
  const child = spawn(process.execPath, [program, 'serve'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'debug', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let lines: string[] = [];
  let listening = (_url: string | null): void => undefined;
  const ready = new Promise<string | null>((resolve) => {
    listening = resolve;
  });
  const gather = (chunk: Buffer): void => {
    const text = chunk.toString();
    appendFileSync(output, text);
    lines = [...lines, ...text.split('\n').filter((line) => line !== '')].slice(-linesKept);
    const [, url] = /"url":"([^"]+)","admin"/.exec(text) ?? [];
    if (url !== undefined) listening(url);
  };
  child.stdout.on('data', gather);
  child.stderr.on('data', gather);
  child.once('exit', () => listening(null));
  return { ready, said: () => lines.join('\n'), kill: (signal) => end(child, signal) };
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return false;
  const ended = once(child, 'exit');
  child.kill(signal);
  if (signal === 'SIGTERM') await Promise.race([ended, sleep(stopWithinMs)]);
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await ended;
  return true;
}
