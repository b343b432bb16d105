import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let place: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'incident-review-bot-ci-'));
  cpSync(join(root, '.ci'), join(place, '.ci'), { recursive: true });
});

afterEach(() => rmSync(place, { recursive: true, force: true }));

/** Runs .ci/run with an npm that does this. */
function run(npm: string) {
  mkdirSync(join(place, 'bin'));
  writeFileSync(join(place, 'bin/npm'), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
  const { status, stdout } = spawnSync(join(place, '.ci/run'), {
    encoding: 'utf8',
    cwd: tmpdir(),
    env: { PATH: [join(place, 'bin'), process.env.PATH].join(delimiter) },
  });
  return { status, lines: stdout.trim().split('\n') };
}

describe('.ci/run', () => {
  it('runs npm ci and npm test in the repository, as CI, and passes their count on', () => {
    const { status, lines } = run(
      'echo "$1 in $(pwd) with CI=$CI"; [ "$1" = test ] && echo "3 passed, 0 failed"; exit 0',
    );
    expect(status).toBe(0);
    expect(lines).toEqual([
      `ci in ${place} with CI=true`,
      `test in ${place} with CI=true`,
      '3 passed, 0 failed',
    ]);
  });

  it('ends with the count and fails when npm says something after failed tests', () => {
    const { status, lines } = run(
      '[ "$1" = test ] && { echo "3 passed, 2 failed"; echo "npm error" >&2; exit 1; }; exit 0',
    );
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('3 passed, 2 failed');
  });

  it('ends with a count when the tests could not start', () => {
    const { status, lines } = run('echo "npm error no network" >&2; exit 7');
    expect(status).toBe(7);
    expect(lines).toEqual(['npm error no network', '0 passed, 1 failed']);
  });
});
