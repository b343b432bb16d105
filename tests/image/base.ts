/** What a slim image with Node brings: Node, npm and a few tools; above all no compiler and no Python. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Of what every Linux has, the part that build steps need. */
const tools = 'sh env ls cat cp mv rm mkdir chown chmod ln touch uname dirname basename readlink sed tr id';

/** Makes a directory with the programs of the base image. */
export function makeBase(directory: string, node: string): string {
  mkdirSync(directory, { recursive: true });
  placeFile(node, join(directory, 'node'));
  for (const tool of [...tools.split(' '), 'npm']) symlinkSync(find(tool), join(directory, tool));
  if (process.getuid?.() !== 0) {
    // Only root gives files away. Otherwise the service runs as the user of the tests, who owns them all.
    rmSync(join(directory, 'chown'));
    writeFileSync(join(directory, 'chown'), '#!/bin/sh\n', { mode: 0o755 });
  }
  return directory;
}

/** Not by a symbolic link: another user must be able to run it, wherever the original lies. */
function placeFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // On another file system: 120 MB to copy.
    copyFileSync(from, to);
  }
}

function find(tool: string): string {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(directory, tool);
    // The Node of the repository is not the one to be found here, nor are its tools.
    if (!directory.includes('node_modules') && existsSync(path)) return path;
  }
  throw new Error(`${tool} is not on the PATH`);
}

/** Where npm finds its settings and its cache; its own Node lies elsewhere here than usual. */
export function npmSurroundings(): Record<string, string> {
  const names = ['cache', 'globalconfig', 'userconfig'];
  const lines = execFileSync('npm', ['config', 'get', ...names], {
    encoding: 'utf8',
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const settings = lines.split('\n').flatMap((line) => {
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    return name && value ? [[`npm_config_${name}`, value]] : [];
  });
  const passed = Object.entries(process.env).filter(
    ([name, value]) => value && /^(HOME|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS|(HTTPS?|NO|ALL)_PROXY)$/i.test(name),
  );
  return Object.fromEntries([...passed, ...settings, ['npm_config_prefer_offline', 'true']]);
}
