#!/usr/bin/env node
// The command. Runs the build where there is one, else the sources as they are, which Node can since
// 22.18; on an older Node it hands over to the pinned one that `npm ci` brings.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const built = join(root, 'dist', 'src', 'main.js');
const main = existsSync(built) ? built : join(root, 'src', 'main.ts');

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

function findPinnedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    const path = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : null;
  } catch {
    // The package is installed without development dependencies.
    return null;
  }
}

function handOver(node) {
  // Who stops this process means the service: it decides when it is done. The child may be told to stop
  // as soon as it runs, so somebody has to be listening before that.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (isNewEnough(process.versions.node)) {
  // What is run is main, as if it had been called directly.
  process.argv[1] = main;
  await import(pathToFileURL(main).href);
} else {
  const pinned = findPinnedNode();
  if (pinned) {
    handOver(pinned);
  } else {
    process.stderr.write(
      `incident-review-bot needs Node 22.18 or newer. This is ${process.version}, and the Node that ` +
        'comes with `npm ci` is not installed. Install a newer Node, or run `npm ci` in the repository.\n',
    );
    process.exitCode = 1;
  }
}
