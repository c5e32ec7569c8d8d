import { chmodSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result, refuse } from '@/lib/core/result';
import { endOnAbort } from '../sandboxed-process';
import type { EngineKind } from './compose-bundle';
import type { ContainerFault } from './container-fault';
import type { ContainerLimits } from './container-limits';
import { type ContainerEnd, decideRunFault, readMessages } from './decide-run-fault';
import type { ContainerEngine } from './find-engine';
import { gatherReport } from './read-report';
import { type PredictingProgram, startContainer } from './start-container';
import { type UnpackedImage, unpackImage } from './unpack-image';

export type ContainerInput = { readonly name: 'inputs.csv' | 'inputs.jsonl'; readonly bytes: Uint8Array };
export type ContainerOutput = {
  readonly name: 'predictions.csv' | 'predictions.jsonl';
  readonly bytes: Uint8Array;
};

type RunRequest = {
  readonly input: ContainerInput;
  readonly limits: ContainerLimits;
  /**
   * `texts` reports details and the end of the program's stderr, which can quote inputs: only where every
   * input is public. `codes` reports only the fault's code.
   */
  readonly faultsAs: 'codes' | 'texts';
  /**
   * A folder with the model that the image's last training wrote; every user must be able to reach and read
   * it.
   */
  readonly model?: string;
};

export type ContainerRequest = RunRequest & {
  /** Path of the image's archive as received: `docker save`, gzipped or not, or an OCI archive. */
  readonly image: string;
  /** A folder for the files of this run; emptied when the run ends. */
  readonly workFolder: string;
};

/** The engine and the limits with which predictions were made; stored beside them. */
export type ContainerRecord = {
  readonly engine: EngineKind;
  readonly engineVersion: string;
  /** SHA-256 of the image's config: Docker's image id. */
  readonly imageDigest: string;
  readonly architecture: string;
  readonly limits: ContainerLimits;
};

export type ContainerRun = {
  readonly output: ContainerOutput;
  readonly record: ContainerRecord;
  /** The end of the program's stderr; only where the request allows texts, and not sent to a site. */
  readonly messages?: string;
};

/**
 * Runs an untrusted image on hidden inputs, once.
 * @param signal aborts the run @returns unparsed predictions, or the image's fault @throws for faults of the
 * platform, after which the run may be tried again; and where `signal` aborted the run
 */
export async function runContainer(
  request: ContainerRequest,
  engine: ContainerEngine,
  signal?: AbortSignal,
): Promise<Result<ContainerRun, ContainerFault>> {
  // The user who unpacks the image must be able to pass through this folder.
  chmodSync(request.workFolder, 0o711);
  const folder = mkdtempSync(join(request.workFolder, 'image-'));
  try {
    const unpacked = await unpackImage(
      request.image,
      folder,
      request.limits,
      engine,
      request.model === undefined ? [] : ['model'],
    );
    signal?.throwIfAborted();
    if (!unpacked.ok) return refuse(withAllowedText(unpacked.error, request.faultsAs));
    return await runUnpacked(unpacked.value, request, engine, signal);
  } finally {
    for (const name of readdirSync(request.workFolder))
      await rm(join(request.workFolder, name), { recursive: true, force: true });
  }
}

/** Runs an image that has been unpacked. */
export async function runUnpacked(
  image: UnpackedImage,
  { input, limits, faultsAs, model }: RunRequest,
  engine: ContainerEngine,
  signal?: AbortSignal,
): Promise<Result<ContainerRun, ContainerFault>> {
  const outputName = input.name === 'inputs.csv' ? 'predictions.csv' : 'predictions.jsonl';
  const { rootfs, program, imageDigest, architecture } = image;
  const folders = model === undefined ? {} : { model };
  const container = { rootfs, program, folders, inputName: input.name, outputName };
  const ended = await runToEnd(engine, container, input.bytes, limits, signal);
  const fault = decideRunFault(ended, outputName, limits);
  if (fault) return refuse(withAllowedText(fault, faultsAs));
  return ok({
    output: { name: outputName, bytes: ended.report?.output ?? new Uint8Array() },
    record: { engine: engine.kind, engineVersion: engine.version, imageDigest, architecture, limits },
    ...(faultsAs === 'texts' && { messages: readMessages(ended.end) }),
  });
}

/** Removes a fault's text unless the request allows texts. */
export const withAllowedText = (
  { code, text }: ContainerFault,
  faultsAs: RunRequest['faultsAs'],
): ContainerFault => (faultsAs === 'texts' && text ? { code, text } : { code });

/**
 * Runs a container until it and every process that it started have ended. @throws where it didn't start, so
 * that nothing untrusted has run
 */
export async function runToEnd(
  engine: ContainerEngine,
  container: PredictingProgram,
  input: Uint8Array,
  limits: ContainerLimits,
  signal?: AbortSignal,
): Promise<ContainerEnd> {
  const child = await startContainer(engine, container, input.byteLength, limits);
  endOnAbort(child, signal);
  const gathered = gatherReport(child, limits.outputBytesMax);
  child.input.end(input);
  const end = await child.ended;
  signal?.throwIfAborted();
  const { isReady, report } = gathered();
  if (!isReady && !end.stoppedFor && !end.isMemoryKilled)
    throw new Error(`the container did not start: ${end.complaint}`);
  return { end, report };
}
