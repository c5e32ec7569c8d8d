export type Repetition = { stop: () => Promise<void> };

/**
 * Runs `work` now and then again `everyMs` after each end, never concurrently; a fault is reported and waits for the next time.
 */
export function repeat(
  everyMs: number,
  work: () => Promise<void>,
  onFault: (error: unknown) => void,
): Repetition {
  let hasStopped = false;
  let wake = () => {};
  const run = async () => {
    while (!hasStopped) {
      await work().catch(onFault);
      if (hasStopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const ended = run();
  return {
    stop() {
      hasStopped = true;
      wake();
      return ended;
    },
  };
}
