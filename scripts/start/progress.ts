const announceAfterMs = 2_000;

// If standard error is a file on a full disk, the line is lost and the program continues.
process.stderr.on('error', () => {});

/** Prints a line for people to standard error, because standard output is for a command's own output. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs one step and prints its duration; a slow step is announced while it runs.
 * @param name printed for people @param howLong printed estimate for a step that takes long
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

/** Describes a thrown error in one line for the person who ran the program. */
export const describeError = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
