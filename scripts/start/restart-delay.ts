const firstMs = 250;
const longestMs = 8_000;

/**
 * Delay before a process is started again: doubles from a quarter of a second to eight, so that one that can't start doesn't keep
 * the machine busy, and one that was killed restarts within seconds.
 *
 * @param failures consecutive ends shortly after a start
 */
export function restartDelayMs(failures: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
}
