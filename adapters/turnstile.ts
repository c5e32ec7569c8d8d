/** Lets one piece of work through at a time; the others wait in line, and who finds the line full is turned away. */
export type Turnstile = { pass<T>(work: () => Promise<T>): Promise<T | 'full'> };

export function makeTurnstile(waitingMax: number): Turnstile {
  let last: Promise<unknown> = Promise.resolve();
  let inLine = 0;
  return {
    async pass(work) {
      if (inLine > waitingMax) return 'full';
      inLine += 1;
      const mine = last.then(work);
      last = mine.catch(() => {});
      try {
        return await mine;
      } finally {
        inLine -= 1;
      }
    },
  };
}
