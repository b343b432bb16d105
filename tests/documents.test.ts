import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { prometheusMetrics } from '../src/adapters/metrics/prometheus.ts';
import { commands } from '../src/cli/index.ts';
import { variables } from '../src/config/environment.ts';
import { problems } from '../src/domain/problems.ts';
import { rooms } from './architecture/rooms.ts';
import { faultsOfFences, faultsOfLinks, faultsOfMachinePaths, faultsOfPaths } from './documents/faults.ts';
import { codesOf, type Page, readPage, tableUnder } from './documents/page.ts';
import { clockAt } from './fakes/clock.ts';
import { recordedLog } from './fakes/log.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

// templates/*.md are texts of the service, but for their README.
const paths = globSync(['*.md', '{docs,deploy}/**/*.md', '{templates,webhooks,bench}/README.md'], {
  cwd: root,
});
const pages = paths.sort().map((path) => readPage(path, read(path)));

function page(path: string): Page {
  const found = pages.find((one) => one.path === path);
  if (!found) throw new Error(`there is no page ${path}`);
  return found;
}

describe('every page', () => {
  it('is there', () => {
    expect(paths).toEqual(
      expect.arrayContaining([
        'CHANGELOG.md',
        'README.md',
        'docs/adr/0001-record-decisions.md',
        'docs/architecture.md',
        'docs/configuration.md',
        'docs/errors.md',
        'docs/glossary.md',
        'docs/operating.md',
        'templates/README.md',
        'webhooks/README.md',
      ]),
    );
  });

  it('has blocks that parse', () => {
    expect(pages.flatMap(faultsOfFences)).toEqual([]);
  });

  it('names paths that exist', () => {
    expect(pages.flatMap((one) => faultsOfPaths(one, root))).toEqual([]);
  });

  it('links to pages and headings that exist', () => {
    expect(pages.flatMap((one) => faultsOfLinks(one, pages, root))).toEqual([]);
  });
});

describe('every text of the repository', () => {
  const texts = globSync(
    ['*', '{.ci,bench,bin,deploy,docs,examples,scripts,src,templates,tests,webhooks}/**/*'],
    {
      cwd: root,
      exclude: ['**/node_modules', '**/package-lock.json'],
      withFileTypes: true,
    },
  )
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length));

  it('names no path of a machine', () => {
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.flatMap((path) => faultsOfMachinePaths(path, read(path)))).toEqual([]);
  });

  it('names pages that exist, in comments and messages too', () => {
    const isThere = (name: string, from: string) =>
      existsSync(join(root, name)) || existsSync(join(root, dirname(from), name));
    const missing = texts
      .filter((path) => !path.startsWith('tests/'))
      .flatMap((path) =>
        [...read(path).matchAll(/(?<![\w./-])(?:docs|templates|webhooks|tests|src)\/[\w/-]+\.(?:md|ts)\b/g)]
          .filter(([name]) => !isThere(name, path))
          .map(([name]) => `${path} names ${name}`),
      );
    expect(missing).toEqual([]);
  });
});

describe('README.md', () => {
  const readme = page('README.md');

  it('fits on two screens', () => {
    expect(readme.text.split('\n').length).toBeLessThanOrEqual(100);
  });

  it('has every variable of the environment with its default', () => {
    const rows = tableUnder(readme, 'Configuration').flatMap(([names, defaults]) => {
      const values = codesOf(defaults);
      return codesOf(names).map((name, index) => [name, values[index] ?? null]);
    });
    const expected = Object.entries(variables).map(([name, { default: value }]) => [name, value]);
    expect(rows.sort()).toEqual(expected.sort());
  });

  it('has every command in the words of its help', () => {
    const rows = tableUnder(readme, 'Commands').map(([name, summary]) => [
      codesOf(name)[0]?.split(' ')[0],
      summary,
    ]);
    expect(rows).toEqual(commands.map(({ name, summary }) => [name, summary]));
  });

  it('shows the command that CI runs', () => {
    const command = 'npm ci && npm test';
    expect(readme.fences.some(({ text }) => text.includes(command))).toBe(true);
    expect(read('.ci/run')).toContain(`(${command})`);
  });
});

