import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { TrainingLimits } from '@/lib/core/run/run';
import type { EngineKind } from '../container/compose-bundle';
import type { ContainerFault } from '../container/container-fault';
import type { ContainerRequest, ContainerRun } from '../container/run-container';
import type { TrainOutcome } from '../container/train-result';
import { findProgram } from '../sandbox-facts';
import { decideJobEnd, SlurmFault } from './decide-job-end';
import {
  folderOfJob,
  isWritten,
  type JobLease,
  type JobRequest,
  type JobResult,
  jobPrefix,
  listJobFolders,
  nameJob,
  readResult,
  writeJob,
} from './job-folder';
import { cancelJob, cancelJobs, type JobState, listJobs, readJobState, submitJob } from './slurm-commands';

/** A Slurm cluster that runs containers as jobs of this user. */
export type SlurmEngine = {
  /** The container engine on the cluster's nodes. */
  readonly kind: EngineKind;
  /** The runner's own folder, which all nodes see under the same path. */
  readonly folder: string;
  /** The command that a job runs; the job's folder is appended as argument. */
  readonly program: readonly string[];
  /**
   * Time and memory that a job requests beyond its container's limits: to unpack the image, and for the
   * program around the container.
   */
  readonly slack: { readonly ms: number; readonly bytes: number };
  /** Milliseconds after which a job that Slurm holds is cancelled. */
  readonly heldMsMax: number;
  /**
   * Milliseconds to wait for a result after a job's end: a shared file system may show another machine's file
   * some seconds late.
   */
  readonly resultGraceMs: number;
};

/** Resources that a run needs on a node in addition to its limits. */
export type JobNeeds = { readonly cores: number; readonly gpus: number };

export type SlurmRequest = Omit<ContainerRequest, 'workFolder' | 'model'> & {
  /** Path of the model archive that the image's training wrote. */
  readonly model?: string | undefined;
  readonly needs: JobNeeds;
};

/** Request for a training; every node must see its paths. */
export type SlurmTraining = {
  readonly image: string;
  /** Path of the folder with the training's inputs. */
  readonly input: string;
  /** Path of the model archive that the previous training wrote. */
  readonly previous?: string | undefined;
  readonly limits: TrainingLimits;
  readonly needs: JobNeeds;
};

const repository = fileURLToPath(new URL('../../../', import.meta.url));

const minuteMs = 60_000;
const mebibyte = 1024 ** 2;

/**
 * Finds Slurm's commands on this machine, a login node. @param folder an absolute path that all nodes see;
 * they must also see the repository under the same path as this machine
 */
export function findSlurmEngine(kind: EngineKind, folder: string): SlurmEngine | undefined {
  if (!['sbatch', 'squeue', 'scontrol', 'scancel'].every(findProgram)) return undefined;
  return {
    kind,
    folder,
    program: [process.execPath, ...[join(repository, 'scripts/run.mjs'), 'worker/runner/main.ts', 'run-job']],
    slack: { ms: 12 * minuteMs, bytes: 1_536 * mebibyte },
    heldMsMax: minuteMs,
    resultGraceMs: 10_000,
  };
}

/**
 * Runs an untrusted image as a Slurm job. The caller must call `removeJob` afterwards. @returns unparsed
 * predictions, or the image's fault @throws as `runJobOnce`
 */
export async function runOnSlurm(
  lease: JobLease,
  { image, input, model, limits, faultsAs, needs }: SlurmRequest,
  engine: SlurmEngine,
  signal?: AbortSignal,
): Promise<Result<ContainerRun, ContainerFault>> {
  const work = { kind: 'predict', inputName: input.name, limits, faultsAs } as const;
  const job = { image, work: model === undefined ? work : { ...work, model }, input: input.bytes, needs };
  const result = await runJobOnce(lease, job, engine, signal);
  if ('fault' in result) {
    const { code, text } = result.fault;
    return refuse(faultsAs === 'texts' && text ? { code, text } : { code });
  }
  if (!('predictions' in result)) throw new SlurmFault('node_failed', 'it trained in place of predicting');
  const bytes = readFileSync(join(folderOfJob(engine.folder, lease), result.file));
  return ok({ output: { name: result.predictions, bytes }, record: result.record });
}

