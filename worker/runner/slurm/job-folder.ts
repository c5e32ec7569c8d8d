import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { containerFaultCodes } from '../container/container-fault';
import { containerLimitFields, trainingLimitFields } from '../container/container-work';
import type { ContainerInput } from '../container/run-container';

/** The lease for which a job runs. */
export type JobLease = { readonly runId: string; readonly fence: number };

const requestSchema = z.strictObject({
  engine: z.enum(['runsc', 'runc']),
  /** Path of the image's archive, on the shared file system. */
  image: z.string(),
  work: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('predict'),
      inputName: z.enum(['inputs.csv', 'inputs.jsonl']),
      /** Path of the model archive that the image's training wrote. */
      model: z.string().optional(),
      limits: z.strictObject(containerLimitFields),
      faultsAs: z.enum(['codes', 'texts']),
    }),
    z.strictObject({
      kind: z.literal('train'),
      /** Path of the folder with the training's inputs. */
      input: z.string(),
      /** Path of the model archive that the previous training wrote. */
      previous: z.string().optional(),
      limits: z.strictObject(trainingLimitFields),
    }),
  ]),
  /** A folder in which the nodes store the outcomes of their self-tests. */
  nodesFolder: z.string(),
});

export type JobRequest = z.output<typeof requestSchema>;

const machine = {
  engine: z.enum(['runsc', 'runc']),
  engineVersion: z.string(),
  imageDigest: z.string(),
  architecture: z.string(),
};
const fault = z.strictObject({ code: z.enum(containerFaultCodes), text: z.string().optional() });
const ended = { tookMs: z.number(), log: z.string() };

const resultSchema = z.union([
  z.strictObject({
    predictions: z.enum(['predictions.csv', 'predictions.jsonl']),
    /** A unique file name, in case a job that Slurm has forgotten is still running and writes too. */
    file: z.string().regex(/^written-[\w-]+$/),
    record: z.strictObject({ ...machine, limits: z.strictObject(containerLimitFields) }),
  }),
  z.strictObject({
    trained: z.strictObject({ sha256: z.string(), byteCount: z.number() }),
    file: z.string().regex(/^written-[\w-]+$/),
    record: z.strictObject(machine),
    ...ended,
  }),
  z.strictObject({ fault, ...ended }),
  z.strictObject({ fault }),
  /** A fault of the node; the operator sees its text. */
  z.strictObject({ platform: z.string() }),
]);

export type JobResult = z.output<typeof resultSchema>;

const parts = { request: 'request.json', input: 'input', result: 'result.json' };

/**
 * Folder of all jobs, inside the runner's own folder, which every node of the cluster sees under the same
 * path.
 */
export const folderOfJobs = (folder: string): string => join(folder, 'jobs');

/** Returns a job name that is unique for this runner: another runner of the same user has another folder. */
export const nameJob = (folder: string, { runId, fence }: JobLease): string =>
  `${jobPrefix(folder)}${runId}-${fence}`;

export const jobPrefix = (folder: string): string =>
  `tidemark-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}-`;

export const folderOfJob = (folder: string, { runId, fence }: JobLease): string =>
  join(folderOfJobs(folder), `${runId}-${fence}`);

/** Lists the leases whose job folders a killed runner left. */
export function listJobFolders(folder: string): JobLease[] {
  const names = existsSync(folderOfJobs(folder)) ? readdirSync(folderOfJobs(folder)) : [];
  return names.flatMap((name) => {
    const [, runId, fence] = /^([0-9a-f-]{36})-(\d+)$/.exec(name) ?? [];
    return runId ? [{ runId, fence: Number(fence) }] : [];
  });
}

/**
 * Writes the files that the job reads, accessible for this user alone. The request is written last: without
 * it the folder counts as incomplete.
 */
export function writeJob(jobFolder: string, request: JobRequest, input: ContainerInput['bytes']): void {
  rmSync(jobFolder, { recursive: true, force: true });
  mkdirSync(jobFolder, { recursive: true, mode: 0o700 });
  writeFileSync(join(jobFolder, parts.input), input, { mode: 0o600 });
  writeWhole(join(jobFolder, parts.request), JSON.stringify(request));
}

export const isWritten = (jobFolder: string): boolean => existsSync(join(jobFolder, parts.request));

/** @throws where the folder has no job */
export const readRequest = (jobFolder: string): JobRequest =>
  requestSchema.parse(JSON.parse(readFileSync(join(jobFolder, parts.request), 'utf8')));

/** The inputs of a job that predicts. */
export const readInput = (jobFolder: string): Buffer => readFileSync(join(jobFolder, parts.input));

/** Makes a unique name for a file that the job writes. */
export const nameWritten = (): string => `written-${randomUUID()}`;

/** Writes a job's result unless it has one: the first result counts. */
export function writeResult(jobFolder: string, result: JobResult): void {
  if (existsSync(join(jobFolder, parts.result))) return;
  writeWhole(join(jobFolder, parts.result), JSON.stringify(result));
}

/** Reads a job's result; undefined while there is none. @throws where the file isn't a result */
export function readResult(jobFolder: string): { readonly result: JobResult } | undefined {
  const path = join(jobFolder, parts.result);
  if (!existsSync(path)) return undefined;
  return { result: resultSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) };
}

function writeWhole(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}
