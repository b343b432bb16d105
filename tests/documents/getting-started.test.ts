import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { optionalScopes } from '../../src/adapters/slack/methods.ts';
import { commands } from '../../src/cli/index.ts';
import { variables } from '../../src/config/environment.ts';
import { fileSchema } from '../../src/config/schema.ts';
import { codesOf, readPage } from './page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = readPage('docs/getting-started.md', read('docs/getting-started.md'));
const codes = page.codes.map(({ text }) => text);
const shell = page.fences.filter(({ language }) => language === 'sh').map(({ text }) => text);
const manifest = read('deploy/slack-manifest.json');
const host = 'incident-review.example.com';

/** Everything that is typed, in text and in blocks. */
const typed = [...codes, ...shell].join('\n');

function found(pattern: RegExp, text = typed): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''))].sort();
}

const tableCells = () => page.tables.flatMap(({ rows }) => rows);

/** Runs the block in which this stands, as somebody would who follows the page. */
function follow(part: string): string {
  const block = shell.find((text) => text.includes(part)) ?? '';
  const { stdout, stderr, status } = spawnSync('sh', ['-c', block], { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe('docs/getting-started.md', () => {
  it('names variables that the service reads', () => {
    const names = found(/\b((?:GITLAB|SLACK|PUBLIC|DATABASE|CONFIG|ADMIN|PROMETHEUS)_\w+)/g);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !(name in variables))).toEqual([]);
  });

  it('names variables that deploy/example.env has', () => {
    const given = found(/^(\w+)=/gm, read('deploy/example.env'));
    const named = found(/\b((?:GITLAB_TOKEN|GITLAB_WEBHOOK_TOKEN|SLACK|PUBLIC)\w*)/g);
    expect(named.filter((name) => !given.includes(name))).toEqual([]);
  });

  it('names commands that there are', () => {
    const words = found(/(?:npm start -- |main\.js )(\w[\w-]*)/g);
    expect(words).toEqual(expect.arrayContaining(['doctor', 'serve', 'queue']));
    expect(words.filter((word) => commands.every(({ name }) => name.split(' ')[0] !== word))).toEqual([]);
    const scripts = found(/npm (start|test|run [\w:]+)/g).map((script) => script.replace('run ', ''));
    expect(scripts.filter((script) => !(script in packageJson.scripts))).toEqual([]);
  });

  it('names the service of the compose file', () => {
    const content: unknown = parse(read('deploy/compose.yml'));
    expect(content).toHaveProperty(['services', found(/run --rm (\S+)/g)[0] ?? '']);
    expect(content).toHaveProperty(['services', 'incident-review-bot', 'env_file'], '.env');
    expect(read('Dockerfile')).toContain('"dist/src/main.js"');
  });

  it('names keys and defaults of the configuration', () => {
    const example: unknown = parse(read('incident-review.example.yml'));
    const policy = fileSchema.parse(example);
    for (const path of ['gitlab.projects', 'slack.reviewsChannel', 'services', 'people']) {
      expect(codes).toContain(path);
      expect(example).toHaveProperty(path.split('.'));
    }
    const paths = codes.filter(
      (code) => /^[a-z]+\.[a-z]+[a-zA-Z.]*$/.test(code) && !code.includes('example'),
    );
    for (const path of paths) expect(example, path).toHaveProperty(path.split('.'));
    expect(codes).toContain(policy.slack.reviewsChannel);
    expect(codes).toContain(policy.slack.incidentChannel.replace('{iid}', ''));
  });

  it('explains each optional scope, and no other', () => {
    const scopes = tableCells()
      .flatMap(([first]) => codesOf(first))
      .filter((code) => /^[a-z]+:[a-z]+$/.test(code));
    expect(scopes.sort()).toEqual([...optionalScopes].sort());
  });

  it('names lines that doctor has', () => {
    const lines = tableCells().filter(([, second]) => /^(whose|whether)/.test(second ?? ''));
    const names = lines.flatMap(([first]) => codesOf(first));
    expect(names).toEqual(['slack', 'clock', 'channel', 'people']);
    const source = read('src/domain/doctor/check.ts');
    for (const name of names) expect(source, name).toContain(`| '${name}'`);
  });

  it('invites the bot by the name that the manifest gives it', () => {
    expect(manifest).toContain(`"display_name": "${found(/\/invite @([\w-]+)/g)[0]}"`);
  });

  it('names the doors that the service has', () => {
    const doors = read('src/http/app.ts');
    for (const path of ['/webhooks/gitlab', '/slack/events']) {
      expect(codes).toContain(path);
      expect(doors).toContain(`app.post('${path}'`);
    }
  });

  it('names the ports that the service listens on', () => {
    expect(codes).toEqual(expect.arrayContaining([variables.PORT.default, variables.ADMIN_PORT.default]));
  });

  it('puts a host into the manifest, wherever one belongs', () => {
    const mine = follow('s/incident-review.example.com/');
    expect(mine).not.toContain(host);
    expect(mine).toBe(manifest.replaceAll(host, 'bot.acme.example'));
  });

  it('makes a manifest for Socket Mode', () => {
    const socket: unknown = JSON.parse(follow('socket_mode_enabled'));
    expect(socket).toHaveProperty(['settings', 'socket_mode_enabled'], true);
    expect(socket).toHaveProperty(['settings', 'interactivity'], { is_enabled: true });
    expect(JSON.stringify(socket)).not.toContain('https://');
  });
});
