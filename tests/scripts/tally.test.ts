import { describe, expect, it } from 'vitest';
import { type TestReport, tally } from '../../scripts/tally.ts';

const lenient = { strict: false };
const strict = { strict: true };

function file(status: string, ...tests: [name: string, status: string][]): TestReport['testResults'][number] {
  return { status, assertionResults: tests.map(([fullName, status]) => ({ fullName, status })) };
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
    expect(tally([], tests, [], lenient)).toEqual({ passed: 1, failed: 0, notRun: ['draws the page'] });
    expect(tally([], tests, [], strict)).toEqual({ passed: 1, failed: 1, notRun: ['draws the page'] });
  });

  it('makes a missing part a failure in CI alone', () => {
    const tests = run(true, file('passed', ['adds', 'passed']));
    expect(tally([], tests, ['Chromium'], lenient).failed).toBe(0);
    expect(tally([], tests, ['Chromium'], strict).failed).toBe(1);
  });
});
