import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** `title` is what a program knows of the text besides. */
export type Input = { title: string; text: string };

const scripts = {
  service: new URL('./service.ts', import.meta.url),
  chrono: new URL('../peers/chrono.js', import.meta.url),
};

/**
 * What a reader prints, a line for each round of each document, from a process of its own: who gets lost in a text can
 * be stopped. Fewer lines than were asked for: it was stopped `withinMs` after its start. Throws when it fails.
 */
export async function runReader(
  reader: keyof typeof scripts,
  { documents, rounds, withinMs }: { documents: Input[]; rounds: number; withinMs: number },
): Promise<string[]> {
  const child = spawn(process.execPath, [fileURLToPath(scripts[reader])], {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let isStopped = false;
  const timer = setTimeout(() => {
    isStopped = true;
    child.kill('SIGKILL');
  }, withinMs);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  try {
    // Whoever has ended reads no more: its exit code says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify({ documents, rounds }));
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
    const code = await ended;
    if (code !== 0 && !isStopped) throw new Error(`The reader "${reader}" ended with ${code}`);
    return lines;
  } finally {
    clearTimeout(timer);
  }
}
