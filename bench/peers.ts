import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const folder = fileURLToPath(new URL('.', import.meta.url));
const Manifest = z.object({
  version: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

/** Installs the peers that `package.json` pins beside this file, unless they are there already. Throws when it cannot. */
export function ensurePeers(): 'installed' | 'there' {
  const pinned = Object.entries(readManifest('package.json').dependencies);
  if (pinned.every(([name, version]) => installedVersion(name) === version)) return 'there';
  const { status, error } = spawnSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], {
    stdio: ['ignore', 2, 2],
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`The peers could not be installed: npm ended with ${status}`);
  return 'installed';
}

function installedVersion(name: string): string | null {
  const path = `node_modules/${name}/package.json`;
  if (!existsSync(`${folder}${path}`)) return null;
  return readManifest(path).version ?? null;
}

function readManifest(path: string): z.infer<typeof Manifest> {
  return Manifest.parse(JSON.parse(readFileSync(`${folder}${path}`, 'utf8')));
}
