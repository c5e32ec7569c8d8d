import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks: at first, and later. */
const everyMsMin = 20;
const everyMsMax = 200;

/**
 * Looks again and again until there is something; on a busy machine for nearly as long as a test may take. Where the test doesn't say how
 * often, it looks the less often the longer it has waited: a look takes the processor from what it waits for.
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
    if (waitedMs > patienceMs) throw new Error(`nothing came within ${patienceMs} ms`);
    await sleep(everyMs ?? Math.min(Math.max(everyMsMin, waitedMs / 10), everyMsMax));
  }
}
