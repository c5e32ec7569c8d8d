import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two polls: at first, and at most later. */
const everyMsMin = 20;
const everyMsMax = 200;

/**
 * Polls until a value appears; on a busy machine for nearly as long as a test may take. By default the polls get rarer with
 * time, since each takes processor time away from the work for which it waits.
 */
export async function waitUntil<T>(
  look: () => Promise<T | undefined | false>,
  { patienceMs = 100_000, everyMs }: { patienceMs?: number; everyMs?: number } = {},
): Promise<T> {
  const begunAt = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    const waitedMs = performance.now() - begunAt;
    if (waitedMs > patienceMs) throw new Error(`no value within ${patienceMs} ms`);
    await sleep(everyMs ?? Math.min(Math.max(everyMsMin, waitedMs / 10), everyMsMax));
  }
}
