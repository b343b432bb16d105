import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import manifest from '../package.json' with { type: 'json' };
import { drawPng } from '../src/adapters/charts/draw-png.ts';
import { readDatabaseUrl } from '../src/config/database-url.ts';
import { chartOf } from './adapters/charts/charts.ts';
import { makeBase, npmSurroundings } from './image/base.ts';
import { type Instruction, parseDockerfile, type Stage } from './image/dockerfile.ts';
import { type Built, readIgnore, replay } from './image/replay.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const stages = parseDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8'));
const isRoot = process.getuid?.() === 0;

function lastStage(): Stage {
  const last = stages.at(-1);
  if (!last) throw new Error('the Dockerfile has no stage');
  return last;
}

function find<K extends Instruction['kind']>(kind: K): Extract<Instruction, { kind: K }> {
  const isKind = (one: Instruction): one is Extract<Instruction, { kind: K }> => one.kind === kind;
  const found = lastStage().instructions.find(isKind);
  if (!found) throw new Error(`the last stage has no ${kind}`);
  return found;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe('the Dockerfile', () => {
  it('builds on the Node that is pinned', () => {
    const major = manifest.devDependencies.node.split('.')[0];
    expect(stages.map((stage) => stage.base)).toEqual(stages.map(() => `node:${major}-slim`));
  });

  it('runs as another user than root, and stops by SIGTERM', () => {
    expect(find('USER').value).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(find('STOPSIGNAL').value).toBe('SIGTERM');
  });

  it('keeps the data outside of the image', () => {
    expect(find('VOLUME').value).toBe('/app/data');
  });
});

describe('.dockerignore', () => {
  const ignored = readIgnore(root);

  it('lets through what is copied and hides the rest', () => {
    expect(ignored('src/main.ts')).toBe(false);
    expect(ignored('package.json')).toBe(false);
    for (const path of ['node_modules/zod/package.json', '.env', '.git/config', 'data/a.db', 'tests/a.ts']) {
      expect(ignored(path), path).toBe(true);
    }
  });
});

describe('the image', () => {
  const place = mkdtempSync(join(tmpdir(), 'incident-review-bot-image-'));
  let built: Map<string, Built>;
  let service: ChildProcess | null = null;

  function stage(name: string): Built {
    const found = built.get(name);
    if (!found) throw new Error(`there is no stage ${name}`);
    return found;
  }

  beforeAll(async () => {
    // Another user starts the service from here.
    chmodSync(place, 0o755);
    const base = makeBase(join(place, 'base'), process.execPath);
    built = await replay(stages, root, join(place, 'stages'), base, npmSurroundings());
  }, 10 * 60_000);

  afterAll(() => {
    service?.kill('SIGKILL');
    rmSync(place, { recursive: true, force: true });
  }, 5 * 60_000);

  it.each(['build', 'dependencies'])('compiles nothing during npm ci in stage %s', (name) => {
    const { workdir, env } = stage(name);
    for (const compiler of ['cc', 'gcc', 'g++', 'make', 'python3']) {
      expect(existsSync(join(env.PATH ?? '', compiler)), compiler).toBe(false);
    }
    const sqlite = join(workdir, 'node_modules/better-sqlite3');
    expect(readdirSync(sqlite)).not.toContain('build');
    const script = "console.log(require('better-sqlite3')(':memory:').prepare('select 6 * 7 as n').get().n)";
    const answer = execFileSync(join(env.PATH ?? '', 'node'), ['-e', script], { cwd: workdir, env });
    expect(answer.toString().trim()).toBe('42');
  });

  it('holds the build, its texts and production packages, nothing else', () => {
    const { workdir } = stage(`stage-${stages.length - 1}`);
    expect(readdirSync(workdir).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'bin',
      'data',
      'dist',
      'incident-review.schema.json',
      'node_modules',
      'package.json',
      'templates',
    ]);
    const packages = readdirSync(join(workdir, 'node_modules'));
    expect(packages).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies).map(topOf)));
    const development = Object.keys(manifest.devDependencies).filter((name) => !name.startsWith('@'));
    expect(packages.filter((name) => development.includes(name))).toEqual([]);
  });

  it('draws charts, with its own fonts and without what is for browsers', () => {
    const { workdir, env } = stage(`stage-${stages.length - 1}`);
    expect(existsSync(join(workdir, 'node_modules/echarts/dist'))).toBe(false);
    const program = join(workdir, 'dist/src/adapters/charts/draw-process.js');
    const output = execFileSync(join(env.PATH ?? '', 'node'), [program], {
      cwd: workdir,
      env: {},
      input: JSON.stringify(chartOf()),
      encoding: 'utf8',
    });
    const { svg, png } = JSON.parse(output);
    expect(svg).toContain('>Error ratio</text>');
    // Without fonts there would be no letters, and other bytes.
    expect(png).toBe(drawPng(svg).toString('base64'));
  });

  it('starts as that user, becomes healthy, and leaves with 0 on SIGTERM', async () => {
    const { workdir, env, user } = stage(`stage-${stages.length - 1}`);
    const [uid, gid] = (user ?? '').split(':').map(Number);
    const as = isRoot && uid !== undefined && gid !== undefined ? { uid, gid } : {};
    const config = join(place, 'incident-review.yml');
    writeFileSync(config, 'gitlab:\n  projects:\n    - incidents: acme/production\n');
    const settings = {
      ...env,
      GITLAB_URL: 'http://127.0.0.1:9',
      GITLAB_TOKEN: 'glpat-image-test-token',
      GITLAB_WEBHOOK_TOKEN: 'a-secret-of-the-image-test',
      CONFIG_FILE: config,
      PORT: String(await freePort()),
      ADMIN_PORT: '0',
    };

    const [program = '', ...words] = find('CMD').command;
    service = spawn(program, words, {
      cwd: workdir,
      env: settings,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...as,
    });
    let output = '';
    service.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    service.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const ended = once(service, 'exit');

    const [check = '', ...checkWords] = find('HEALTHCHECK').command;
    const isHealthy = () =>
      promisify(execFile)(check, checkWords, { cwd: workdir, env: settings, ...as }).then(
        () => true,
        () => false,
      );
    let healthy = false;
    for (let tries = 0; tries < 50 && !healthy && service.exitCode === null; tries += 1) {
      healthy = await isHealthy();
      if (!healthy) await sleep(100);
    }
    expect(healthy, output).toBe(true);
    expect(readdirSync(join(workdir, 'data')), output).not.toEqual([]);

    service.kill('SIGTERM');
    expect(await ended, output).toEqual([0, null]);
    expect(await isHealthy()).toBe(false);
  }, 180_000);
});

