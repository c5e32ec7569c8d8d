import { expect, test } from 'vitest';
import { restartDelayMs } from './restart-delay';

test('a process that was killed once is back within a second', () => {
  expect(restartDelayMs(1)).toBeLessThan(1_000);
});

test('a process that never comes up is tried at most every eight seconds', () => {
  expect(restartDelayMs(40)).toBe(8_000);
});

test('seven failures in a row still leave the site time to recover within a minute', () => {
  const total = [1, 2, 3, 4, 5, 6, 7].reduce((sum, failures) => sum + restartDelayMs(failures), 0);
  expect(total).toBeLessThan(60_000);
});
