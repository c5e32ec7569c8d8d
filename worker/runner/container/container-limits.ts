import { type ContainerNeeds, containerNeedsDefault } from '@/lib/core/model/container-needs';
import { artefactBytesMax } from '@/lib/core/model/model-version';
import { trainedBytesMax } from '@/lib/core/model/training';
import type { ContainerLimits, TrainingLimits } from '@/lib/core/run/run';
import { runLimitsDefault } from '../run-limits';

export type { ContainerLimits };

export const containerLimitsDefault: ContainerLimits = {
  ...runLimitsDefault,
  cores: containerNeedsDefault.cores,
  // Equals the size limit of a submitted prediction file.
  outputBytesMax: 128 * 1024 ** 2,
  tmpBytesMax: 256 * 1024 ** 2,
  unpackedBytesMax: 16 * 1024 ** 3,
  layersMax: 100,
};

/** Limits of a training on a participant's own machine. On the site, each benchmark sets the time limit. */
export const trainingLimitsDefault: TrainingLimits = {
  ...containerLimitsDefault,
  wallMsMax: 3_600_000,
  trainedBytesMax,
};

/** Returns the limits of one run, with the cores, memory and time that its benchmark grants. */
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

/** Maximum length of a training's log, of which the end is stored. */
export const trainLogLengthMax = 64 * 1024;

/** Maximum size of an image's archive as uploaded, before unpacking. */
export const packedBytesMax = artefactBytesMax.container;
