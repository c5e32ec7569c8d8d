const firstMs = 250;
const longestMs = 8_000;

/**
 * How long to wait before a process is started again: doubling from a quarter of a second to eight, so that one
 * that can't start doesn't keep the machine busy, and one that was killed is back within seconds.
 *
 * @param failures how often it has ended shortly after a start, in a row
 */
export function restartDelayMs(failures: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
}