const rights = { read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] };

describe('deploy/compose.yml', () => {
  const compose = parse(readFileSync(join(root, 'deploy/compose.yml'), 'utf8'));
  const service = compose.services['incident-review-bot'];

  it('keeps the data in a volume where the image wants it', () => {
    expect(service.volumes).toContain(`data:${find('VOLUME').value}`);
    expect(Object.keys(compose.volumes)).toEqual(['data']);
  });

  it('publishes the ports of the image', () => {
    const published = service.ports.map((port: string) => Number(port.split(':').at(-1)));
    expect(published).toEqual(find('EXPOSE').ports);
  });

  it('gives the service no more rights than it needs', () => {
    expect(service).toMatchObject(rights);
    expect(service).not.toHaveProperty('privileged');
  });

  it('lets no file be looked for that the repository does not show how to make', () => {
    expect(service.env_file).toBe('.env');
    expect(existsSync(join(root, 'deploy/example.env'))).toBe(true);
  });
});

describe('deploy/compose.postgres.yml', () => {
  const compose = parse(readFileSync(join(root, 'deploy/compose.postgres.yml'), 'utf8'));
  const { 'incident-review-bot': service, balancer, postgres } = compose.services;

  it('starts three of the same image, which have no port of the machine to quarrel about', () => {
    expect(service).toMatchObject({ image: 'incident-review-bot', deploy: { replicas: 3 }, ...rights });
    expect(service).not.toHaveProperty('ports');
    expect(service.expose.map(Number)).toEqual(find('EXPOSE').ports);
    expect(balancer.ports).toEqual(['3000:3000']);
    expect(compose.configs.balancer.content).toContain('client_max_body_size 25m');
  });

  it('gives them the database that it starts', () => {
    const address = service.environment.DATABASE_URL.replace(/\$\{[^}]*\}/, 'password');
    expect(readDatabaseUrl(address)).toEqual({ value: { kind: 'postgres', url: address } });
    const { username, hostname, pathname } = new URL(address);
    expect(compose.services).toHaveProperty(hostname);
    expect(postgres.environment).toMatchObject({ POSTGRES_USER: username, POSTGRES_DB: pathname.slice(1) });
  });
});

function topOf(name: string): string {
  return name.split('/')[0] ?? name;
}
