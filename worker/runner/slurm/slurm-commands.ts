import { execFile } from 'node:child_process';

/** State of a job as Slurm reports it; `forgotten` from some minutes after its end. */
export type JobState =
  | { readonly kind: 'known'; readonly state: string; readonly reason: string }
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'unreachable' };

export type NewJob = {
  readonly name: string;
  readonly cores: number;
  readonly memoryMegabytes: number;
  readonly minutes: number;
  readonly gpus: number;
  /** Source of a program for `/bin/sh`. */
  readonly script: string;
  readonly folder: string;
};

/** Environment variables that a job inherits from this process: none is a setting of the runner. */
const passedOn = 'PATH,HOME,LANG';

/**
 * Queues a job that Slurm never restarts by itself. @returns the job's id, or Slurm's message if it refuses
 * the job or doesn't respond; even then the job may have been queued
 */
export async function submitJob(job: NewJob): Promise<{ id: string } | { refusal: string }> {
  const { succeeded, output, complaint } = await call(
    'sbatch',
    [
      ...['--parsable', '--no-requeue', '--nodes=1', '--ntasks=1', '--output=/dev/null', '--error=/dev/null'],
      ...[`--job-name=${job.name}`, `--cpus-per-task=${job.cores}`, `--mem=${job.memoryMegabytes}M`],
      ...[`--time=${job.minutes}`, `--chdir=${job.folder}`, `--export=${passedOn}`],
      ...(job.gpus > 0 ? [`--gres=gpu:${job.gpus}`] : []),
    ],
    job.script,
  );
  const id = /^(\d+)(;|\s|$)/.exec(output)?.[1];
  return succeeded && id ? { id } : { refusal: complaint || output };
}

/**
 * Lists this user's jobs that are queued, running, or ended a moment ago; undefined if Slurm doesn't respond.
 */
export async function listJobs(): Promise<{ id: string; name: string }[] | undefined> {
  const { succeeded, output } = await call('squeue', [
    ...['--me', '--noheader', '--states=all', '--format=%A %j'],
  ]);
  if (!succeeded) return undefined;
  return output.split('\n').flatMap((line) => {
    const [id, name] = line.trim().split(' ');
    return id && name ? [{ id, name }] : [];
  });
}

export async function readJobState(id: string): Promise<JobState> {
  const { succeeded, output, complaint } = await call('scontrol', ['show', 'job', '--oneliner', id]);
  if (!succeeded) return { kind: /invalid job id/i.test(complaint) ? 'forgotten' : 'unreachable' };
  const state = /\bJobState=(\w+)/.exec(output)?.[1];
  const reason = /\bReason=(\S+)/.exec(output)?.[1] ?? '';
  return state ? { kind: 'known', state, reason } : { kind: 'unreachable' };
}

/** Cancels a job in any state; does nothing to one that has ended. */
export const cancelJob = (id: string) => call('scancel', ['--quiet', id]);

/** Cancels this user's jobs of a name. */
export const cancelJobs = (name: string) => call('scancel', ['--quiet', '--me', `--name=${name}`]);

const callMsMax = 60_000;

function call(
  command: string,
  words: readonly string[],
  input = '',
): Promise<{ succeeded: boolean; output: string; complaint: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      words,
      { timeout: callMsMax, encoding: 'utf8', maxBuffer: 16 * 1024 ** 2 },
      (error, output, complaint) => resolve({ succeeded: !error, output, complaint: complaint.trim() }),
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
