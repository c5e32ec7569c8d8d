import { expect, test } from 'vitest';
import { formatTotal, isSuccess, singleOutcome } from './run-steps';

const passed = singleOutcome(true, '');
const failed = singleOutcome(false, 'why');

test('the last line of a run counts over all steps', () => {
  expect(formatTotal([passed, passed, failed])).toBe('2 passed, 1 failed');
});

test('the last line names skipped tests only when there are some', () => {
  expect(formatTotal([passed, { passed: 0, failed: 0, skipped: 3, output: '' }])).toBe(
    '1 passed, 0 failed, 3 skipped',
  );
});

test('one failure fails the run', () => {
  expect(isSuccess([passed, failed])).toBe(false);
});

test('a run without a passed test fails', () => {
  expect(isSuccess([])).toBe(false);
  expect(isSuccess([{ passed: 0, failed: 0, skipped: 9, output: '' }])).toBe(false);
});
