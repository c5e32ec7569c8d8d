import { createHash } from 'node:crypto';
import { ObjectChanged } from '@/adapters/object-store/object-store';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { RunConditions } from '@/lib/core/model/model-version';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { TestSetFormat } from '@/lib/core/round/read-test-set';
import type { PublicRound } from '@/lib/core/round/round';
import { countPlainBytesMax } from '@/lib/core/submission/parse-predictions';
import { encodePredictions, type Predictions } from '@/lib/core/submission/predictions';
import { type ContainerLimits, limitsOfNeeds } from '../runner/container/container-limits';
import type { ContainerOutcome } from '../runner/container/container-result';
import type { ContainerWork } from '../runner/container/container-work';
import type { ContainerEngine } from '../runner/container/find-engine';
import { runSealedImage } from '../runner/container/run-sealed-image';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound } from '../vault/round-vault';
import { type ComposedInputs, composeRoundInputs, composeSample } from './compose-inputs';
import { describeContainerFault, type ImageRefused } from './container-messages';
import { readContainerOutput } from './read-container-output';
import { openSealedImage, type StoredImage } from './seal-request';

type Platform = Pick<ScorerPlatform, 'client' | 'objects' | 'identity' | 'readers'>;

/** Runs a container, here or on another machine. `key` is that of the stored image. */
export type RunContainer = (work: ContainerWork, key: string) => Promise<ContainerOutcome>;

/** Runs containers on this machine. */
export const runHere =
  ({ objects }: Pick<ScorerPlatform, 'objects'>, engine: ContainerEngine): RunContainer =>
  (work, key) =>
    runSealedImage(work, engine, async () => (await objects.open(key)).stream);

/** An image's predictions on a round, and the record of its run. */
export type RanImage = {
  readonly predictions: Predictions;
  readonly predictionsSha256: string;
  readonly inputsSha256: string;
  readonly record: RunConditions;
};

/** Maximum time of an image's run on the sample: one that fails there takes no slot, so it must not hold others up. */
const sampleMsMax = 2 * 60_000;

/** A run on a round yields to the site's own processes; one on the sample must not fail because others run. */
const roundWeight = 20;

/**
 * Runs an image: first on the public sample, then on the round's inputs, where its team gets only the fault's code.
 * @param onHiddenRun called before the image reads a hidden input
 * @throws ObjectChanged when the image isn't the one received; and platform faults
 */
export async function runImage(
  platform: Platform,
  runContainer: RunContainer,
  image: StoredImage,
  {
    benchmark,
    round,
    opened,
    onHiddenRun,
  }: {
    benchmark: BenchmarkRow;
    round: PublicRound;
    opened: OpenedRound;
    onHiddenRun: () => Promise<void>;
  },
): Promise<Result<RanImage, ImageRefused>> {
  const { format } = round.checkReport;
  const tried = await tryImage(platform, runContainer, image, { benchmark, format });
  if (!tried.ok) return tried;
  const inputs = await composeRoundInputs(platform, round, benchmark, opened);
  if (benchmark.inputs === 'hidden') await onHiddenRun();
  const limits = { ...limitsOf(benchmark, inputs), processorWeight: roundWeight };
  return runOn(platform, runContainer, image, { benchmark, inputs, limits, faultsAs: 'codes' });
}

/**
 * Runs an image on the public sample, where its team may read every finding and the end of stderr.
 * @param format that of the round's inputs; null before the first round
 * @returns the predictions in the order of the sample; null without a sample, where nothing has run
 * @throws as `runImage`
 */
export async function tryImage(
  platform: Platform,
  runContainer: RunContainer,
  image: StoredImage,
  { benchmark, format }: { benchmark: BenchmarkRow; format: TestSetFormat | null },
): Promise<Result<Predictions | null, ImageRefused>> {
  const inputs = composeSample(benchmark, format);
  if (inputs === null) return ok(null);
  const granted = limitsOf(benchmark, inputs);
  const limits = { ...granted, wallMsMax: Math.min(granted.wallMsMax, sampleMsMax) };
  const ran = await runOn(platform, runContainer, image, { benchmark, inputs, limits, faultsAs: 'texts' });
  return ran.ok ? ok(ran.value.predictions) : ran;
}

function limitsOf(
  { containerNeeds, task, classes }: BenchmarkRow,
  { index }: ComposedInputs,
): ContainerLimits {
  if (containerNeeds === null) throw new Error('an image for a benchmark that runs none');
  return limitsOfNeeds(containerNeeds, countPlainBytesMax({ task, classes, itemCount: index.size }));
}

type Run = {
  readonly benchmark: BenchmarkRow;
  readonly inputs: ComposedInputs;
  readonly limits: ContainerLimits;
  readonly faultsAs: 'codes' | 'texts';
};

async function runOn(
  platform: Platform,
  runContainer: RunContainer,
  image: StoredImage,
  { benchmark, inputs, limits, faultsAs }: Run,
): Promise<Result<RanImage, ImageRefused>> {
  const { input, index, sha256: inputsSha256 } = inputs;
  const artefact = await openSealedImage(platform, image);
  const ran = await runContainer({ artefact, input, limits, faultsAs }, image.key);
  if (!ran.ok) {
    if (ran.error.code === 'artefact_changed') throw new ObjectChanged(image.key);
    return refuse(describeContainerFault(ran.error, faultsAs));
  }
  const { output, record } = ran.value;
  const read = await readContainerOutput(platform, output, benchmark, { index, faultsAs });
  if (!read.ok) return read;
  return ok({
    predictions: read.value,
    predictionsSha256: hashOf(encodePredictions(read.value)),
    inputsSha256,
    record: {
      ...{ runtime: record.engine, runtimeVersion: record.engineVersion },
      ...{ architecture: record.architecture, imageDigest: record.imageDigest, limits },
      ...{ modelHash: image.sha256, outputsHash: hashOf(output.bytes) },
    },
  });
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
