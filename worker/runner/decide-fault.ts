import type { RunFault } from './run-fault';
import type { ProcessEnd } from './sandboxed-process';

/** SIGXCPU behind bubblewrap: 128 and the signal's number. */
const outOfProcessorTime = 128 + 24;

/**
 * The fault of a run that was stopped, or ended without an answer.
 * @returns undefined where it ended by itself, so that its answer counts
 */
export function decideFault(end: ProcessEnd): RunFault | undefined {
  if (end.stoppedFor === 'output') return { code: 'output_too_large' };
  if (end.stoppedFor === 'time') return { code: 'model_timed_out' };
  if (end.stoppedFor === 'memory' || end.isMemoryKilled) return { code: 'model_out_of_memory' };
  if (end.stoppedFor === 'tasks') return { code: 'model_failed' };
  if (end.exitCode === 0) return undefined;
  if (end.exitCode === outOfProcessorTime || end.signal === 'SIGXCPU') return { code: 'model_timed_out' };
  // V8 and the C++ library say so before they give up; a lie here only changes which fault it is.
  if (/out of memory|bad_alloc|allocation failed/i.test(end.complaint))
    return { code: 'model_out_of_memory' };
  return { code: 'model_failed' };
}
