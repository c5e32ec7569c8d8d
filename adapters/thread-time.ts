import { readFileSync, readlinkSync } from 'node:fs';

/** Linux counts in hundredths of a second on any machine. */
const tickMs = 10;

/** The kernel's id of the calling thread; null on systems other than Linux. */
export function findThreadId(): number | null {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1)) || null;
  } catch {
    return null;
  }
}

/**
 * Processor time of a thread of this process in milliseconds, by the kernel’s count; 0 for a thread that has just ended. Elsewhere than on
 * Linux the time of a clock that all threads share, so only differences have a meaning.
 */
export function measureThreadMs(threadId: number | null): number {
  if (threadId !== null)
    try {
      // The name before the closing bracket may contain spaces; utime and stime are the 12th and 13th field after it.
      const stat = readFileSync(`/proc/self/task/${threadId}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return tickMs * (Number(fields[11]) + Number(fields[12]));
    } catch {
      return 0;
    }
  return Number(process.hrtime.bigint() / 1_000_000n);
}
