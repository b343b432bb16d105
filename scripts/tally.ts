/** Adds up what `npm test` ran. */
import { z } from 'zod';

/** What vitest's JSON reporter writes, as far as it is read here. */
export const TestReport = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});
export type TestReport = z.infer<typeof TestReport>;

/** `report` is null when the run wrote none. */
export type TestRun = { ok: boolean; report: TestReport | null };

export type Tally = { passed: number; failed: number; notRun: string[] };

/**
 * Every check counts as one, and so does every test. A test file that could not be loaded has no failed
 * test and counts as one failure; so does a run that failed although all of its tests passed.
 * `strict` (CI): parts that are missing and tests that did not run are failures.
 */
export function tally(
  checks: { ok: boolean }[],
  run: TestRun,
  missingParts: string[],
  options: { strict: boolean },
): Tally {
  const files = run.report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const withStatus = (status: string) => tests.filter((test) => test.status === status).length;
  const notRun = tests
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => test.fullName);

  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const failedTests = withStatus('failed') + brokenFiles;
  const unexplained = !run.ok && failedTests === 0 ? 1 : 0;
  const missing = options.strict ? missingParts.length + notRun.length : 0;

  return {
    passed: checks.filter((check) => check.ok).length + withStatus('passed'),
    failed: checks.filter((check) => !check.ok).length + failedTests + unexplained + missing,
    notRun,
  };
}
