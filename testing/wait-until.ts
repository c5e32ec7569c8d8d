import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until there is something; on a busy machine for nearly as long as a test may take. */
export async function waitUntil<T>(
  look: () => Promise<T | undefined | false>,
  { patienceMs = 100_000, everyMs = 20 } = {},
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`nothing came within ${patienceMs} ms`);
    await sleep(everyMs);
  }
}
