import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countResults } from '../count-results.ts';

const folder = mkdtempSync(join(tmpdir(), 'imas-counts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function aReport(tests: string[], fileStatus = 'passed'): string {
  const file = join(folder, 'results.json');
  const count = (status: string) => tests.filter((one) => one === status).length;
  const testResults = [{ status: fileStatus, assertionResults: tests.map((status) => ({ status })) }];
  writeFileSync(file, JSON.stringify({ numPassedTests: count('passed'), numFailedTests: count('failed'), numPendingTests: count('pending'), numTodoTests: 0, testResults }));
  return file;
}

test.each([
  { when: 'all pass', tests: ['passed', 'passed'], file: 'passed', ok: true, counts: { passed: 2, failed: 0, skipped: 0 } },
  { when: 'one is skipped', tests: ['passed', 'pending'], file: 'passed', ok: true, counts: { passed: 1, failed: 0, skipped: 1 } },
  { when: 'one fails', tests: ['passed', 'failed'], file: 'failed', ok: false, counts: { passed: 1, failed: 1, skipped: 0 } },
  { when: 'a file cannot be loaded', tests: [], file: 'failed', ok: false, counts: { passed: 0, failed: 1, skipped: 0 } },
  { when: 'the runner failed for a reason outside the tests', tests: ['passed'], file: 'passed', ok: false, counts: { passed: 1, failed: 1, skipped: 0 } },
])('the last line of a run is right when $when', ({ tests, file, ok, counts }) => {
  expect(countResults(aReport(tests, file), ok)).toMatchObject(counts);
});

test('a run without a report is a failure', () => {
  expect(countResults(join(folder, 'absent.json'), true)).toEqual({ passed: 0, failed: 1, skipped: 0, unsteady: [] });
});

test('a test that needed its second try is named', () => {
  const file = aReport(['passed']);
  const again = [{ status: 'passed', assertionResults: [{ status: 'passed', fullName: 'the clock strikes', failureMessages: ['late'] }] }];
  writeFileSync(file, JSON.stringify({ numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: again }));
  expect(countResults(file, true).unsteady).toEqual(['the clock strikes']);
});
