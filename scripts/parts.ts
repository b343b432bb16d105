/** The real parts that tests need beside npm's packages, and how to come by them. */
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** `path` is null when the part cannot be had; `note` says in one line what was done, or what is missing. */
export type Part = { name: string; path: string | null; note: string };

const run = promisify(execFile);

function findProgram(names: string[]): string | null {
  for (const name of names) {
    for (const directory of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(directory, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not in this directory: look in the next.
      }
    }
  }
  return null;
}

/** Where Chromium is, or null. Browser tests drive it through playwright-core. */
export function findChromium(): string | null {
  return findProgram(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']);
}

/** Installs Debian's Chromium where it is missing and we may. Takes up to some minutes the first time. */
export async function ensureChromium(): Promise<Part> {
  const name = 'Chromium';
  const found = findChromium();
  if (found) return { name, path: found, note: `found at ${found}` };
  if (!findProgram(['apt-get'])) return { name, path: null, note: 'not found; install it by hand' };
  if (process.getuid?.() !== 0) {
    return { name, path: null, note: 'not found; as root: apt-get install chromium' };
  }
  // Another process may hold apt's lock for a while.
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 10 * 60_000,
    maxBuffer: 64 * 1024 * 1024,
  };
  const patience = ['-o', 'DPkg::Lock::Timeout=300', '-y', '-qq'];
  try {
    await run('apt-get', [...patience, 'update'], options);
    await run('apt-get', [...patience, '--no-install-recommends', 'install', 'chromium'], options);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { name, path: null, note: `apt-get could not install it: ${reason}` };
  }
  const path = findChromium();
  return { name, path, note: path ? `installed from Debian: ${path}` : 'installed, but not on the PATH' };
}
