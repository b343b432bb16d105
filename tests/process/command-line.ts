import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export type Ended = { code: number | null; out: string; err: string };

export type Running = {
  process: ChildProcess;
  /** Resolves with the first match in what was printed; rejects when the process ends without it. */
  prints(pattern: RegExp): Promise<RegExpMatchArray>;
  ended: Promise<Ended>;
};

/** Starts the command line as a person would, with nothing in its environment but what is given. */
export function start(
  words: string[],
  options: { cwd: string; env?: Record<string, string>; input?: string },
): Running {
  const child = spawn(process.execPath, [main, ...words], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input ?? '');
  let out = '';
  let err = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    for (const listener of listeners) listener();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    for (const listener of listeners) listener();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return {
    process: child,
    ended,
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(out) ?? pattern.exec(err);
          if (match) resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then(({ code }) =>
          reject(new Error(`ended with ${code} before ${pattern}:\n${out}\n${err}`)),
        );
      }),
  };
}

export function run(words: string[], options: Parameters<typeof start>[1]): Promise<Ended> {
  return start(words, options).ended;
}
