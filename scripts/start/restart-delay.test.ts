import { expect, test } from 'vitest';
import { restartDelayMs } from './restart-delay';

test('a process that was killed once restarts within a second', () => {
  expect(restartDelayMs(1)).toBeLessThan(1_000);
});

test('a process that never becomes ready is tried at most every eight seconds', () => {
  expect(restartDelayMs(40)).toBe(8_000);
});

test('after seven failures in a row a restart still comes within a minute', () => {
  const total = [1, 2, 3, 4, 5, 6, 7].reduce((sum, failures) => sum + restartDelayMs(failures), 0);
  expect(total).toBeLessThan(60_000);
});
