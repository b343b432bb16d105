/**
 * Mends package-lock.json after a plain `npm install` rewrote it. Run: npm run lock
 *
 * Two things are lost then:
 * - better-sqlite3 ships its binaries, but npm runs node-gyp for any package with a binding.gyp
 *   unless the lock entry says `"gypfile": false`;
 * - builds of a tool for other platforms that the registry did not offer at that moment. Without
 *   their entries `npm ci` calls the lock file out of step, on every platform.
 */
import { readFileSync, writeFileSync } from 'node:fs';

type Entry = {
  version?: string;
  gypfile?: boolean;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** The platform that a package such as `@biomejs/cli-linux-x64-musl` was built for; null if its name tells none. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> | null {
  const words = name.slice(name.indexOf('/') + 1).split('-');
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (!os || !cpu) return null;
  const musl = words.some((word) => word.startsWith('musl'));
  const gnu = words.some((word) => word.startsWith('gnu'));
  return { os: [os], cpu: [cpu], ...(musl ? { libc: ['musl'] } : gnu ? { libc: ['glibc'] } : {}) };
}

const file = new URL('../package-lock.json', import.meta.url);
const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(file, 'utf8'));

const sqlite = lock.packages['node_modules/better-sqlite3'];
if (!sqlite) throw new Error('package-lock.json has no better-sqlite3');
sqlite.gypfile = false;

for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    const platform = platformOf(name);
    if (lock.packages[path] || !platform) continue;
    lock.packages[path] = { version, ...(entry.dev ? { dev: true } : {}), optional: true, ...platform };
  }
}

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
