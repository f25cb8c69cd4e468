import { existsSync, readFileSync } from 'node:fs';

/** The part of vitest's JSON report that is read here. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string; fullName?: string; failureMessages?: string[] }[] }[];
}

/**
 * Counts the tests of a report. A file that could not even be loaded counts as one failure, and so does a run
 * that the runner calls failed for any other reason, or one without a report.
 * `unsteady` names the tests that passed only at their second try.
 * @param succeeded what the runner's exit code said
 */
export function countResults(file: string, succeeded: boolean): { passed: number; failed: number; skipped: number; unsteady: string[] } {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, unsteady: [] };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const broken = report.testResults.filter((one) => one.status === 'failed' && !one.assertionResults.some(({ status }) => status === 'failed'));
  const failed = report.numFailedTests + broken.length;
  const unsteady = report.testResults.flatMap((one) => one.assertionResults).filter((one) => one.status === 'passed' && (one.failureMessages ?? []).length > 0);
  return {
    passed: report.numPassedTests, failed: Math.max(failed, succeeded ? 0 : 1), skipped: report.numPendingTests + report.numTodoTests,
    unsteady: unsteady.map((one) => one.fullName ?? ''),
  };
}
