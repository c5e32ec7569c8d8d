/** Runs one task at a time, in the order of arrival; tasks beyond its queue are refused. */
export type SerialLimiter = { run<T>(work: () => Promise<T>): Promise<T | 'full'> };

export function makeSerialLimiter(waitingMax: number): SerialLimiter {
  let last: Promise<unknown> = Promise.resolve();
  let pendingCount = 0;
  return {
    async run(work) {
      if (pendingCount > waitingMax) return 'full';
      pendingCount += 1;
      const mine = last.then(work);
      last = mine.catch(() => {});
      try {
        return await mine;
      } finally {
        pendingCount -= 1;
      }
    },
  };
}
