import { ok, type Result, refuse } from '@/lib/core/result';
import type { TrainingLimits } from '@/lib/core/run/run';
import { endOnAbort, type ProcessEnd, type SandboxedProcess } from '../sandboxed-process';
import type { RunFolder } from './compose-bundle';
import { type ContainerFault, quote } from './container-fault';
import { decideFault, readMessages, type WrittenFaults } from './decide-run-fault';
import type { ContainerEngine } from './find-engine';
import { describeFlood, type ModelArchive, storeModel } from './model-archive';
import { type EndReport, parseReport } from './read-report';
import { startTraining } from './start-container';
import type { TrainOutcome } from './train-result';
import { type UnpackedImage, unpackImage } from './unpack-image';

type Request = {
  readonly limits: TrainingLimits;
  /**
   * The folder `input`, and `previous` if there is an earlier model; every user must be able to reach and
   * read them.
   */
  readonly folders: Partial<Readonly<Record<RunFolder, string>>>;
  /** Path of the new file for the model's archive. */
  readonly archive: string;
};

export type TrainingRequest = Request & {
  /** Path of the image's archive as received. */
  readonly image: string;
  /** An empty folder for this training; the caller deletes it. */
  readonly workFolder: string;
};

/** Trains an untrusted image. @returns and throws as `trainUnpacked` */
export async function trainContainer(
  { image, workFolder, ...request }: TrainingRequest,
  engine: ContainerEngine,
  signal?: AbortSignal,
): Promise<TrainOutcome<ContainerFault>> {
  const mounted: RunFolder[] = request.folders.previous ? ['model', 'previous'] : ['model'];
  const limits = { ...request.limits, command: 'train' };
  const unpacked = await unpackImage(image, workFolder, limits, engine, mounted);
  signal?.throwIfAborted();
  if (!unpacked.ok) return { outcome: unpacked, tookMs: 0, log: '' };
  return trainUnpacked(unpacked.value, request, engine, signal);
}

/**
 * Trains in an unpacked image, whose program gets the argument `train`. All training data are public, so the
 * program's messages are public too. @throws for faults of the platform, and where `signal` aborted the
 * training
 */
export async function trainUnpacked(
  { rootfs, program, imageDigest, architecture }: UnpackedImage,
  { folders, limits, archive }: Request,
  engine: ContainerEngine,
  signal?: AbortSignal,
): Promise<TrainOutcome<ContainerFault>> {
  const beganAtMs = performance.now();
  // The watchdog doesn't count files in memory, so without a cgroup the model would add to the granted memory.
  const modelBytesMax = Math.min(limits.trainedBytesMax, limits.memoryBytesMax);
  const child = await startTraining(engine, { rootfs, program, folders }, modelBytesMax, limits);
  endOnAbort(child, signal);
  child.input.end();
  const received = await receiveModel(child, archive, modelBytesMax);
  const end = await child.ended;
  signal?.throwIfAborted();
  if (!received.isReady && !end.stoppedFor && !end.isMemoryKilled)
    throw new Error(`the training did not start: ${end.complaint}`);
  const tookMs = Math.round(performance.now() - beganAtMs);
  const trained = readTrained(received, end, { modelBytesMax, limits });
  const machine = { engine: engine.kind, engineVersion: engine.version, imageDigest, architecture };
  const outcome = trained.ok ? ok({ trained: trained.value, record: machine }) : trained;
  return { outcome, tookMs, log: readMessages(end) };
}

/** @throws where the engine failed before the program started */
function readTrained(
  { report, stored }: Received,
  end: ProcessEnd,
  { modelBytesMax, limits }: { modelBytesMax: number; limits: TrainingLimits },
): Result<ModelArchive, ContainerFault> {
  const fault = decideFault({ end, report }, describeModel(modelBytesMax, report), limits);
  if (fault) return refuse(fault);
  if (stored && !stored.ok) return stored;
  // Packing the model ended before its end.
  if (!stored || end.exitCode !== 0) return refuse(unpackable);
  return stored;
}

const unpackable: ContainerFault = {
  code: 'model_path',
  text: 'The files in /model can’t be packed. Write ordinary files and folders, not too deep in each other.',
};

const describeModel = (bytesMax: number, report: EndReport | undefined): WrittenFaults => {
  const other: ContainerFault = {
    code: 'model_path',
    text: `${quote(report?.engineLog ?? '')} is a link, or something else that isn’t a file or folder. Write files and folders only.`,
  };
  return {
    path: '/model',
    flood: { code: 'model_too_large', text: describeFlood(bytesMax) },
    nothing: {
      code: 'no_model',
      text: 'The training ended with exit code 0 but wrote no file to /model. Write there what predictions need.',
    },
    ...{ link: other, other },
  };
};

type Received = {
  readonly isReady: boolean;
  readonly report: EndReport | undefined;
  readonly stored?: Awaited<ReturnType<typeof storeModel>>;
};

/** Reads the report of the script around a training, then writes the archive that follows. */
async function receiveModel(child: SandboxedProcess, archive: string, bytesMax: number): Promise<Received> {
  const chunks: AsyncIterator<Buffer> = child.output[Symbol.asyncIterator]();
  try {
    let head: Buffer = Buffer.alloc(0);
    let parsed = parseReport(head);
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      head = Buffer.concat([head, next.value]);
      parsed = parseReport(head);
      if (parsed.report) break;
    }
    const { isReady, report } = parsed;
    if (report?.exitCode !== 0 || report.found !== 'file') return { isReady, report };
    const first = report.output;
    async function* rest() {
      yield first;
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
    }
    return { isReady, report, stored: await storeModel(rest(), archive, bytesMax) };
  } finally {
    // Closing the pipe ends the packing of a refused model.
    await chunks.return?.();
  }
}