describe('deploy/example.env', () => {
  it('is made of variables that the service reads, and has the ones it needs', () => {
    const names = [...read('deploy/example.env').matchAll(/^(\w+)=/gm)].map(([, name]) => name ?? '');
    expect(names.filter((name) => !(name in variables))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['GITLAB_URL', 'GITLAB_TOKEN', 'GITLAB_WEBHOOK_TOKEN']));
  });
});

describe('docs/errors.md', () => {
  it('has every problem, what it means and whether it is tried again', () => {
    const rows = tableUnder(page('docs/errors.md'), 'Problems').map(([code, means, again]) => [
      codesOf(code)[0],
      means,
      again,
    ]);
    const expected = Object.entries(problems).map(([code, { means, again }]) => [
      code,
      means,
      again ? 'yes' : 'no',
    ]);
    expect(rows.sort()).toEqual(expected.sort());
  });

  it('says for every problem what to do', () => {
    const advice = tableUnder(page('docs/errors.md'), 'Problems').map(([, , , todo]) => todo ?? '');
    expect(advice.filter((todo) => !todo.endsWith('.'))).toEqual([]);
  });
});

describe('docs/operating.md', () => {
  it('has every metric of the service', async () => {
    const metrics = prometheusMetrics({
      version: '1.2.3',
      clock: clockAt('2026-11-21T10:00:00.000Z'),
      log: recordedLog(),
      readings: () => Promise.reject(new Error('nobody reads here')),
    });
    const names = [...(await metrics.text()).matchAll(/^# TYPE (incident_review_\w+)/gm)].map(
      ([, name]) => name,
    );
    const rows = tableUnder(page('docs/operating.md'), 'Metrics').map(
      ([name]) => codesOf(name)[0]?.split('{')[0],
    );
    expect(rows.sort()).toEqual(names.sort());
  });
});

describe('docs/architecture.md', () => {
  it('shows the table of rooms that is enforced', () => {
    const rows = tableUnder(page('docs/architecture.md'), 'Rooms').map(([room, , imports, packages]) => ({
      room: codesOf(room)[0],
      everything: imports === 'everything',
      imports: codesOf(imports),
      packages: codesOf(packages),
    }));
    const expected = rooms.map((room) => ({
      room: room.path,
      everything: room.rooms.includes('*'),
      imports: [...room.rooms.filter((one) => one !== '*'), ...(room.typesOf ?? [])],
      packages: room.packages,
    }));
    expect(rows).toEqual(expected);
  });
});

describe('docs/glossary.md', () => {
  it('has each word once', () => {
    const words = page('docs/glossary.md').tables.flatMap(({ rows }) => rows.slice(1).map(([word]) => word));
    expect(words.length).toBeGreaterThan(20);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });
});

describe('docs/adr', () => {
  const records = pages.filter(({ path }) => path.startsWith('docs/adr/'));
  const numberOf = ({ path }: Page) => Number(/^docs\/adr\/(\d{4})-/.exec(path)?.[1]);

  it('counts without a gap, each number once', () => {
    expect(records.map(numberOf)).toEqual(records.map((_, index) => index + 1));
  });

  it('gives number, date, status and its three parts in each record', () => {
    for (const record of records) {
      expect(record.text, record.path).toMatch(new RegExp(`^# ${numberOf(record)}\\. `));
      expect(record.text, record.path).toMatch(
        /^Date: \d{4}-\d\d-\d\d\. Status: (accepted|superseded by \[)/m,
      );
      const parts = ['context', 'decision', 'consequences'];
      expect([...record.anchors], record.path).toEqual(expect.arrayContaining(parts));
    }
  });
});

describe('CHANGELOG.md', () => {
  it('has what is not released yet on top', () => {
    const headings = [...page('CHANGELOG.md').text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings[0]).toBe('Pending');
  });
});
