import type { ContainerFault } from '../container/container-fault';
import type { ContainerLimits } from '../container/container-limits';
import type { JobState } from './slurm-commands';

/** Faults of the cluster, after which the run may be tried again. */
export const slurmFaultCodes = [
  'job_refused',
  'job_held',
  'job_cancelled',
  'job_failed',
  'job_lost',
  'node_failed',
] as const;
export type SlurmFaultCode = (typeof slurmFaultCodes)[number];

export class SlurmFault extends Error {
  readonly code: SlurmFaultCode;

  constructor(code: SlurmFaultCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'SlurmFault';
    this.code = code;
  }
}

/**
 * Decides the fault of a Slurm job that ended without a result. Exceeding Slurm's time or
 * memory is the image's fault, although the container's own, narrower limits should have ended it first.
 * @throws SlurmFault if the image isn't to blame
 */
export function decideJobEnd(job: JobState, { wallMsMax, memoryBytesMax }: ContainerLimits): ContainerFault {
  if (job.kind !== 'known') throw new SlurmFault('job_lost', 'Slurm has forgotten it, and it left no result');
  const { state, reason } = job;
  if (state === 'TIMEOUT' || state === 'DEADLINE')
    return {
      code: 'timeout',
      text: `The program and its image took longer than ${wallMsMax / 1_000} seconds.`,
    };
  // Slurm reports lack of memory as OUT_OF_MEMORY with cgroups, and as signal 9 with its own accounting.
  if (state === 'OUT_OF_MEMORY' || (state === 'FAILED' && reason.startsWith('RaisedSignal:9')))
    return { code: 'memory', text: `The program used more than ${memoryBytesMax} bytes of memory.` };
  if (state === 'CANCELLED') throw new SlurmFault('job_cancelled', reason);
  if (reason === 'BadConstraints') throw new SlurmFault('job_refused', 'no node has what it needs');
  if (state === 'COMPLETED') throw new SlurmFault('job_lost', 'it left no result');
  throw new SlurmFault('job_failed', `${state}, ${reason}`);
}
