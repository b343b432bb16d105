import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { comparesWithOracles } from '../../scripts/compares-with-oracles.ts';
import { lastLines, type TestReport, tally } from '../../scripts/tally.ts';

const lenient = { strict: false };
const strict = { strict: true };

function file(status: string, ...tests: [name: string, status: string][]): TestReport['testResults'][number] {
  return {
    name: 'tests/adder.test.ts',
    status,
    assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
  };
}

function run(ok: boolean, ...testResults: TestReport['testResults']) {
  return { ok, report: { testResults } };
}

describe('tally', () => {
  it('counts each check and each test as one', () => {
    const tests = run(true, file('passed', ['adds', 'passed'], ['subtracts', 'passed']));
    expect(tally([{ ok: true }, { ok: true }], tests, [], strict)).toEqual({
      passed: 4,
      failed: 0,
      notRun: [],
      excused: [],
    });
  });

  it('counts failed checks and failed tests', () => {
    const tests = run(false, file('failed', ['adds', 'failed'], ['subtracts', 'passed']));
    expect(tally([{ ok: false }], tests, [], lenient)).toMatchObject({ passed: 1, failed: 2 });
  });

  it('counts a test file that could not be loaded as one failure', () => {
    expect(tally([], run(false, file('failed')), [], lenient)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts a run that failed between its tests as one failure', () => {
    const tests = run(false, file('passed', ['adds', 'passed']));
    expect(tally([], tests, [], lenient)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts a run without a report as one failure', () => {
    expect(tally([], { ok: false, report: null }, [], lenient)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('names a test that did not run, and lets it pass outside CI alone', () => {
    const tests = run(true, file('passed', ['adds', 'passed'], ['draws the page', 'skipped']));
    expect(tally([], tests, [], lenient)).toMatchObject({ failed: 0, notRun: ['draws the page'] });
    expect(tally([], tests, [], strict)).toMatchObject({ failed: 1, notRun: ['draws the page'] });
  });

  it('makes a missing part a failure in CI alone', () => {
    const tests = run(true, file('passed', ['adds', 'passed']));
    expect(tally([], tests, ['Chromium'], lenient).failed).toBe(0);
    expect(tally([], tests, ['Chromium'], strict).failed).toBe(1);
  });
});

describe('tests that compare with the oracles', () => {
  const isExcused = (testFile: string) => testFile === 'tests/limits.test.ts';
  const limits = { ...file('passed', ['equals the limits', 'skipped']), name: 'tests/limits.test.ts' };

  it('are not a failure where the oracles are missing, not even in CI', () => {
    const tests = run(true, file('passed', ['adds', 'passed']), limits);
    expect(tally([], tests, [], { strict: true, isExcused })).toEqual({
      passed: 1,
      failed: 0,
      notRun: [],
      excused: ['equals the limits'],
    });
  });

  it('excuse no test of another file', () => {
    const tests = run(true, file('passed', ['draws the page', 'skipped']), limits);
    expect(tally([], tests, [], { strict: true, isExcused })).toMatchObject({
      failed: 1,
      notRun: ['draws the page'],
    });
  });

  it('count as any other where the oracles are there', () => {
    expect(tally([], run(true, limits), [], strict)).toMatchObject({ failed: 1, excused: [] });
    const failing = { ...file('failed', ['equals the limits', 'failed']), name: 'tests/limits.test.ts' };
    expect(tally([], run(false, failing), [], { strict: true, isExcused }).failed).toBe(1);
  });

  it('are known by their import', () => {
    const tests = new URL('..', import.meta.url).pathname;
    expect(comparesWithOracles(join(tests, 'sandbox/slack/blocks/oracles.test.ts'))).toBe(true);
    expect(comparesWithOracles(join(tests, 'scripts/tally.test.ts'))).toBe(false);
  });
});

describe('lastLines', () => {
  const nothing = { passed: 3, failed: 0, notRun: [], excused: [] };

  it('ends with the count', () => {
    expect(lastLines(nothing, [], { withoutOracles: false, notAudited: null })).toEqual([
      '3 passed, 0 failed',
    ]);
  });

  it('names what did not run and the parts that are missing', () => {
    const result = { ...nothing, notRun: ['draws the page'] };
    const parts = [{ name: 'Chromium', note: 'not found' }];
    expect(lastLines(result, parts, { withoutOracles: false, notAudited: null })).toEqual([
      'did not run: draws the page',
      'missing part: Chromium: not found',
      '3 passed, 0 failed',
    ]);
  });

  it('says that the oracles are not there, and how many checks with them did not run', () => {
    const result = { ...nothing, excused: ['equals the limits', 'knows the methods'] };
    const lines = lastLines(result, [], { withoutOracles: true, notAudited: null });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^not beside the project: \.\.\/shared\/oracles .* 2 checks .* did not run$/);
    expect(lines[1]).toBe('3 passed, 0 failed');
  });

  it('says that nobody could be asked about the packages, and why', () => {
    expect(lastLines(nothing, [], { withoutOracles: false, notAudited: 'code ENOTFOUND' })).toEqual([
      'not asked: whether a package has a known hole: code ENOTFOUND',
      '3 passed, 0 failed',
    ]);
  });
});
