/**
 * `npm test`: everything that says whether the repository is sound, as a list of steps.
 *
 * A green step is one line; a red one shows all it printed, and the rest still runs. What this machine
 * cannot run is named at the end, and is a failure with CI=true; the oracles beside the project are
 * named too, but may be missing. The last line is always `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oracles } from '../tests/oracles.ts';
import { auditPackages } from './audit.ts';
import { comparesWithOracles } from './compares-with-oracles.ts';
import { ensureParts } from './parts.ts';
import { lastLines, TestReport, type TestRun, tally } from './tally.ts';

type Result = { ok: boolean; output: string };

const root = fileURLToPath(new URL('..', import.meta.url));
const enoughBytes = 8 * 2 ** 30;
const strict = process.env.CI === 'true';

/**
 * Thousands of databases live for a second each: in memory nobody waits for a disk. null: none, or too small, as where a
 * container has 64 MiB of it.
 */
async function folderInMemory(): Promise<string | null> {
  const found = await statfs('/dev/shm').catch(() => null);
  return found !== null && found.bavail * found.bsize > enoughBytes ? '/dev/shm' : null;
}

/** Runs a program of node_modules with the Node that runs this script. */
function runTool(tool: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules/.bin', tool), args, {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const gather = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', gather);
    child.stderr.on('data', gather);
    child.on('error', (error) => resolve({ ok: false, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

async function step<T extends Result>(name: string, run: () => Promise<T>): Promise<T> {
  process.stdout.write(`${name} … `);
  const startedMs = performance.now();
  const result = await run();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(`${result.ok ? 'ok' : 'FAILED'} (${seconds} s)\n`);
  if (!result.ok) process.stdout.write(`${result.output.trimEnd()}\n\n`);
  return result;
}

async function runTests(): Promise<Result & TestRun> {
  const directory = await mkdtemp(join(tmpdir(), 'incident-review-bot-tests-'));
  const file = join(directory, 'report.json');
  try {
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const inMemory = await folderInMemory();
    const result = await runTool('vitest', args, inMemory === null ? {} : { TMPDIR: inMemory });
    const written = await readFile(file, 'utf8').catch(() => null);
    const report = written === null ? null : TestReport.parse(JSON.parse(written));
    // What a test starts may change the code with which the run ends: what it reports counts as well.
    const failed = report?.testResults.some(({ status }) => status === 'failed') ?? false;
    return { ...result, ok: result.ok && !failed, report };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

// A download may take minutes: it goes on beside the first steps, and the tests wait for it.
const partsSought = ensureParts();

const audit = await step('audit of packages', auditPackages);
const checks = [
  await step('format and lint', () => runTool('biome', ['check', '--error-on-warnings', '.'])),
  await step('types', () => runTool('tsc', ['-p', '.'])),
  await step('unused code', () => runTool('knip', [])),
  // What tests alone need is neither a file of the service nor a package of an installation.
  await step('code for tests alone', () =>
    runTool('knip', ['--production', '--workspace', '.', '--include', 'files,dependencies']),
  ),
];
if (audit.asked) checks.push(audit);
const parts = await partsSought;
for (const part of parts) process.stdout.write(`${part.name}: ${part.note}\n`);
const run = await step('tests', runTests);

const missing = parts.filter((part) => part.path === null);
const result = tally(
  checks,
  run,
  missing.map((part) => part.name),
  // Whoever has the repository alone, a CI server for instance, cannot have the oracles.
  { strict, isExcused: (testFile) => oracles === null && comparesWithOracles(testFile) },
);

for (const line of lastLines(result, missing, {
  withoutOracles: oracles === null,
  notAudited: audit.asked ? null : audit.output,
}))
  process.stdout.write(`${line}\n`);
process.exitCode = result.failed === 0 ? 0 : 1;