/**
 * Trains an untrusted image as a Slurm job. The caller must call `removeJob` afterwards. @returns the
 * training's outcome, and the path of the model archive @throws as `runJobOnce`
 */
export async function trainOnSlurm(
  lease: JobLease,
  { image, input, previous, limits, needs }: SlurmTraining,
  engine: SlurmEngine,
  signal?: AbortSignal,
): Promise<TrainOutcome<ContainerFault> & { readonly archive?: string }> {
  const work = { kind: 'train', input, limits } as const;
  const job = { image, work: previous === undefined ? work : { ...work, previous }, needs };
  const result = await runJobOnce(lease, job, engine, signal);
  if ('fault' in result) {
    const { tookMs, log } = 'log' in result ? result : { tookMs: 0, log: '' };
    return { outcome: refuse(result.fault), tookMs, log };
  }
  if (!('trained' in result)) throw new SlurmFault('node_failed', 'it predicted in place of training');
  const { trained, record, tookMs, log, file } = result;
  const archive = join(folderOfJob(engine.folder, lease), file);
  return { outcome: ok({ trained, record }), tookMs, log, archive };
}

type Job = Pick<JobRequest, 'image' | 'work'> & { readonly needs: JobNeeds; readonly input?: Uint8Array };

/**
 * Runs one job for each lease: if a killed runner left a job for this lease, waits for that job instead of
 * queuing another.
 * @param signal cancels the job @throws SlurmFault and other faults of the platform, after which the run may
 * be tried again; and where `signal` cancelled the job
 */
async function runJobOnce(
  lease: JobLease,
  job: Job,
  engine: SlurmEngine,
  signal?: AbortSignal,
): Promise<Exclude<JobResult, { platform: string }>> {
  const jobFolder = folderOfJob(engine.folder, lease);
  if (!isWritten(jobFolder)) {
    const { image, work, input = new Uint8Array() } = job;
    writeJob(
      jobFolder,
      { engine: engine.kind, image, work, nodesFolder: join(engine.folder, 'nodes') },
      input,
    );
  }
  const name = nameJob(engine.folder, lease);
  let hasResult = false;
  try {
    const found = await findOutcome(name, jobFolder, job, engine, signal);
    hasResult = 'result' in found;
    if (!('result' in found)) return { fault: decideJobEnd(found.ended, job.work.limits) };
    if ('platform' in found.result) throw new SlurmFault('node_failed', found.result.platform);
    return found.result;
  } finally {
    if (!hasResult) {
      await cancelJobs(name);
      removeJob(lease, engine);
    }
  }
}

/**
 * Removes a job's files; called after its result was delivered, so that the job of a runner that is killed
 * earlier is found again.
 */
export function removeJob(lease: JobLease, { folder }: Pick<SlurmEngine, 'folder'>): void {
  rmSync(folderOfJob(folder, lease), { recursive: true, force: true });
}

const triesMax = 3;

/**
 * Returns the result of a lease's job, or the job's end without a result. Slurm forgets jobs that ended while
 * no runner waited for them and, when Slurm is killed, jobs that it has just accepted; only the former have a
 * result.
 */
async function findOutcome(
  name: string,
  jobFolder: string,
  job: Job,
  engine: SlurmEngine,
  signal?: AbortSignal,
): Promise<FoundResult | { readonly ended: JobState }> {
  for (let tries = 1; ; tries++) {
    const found =
      readResult(jobFolder) ??
      (await awaitJob(await queueOnce(name, jobFolder, job, engine, signal), jobFolder, engine, signal));
    if ('result' in found || found.ended.kind !== 'forgotten' || tries === triesMax) return found;
  }
}

const retryAfterMs = 2_000;
const refusalsMax = 5;

/**
 * Queues a job for a lease, and returns its id. Before each try it looks for a queued job of the lease, since
 * Slurm's response to an earlier try may have been lost. @throws SlurmFault where Slurm refuses the job
 */
