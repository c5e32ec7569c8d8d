import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { containerFaultCodes } from '../container/container-fault';
import type { ContainerLimits } from '../container/container-limits';
import type { ContainerInput } from '../container/run-container';

/** The lease that a job is for, in the runner that has it. */
export type JobLease = { readonly runId: string; readonly fence: number };

const count = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

const limitsSchema = z.strictObject({
  memoryBytesMax: count,
  wallMsMax: count,
  outputBytesMax: count,
  tasksMax: count,
  processorWeight: count,
  batchRows: count,
  cores: count,
  tmpBytesMax: count,
  unpackedBytesMax: count,
  layersMax: count,
} satisfies Record<keyof ContainerLimits, z.ZodType>);

const requestSchema = z.strictObject({
  engine: z.enum(['runsc', 'runc']),
  /** Path of the image's archive. */
  image: z.string(),
  inputName: z.enum(['inputs.csv', 'inputs.jsonl']),
  limits: limitsSchema,
  faultsAs: z.enum(['codes', 'texts']),
  /** A folder for the nodes' self-tests. */
  nodesFolder: z.string(),
});

export type JobRequest = z.output<typeof requestSchema>;

const resultSchema = z.union([
  z.strictObject({
    predictions: z.enum(['predictions.csv', 'predictions.jsonl']),
    /** Of a name of its own, should a job that Slurm has forgotten still run. */
    file: z.string().regex(/^predictions-[\w-]+$/),
    record: z.strictObject({
      engine: z.enum(['runsc', 'runc']),
      engineVersion: z.string(),
      imageDigest: z.string(),
      architecture: z.string(),
      limits: limitsSchema,
    }),
  }),
  z.strictObject({
    fault: z.strictObject({ code: z.enum(containerFaultCodes), text: z.string().optional() }),
  }),
  /** A fault of the node, for the operator. */
  z.strictObject({ platform: z.string() }),
]);

type StoredResult = z.output<typeof resultSchema>;

export type JobResult = Extract<StoredResult, { fault: unknown } | { platform: unknown }> | JobPredictions;

type JobPredictions = Omit<Extract<StoredResult, { record: unknown }>, 'file'> & {
  readonly bytes: Uint8Array;
};

const parts = { request: 'request.json', input: 'input', result: 'result.json' };

/** Below the runner's own folder, which all nodes of the cluster see under the same path. */
export const folderOfJobs = (folder: string): string => join(folder, 'jobs');

/** Names one job of this runner: another runner of the same user has another folder. */
export const nameJob = (folder: string, { runId, fence }: JobLease): string =>
  `${jobPrefix(folder)}${runId}-${fence}`;

export const jobPrefix = (folder: string): string =>
  `tidemark-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}-`;

export const folderOfJob = (folder: string, { runId, fence }: JobLease): string =>
  join(folderOfJobs(folder), `${runId}-${fence}`);

/** Leases whose jobs a killed runner has left. */
export function listJobFolders(folder: string): JobLease[] {
  const names = existsSync(folderOfJobs(folder)) ? readdirSync(folderOfJobs(folder)) : [];
  return names.flatMap((name) => {
    const [, runId, fence] = /^([0-9a-f-]{36})-(\d+)$/.exec(name) ?? [];
    return runId ? [{ runId, fence: Number(fence) }] : [];
  });
}

/** Writes what the job reads, for this user alone. The request is last: without it the folder is incomplete. */
export function writeJob(jobFolder: string, request: JobRequest, input: ContainerInput['bytes']): void {
  rmSync(jobFolder, { recursive: true, force: true });
  mkdirSync(jobFolder, { recursive: true, mode: 0o700 });
  writeFileSync(join(jobFolder, parts.input), input, { mode: 0o600 });
  writeWhole(join(jobFolder, parts.request), JSON.stringify(request));
}

export const isWritten = (jobFolder: string): boolean => existsSync(join(jobFolder, parts.request));

/** @throws where the folder has no job */
export function readJob(jobFolder: string): JobRequest & { readonly input: Uint8Array } {
  const request = requestSchema.parse(JSON.parse(readFileSync(join(jobFolder, parts.request), 'utf8')));
  return { ...request, input: readFileSync(join(jobFolder, parts.input)) };
}

/** The first result of a job counts. */
export function writeResult(jobFolder: string, result: JobResult): void {
  if (existsSync(join(jobFolder, parts.result))) return;
  writeWhole(join(jobFolder, parts.result), JSON.stringify(storePredictions(jobFolder, result)));
}

function storePredictions(jobFolder: string, result: JobResult): StoredResult {
  if (!('bytes' in result)) return result;
  const { bytes, ...rest } = result;
  const file = `predictions-${randomUUID()}`;
  writeFileSync(join(jobFolder, file), bytes, { mode: 0o600 });
  return { ...rest, file };
}

/** Undefined while there is none. @throws where it isn't one */
export function readResult(jobFolder: string): { readonly result: JobResult } | undefined {
  const path = join(jobFolder, parts.result);
  if (!existsSync(path)) return undefined;
  const stored = resultSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (!('file' in stored)) return { result: stored };
  const { file, ...rest } = stored;
  return { result: { ...rest, bytes: readFileSync(join(jobFolder, file)) } };
}

function writeWhole(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}
