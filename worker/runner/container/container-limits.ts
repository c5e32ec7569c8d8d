import { type ContainerNeeds, containerNeedsDefault } from '@/lib/core/model/container-needs';
import { artefactBytesMax } from '@/lib/core/model/model-version';
import { trainedBytesMax } from '@/lib/core/model/training';
import type { ContainerLimits, TrainingLimits } from '@/lib/core/run/run';
import { runLimitsDefault } from '../run-limits';

export type { ContainerLimits };

export const containerLimitsDefault: ContainerLimits = {
  ...runLimitsDefault,
  cores: containerNeedsDefault.cores,
  // The size limit of a submitted file.
  outputBytesMax: 128 * 1024 ** 2,
  tmpBytesMax: 256 * 1024 ** 2,
  unpackedBytesMax: 16 * 1024 ** 3,
  layersMax: 100,
};

/** Limits of a training on one's own machine: a benchmark grants its own time. */
export const trainingLimitsDefault: TrainingLimits = {
  ...containerLimitsDefault,
  wallMsMax: 3_600_000,
  trainedBytesMax,
};

/** The limits of one run by the needs that its benchmark grants. */
export const limitsOfNeeds = (
  { cores, memoryMb, wallSeconds }: ContainerNeeds,
  outputBytesMax: number,
): ContainerLimits => ({
  ...containerLimitsDefault,
  cores,
  memoryBytesMax: memoryMb * 1024 ** 2,
  wallMsMax: wallSeconds * 1_000,
  outputBytesMax: Math.min(outputBytesMax, containerLimitsDefault.outputBytesMax),
});

/** End of the messages of a training. */
export const trainLogLengthMax = 64 * 1024;

/** Size of an image's archive as received. */
export const packedBytesMax = artefactBytesMax.container;