async function queueOnce(
  name: string,
  jobFolder: string,
  { work: { limits }, needs, input }: Job,
  { program, slack }: SlurmEngine,
  signal?: AbortSignal,
): Promise<string> {
  for (let refusals = 0; ; await sleep(retryAfterMs, undefined, { signal })) {
    const jobs = await listJobs();
    if (!jobs) continue;
    const queued = jobs.find((job) => job.name === name);
    if (queued) return queued.id;
    const submitted = await submitJob({
      name,
      ...needs,
      memoryMegabytes: Math.ceil((limits.memoryBytesMax + (input?.byteLength ?? 0) + slack.bytes) / mebibyte),
      minutes: Math.ceil((limits.wallMsMax + slack.ms) / minuteMs),
      // Users whose ids runs borrow must be able to read the unpacked image.
      script: `#!/bin/sh\numask 022\nexec ${[...program, jobFolder].map(quoteForShell).join(' ')}\n`,
      folder: jobFolder,
    });
    if ('id' in submitted) return submitted.id;
    if (++refusals === refusalsMax) throw new SlurmFault('job_refused', submitted.refusal);
  }
}

const quoteForShell = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

const lookForResultEveryMs = 250;
const askSlurmEveryMs = 2_000;

type FoundResult = NonNullable<ReturnType<typeof readResult>>;

/** Waits for a job's result, and asks Slurm at intervals if the result may still come. */
async function awaitJob(
  id: string,
  jobFolder: string,
  { heldMsMax, resultGraceMs }: SlurmEngine,
  signal?: AbortSignal,
): Promise<FoundResult | { readonly ended: JobState }> {
  let askedAtMs = 0;
  let heldSinceMs: number | undefined;
  let ended: { readonly sinceMs: number; readonly state: JobState } | undefined;
  for (;;) {
    const found = readResult(jobFolder);
    if (found) return found;
    const now = performance.now();
    if (ended && now - ended.sinceMs > resultGraceMs) return { ended: ended.state };
    if (!ended && now - askedAtMs > askSlurmEveryMs) {
      const state = await readJobState(id);
      askedAtMs = performance.now();
      if (hasEnded(state)) ended = { sinceMs: askedAtMs, state };
      heldSinceMs = isHeld(state) ? (heldSinceMs ?? askedAtMs) : undefined;
      if (heldSinceMs !== undefined && askedAtMs - heldSinceMs >= heldMsMax)
        throw new SlurmFault('job_held', 'scontrol release lets it run');
    }
    await sleep(lookForResultEveryMs, undefined, { signal });
  }
}

const endedStates: readonly string[] = [
  ...['COMPLETED', 'CANCELLED', 'FAILED', 'TIMEOUT', 'NODE_FAIL', 'PREEMPTED', 'BOOT_FAIL'],
  ...['DEADLINE', 'OUT_OF_MEMORY', 'REVOKED'],
];

const hasEnded = (state: JobState): boolean =>
  state.kind === 'forgotten' || (state.kind === 'known' && endedStates.includes(state.state));

const isHeld = (state: JobState): boolean =>
  state.kind === 'known' && state.state === 'PENDING' && /^JobHeld/.test(state.reason);

/**
 * Cancels the jobs that a killed runner left, except those whose lease is still its own; `runOnSlurm`
 * continues these. @returns their leases
 */
export async function sweepJobs(
  { folder }: Pick<SlurmEngine, 'folder'>,
  isOurs: (lease: JobLease) => Promise<boolean>,
): Promise<JobLease[]> {
  const left = listJobFolders(folder);
  const kept: JobLease[] = [];
  for (const lease of left) if (await isOurs(lease)) kept.push(lease);
  const names = kept.map((lease) => nameJob(folder, lease));
  for (const { id, name } of (await listJobs()) ?? [])
    if (name.startsWith(jobPrefix(folder)) && !names.includes(name)) await cancelJob(id);
  for (const lease of left) if (!kept.includes(lease)) removeJob(lease, { folder });
  return kept;
}
