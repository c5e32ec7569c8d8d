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

type Share = Partial<Pick<ContainerLimits, 'wallMsMax' | 'processorWeight'>>;

/**
 * Runs an image on the public sample, where its team may read every finding and the end of stderr.
 * @param format that of the round's inputs; null before the first round
 * @returns the predictions in the order of the sample; null without a sample, where nothing has run
 * @throws ObjectChanged when the image isn't the one received; and platform faults
 */
export async function tryImageOnSample(
  platform: Platform,
  runContainer: RunContainer,
  image: StoredImage,
  { benchmark, format, share = {} }: { benchmark: BenchmarkRow; format: TestSetFormat | null; share?: Share },
): Promise<Result<Predictions | null, ImageRefused>> {
  const sample = composeSample(benchmark, format);
  if (sample === null) return ok(null);
  const ran = await runOn(platform, runContainer, image, {
    benchmark,
    inputs: sample,
    faultsAs: 'texts',
    share,
  });
  return ran.ok ? ok(ran.value.predictions) : ran;
}

/**
 * Runs an image on a round's inputs, where its team gets only the fault's code.
 * @throws as `tryImageOnSample`
 */
export async function runImageOnRound(
  platform: Platform,
  runContainer: RunContainer,
  image: StoredImage,
  {
    benchmark,
    round,
    opened,
    share = {},
  }: { benchmark: BenchmarkRow; round: PublicRound; opened: OpenedRound; share?: Share },
): Promise<Result<RanImage, ImageRefused>> {
  const inputs = await composeRoundInputs(platform, round, benchmark, opened);
  return runOn(platform, runContainer, image, { benchmark, inputs, faultsAs: 'codes', share });
}

async function runOn(
  platform: Platform,
  runContainer: RunContainer,
  image: StoredImage,
  {
    benchmark,
    inputs,
    faultsAs,
    share,
  }: { benchmark: BenchmarkRow; inputs: ComposedInputs; faultsAs: 'codes' | 'texts'; share: Share },
): Promise<Result<RanImage, ImageRefused>> {
  const { containerNeeds, task, classes } = benchmark;
  if (containerNeeds === null) throw new Error('an image for a benchmark that runs none');
  const { input, index, sha256: inputsSha256 } = inputs;
  const outputBytesMax = countPlainBytesMax({ task, classes, itemCount: index.size });
  const limits = { ...limitsOfNeeds(containerNeeds, outputBytesMax), ...share };
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
