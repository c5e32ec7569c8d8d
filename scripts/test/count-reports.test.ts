import { expect, test } from 'vitest';
import { countPlaywright, countVitest } from './count-reports';

const vitest = (change: object) => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
  ...change,
});
const playwright = (stats: object, errors: unknown[] = []) => ({
  errors,
  stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0, ...stats },
});

test('the counts of a report include passed and skipped tests', () => {
  expect(countVitest(vitest({}), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 });
  expect(countPlaywright(playwright({ skipped: 2 }), 0)).toEqual({ passed: 4, failed: 0, skipped: 2 });
});

test('a test file that can’t be loaded counts as a failure', () => {
  const report = vitest({ testResults: [{ status: 'failed', assertionResults: [] }] });
  expect(countVitest(report, 1)).toMatchObject({ passed: 5, failed: 1 });
});

test('a run that ended with an error code has at least one failure', () => {
  expect(countVitest(vitest({}), 1).failed).toBe(1);
  expect(countPlaywright(playwright({}), 1).failed).toBe(1);
});

test('a run without a report counts as a failure', () => {
  expect(countVitest(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countPlaywright(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a flaky journey and a site that didn’t start count as failures', () => {
  expect(countPlaywright(playwright({ flaky: 1 }), 0).failed).toBe(1);
  expect(countPlaywright(playwright({}, [{ message: 'no site' }]), 1).failed).toBe(1);
});
