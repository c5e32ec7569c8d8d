const announceAfterMs = 2_000;

// Where standard error is a file on a full disk, the line is lost and the program lives.
process.stderr.on('error', () => {});

/** A line for people, on standard error: standard output is left to what a command answers. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Does one step and says how long it took; a slow one is announced while it runs.
 *
 * @param name what people read
 * @param howLong in words, of one that takes so long that people wonder
 */
export async function step<T>(name: string, work: () => T | Promise<T>, howLong?: string): Promise<T> {
  const start = performance.now();
  const announcement = setTimeout(() => say(`… ${name}${howLong ? `: ${howLong}` : ''}`), announceAfterMs);
  try {
    const value = await work();
    say(`✓ ${name} ${formatSeconds(performance.now() - start)}`);
    return value;
  } catch (cause) {
    say(`✗ ${name} ${formatSeconds(performance.now() - start)}`);
    throw cause;
  } finally {
    clearTimeout(announcement);
  }
}

export function formatSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
