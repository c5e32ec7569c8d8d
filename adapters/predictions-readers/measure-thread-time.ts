import { readFileSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';

/** Linux counts in hundredths of a second, whatever the machine. */
const tickMs = 10;

/**
 * Milliseconds of processor time that a thread has taken so far: by the system's count where it has one for each thread, else the
 * time that the thread was busy by the clock, which is more on a machine with other work.
 * @param systemId of the thread in the system
 */
export function measureThreadTime(worker: Worker, systemId: number | null): number {
  if (systemId !== null)
    try {
      // The name before the closing bracket may have spaces; utime and stime are the 12th and 13th field after it.
      const stat = readFileSync(`/proc/self/task/${systemId}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return tickMs * (Number(fields[11]) + Number(fields[12]));
    } catch {
      // A thread that is about to end has none any more.
    }
  return worker.performance.eventLoopUtilization().active;
}
