/** Adds up what `npm test` ran, and says it. */
import { z } from 'zod';

/** What vitest's JSON reporter writes, as far as it is read here. `name` is the path of the test file. */
export const TestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});
export type TestReport = z.infer<typeof TestReport>;

/** `report` is null when the run wrote none. */
export type TestRun = { ok: boolean; report: TestReport | null };

/** `excused`: tests that did not run, which is a failure nowhere. `notRun`: the others. */
export type Tally = { passed: number; failed: number; notRun: string[]; excused: string[] };

/**
 * Every check counts as one, and so does every test. A test file that could not be loaded has no failed
 * test and counts as one failure; so does a run that failed although all of its tests passed.
 * `strict` (CI): parts that are missing and tests that did not run are failures, but those of a test file
 * that is excused.
 */
export function tally(
  checks: { ok: boolean }[],
  run: TestRun,
  missingParts: string[],
  options: { strict: boolean; isExcused?: (testFile: string) => boolean },
): Tally {
  const files = run.report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const withStatus = (status: string) => tests.filter((test) => test.status === status).length;
  const leftOut = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  const excusedFiles = new Set(
    files.map((file) => file.name).filter((file) => options.isExcused?.(file) ?? false),
  );
  const notRun = leftOut.filter((test) => !excusedFiles.has(test.file)).map((test) => test.fullName);
  const excused = leftOut.filter((test) => excusedFiles.has(test.file)).map((test) => test.fullName);

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
    excused,
  };
}

/**
 * The last lines of `npm test`. `withoutOracles`: they are not beside the project. `notAudited`: why no registry
 * was asked about the packages.
 */
export function lastLines(
  result: Tally,
  missingParts: { name: string; note: string }[],
  options: { withoutOracles: boolean; notAudited: string | null },
): string[] {
  const missing = missingParts.map((part) => `missing part: ${part.name}: ${part.note}`);
  if (options.withoutOracles)
    missing.push(
      "not beside the project: ../shared/oracles (Slack's limits, manifest schema and methods): " +
        `${result.excused.length} checks that compare with them did not run`,
    );
  if (options.notAudited !== null)
    missing.push(`not asked: whether a package has a known hole: ${options.notAudited}`);
  return [
    ...result.notRun.map((name) => `did not run: ${name}`),
    ...missing,
    `${result.passed} passed, ${result.failed} failed`,
  ];
}
