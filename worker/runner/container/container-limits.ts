import { type RunLimits, runLimitsDefault } from '../run-limits';

/** Limits of a container's image and run. Stored with its outcome. */
export type ContainerLimits = RunLimits & {
  /** Size of `/tmp`, which is memory and counts as such. */
  readonly tmpBytesMax: number;
  /** Size of all layers, unpacked. */
  readonly unpackedBytesMax: number;
  readonly layersMax: number;
};

export const containerLimitsDefault: ContainerLimits = {
  ...runLimitsDefault,
  // The size limit of a submitted file.
  outputBytesMax: 128 * 1024 ** 2,
  tmpBytesMax: 256 * 1024 ** 2,
  unpackedBytesMax: 16 * 1024 ** 3,
  layersMax: 100,
};

/** Size of an image's archive as received. */
export const packedBytesMax = 4 * 1024 ** 3;
