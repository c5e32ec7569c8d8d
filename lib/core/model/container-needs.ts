/** Limits of one run of a container. They are the same for every participant of a benchmark. */
export type ContainerNeeds = {
  /** Number of processor cores. */
  readonly cores: number;
  /** Memory of the whole container in MB, including `/tmp`, `/dev/shm` and `/output`. */
  readonly memoryMb: number;
  /** Maximum time from the start of the container's program to its end, in seconds. */
  readonly wallSeconds: number;
  /** Number of graphics processors: always 0, since no runner offers any yet. */
  readonly gpus: 0;
  /** Hours of training that a team has for each revealed round; 0 where images aren't trained. */
  readonly trainingHours: number;
};

export const containerNeedsDefault: ContainerNeeds = {
  cores: 1,
  memoryMb: 2_048,
  wallSeconds: 600,
  gpus: 0,
  trainingHours: 0,
};

export const containerNeedsRange = {
  cores: { min: 1, max: 8 },
  memoryMb: { min: 256, max: 16_384 },
  // At most ten minutes, since the last of the fixed times at which outcomes on hidden inputs are reported allows for a run
  // of ten minutes.
  wallSeconds: { min: 10, max: 600 },
} as const;

/** Describes the limits in words: "1 core, 2 GB of memory, 10 minutes". */
export function describeContainerNeeds({ cores, memoryMb, wallSeconds }: ContainerNeeds): string {
  const memory = memoryMb % 1_024 === 0 ? `${memoryMb / 1_024} GB` : `${memoryMb} MB`;
  const time = wallSeconds % 60 === 0 ? count(wallSeconds / 60, 'minute') : count(wallSeconds, 'second');
  return `${count(cores, 'core')}, ${memory} of memory, ${time}`;
}

/** States the hours of training in words: "2 hours of training"; null where none are granted. */
export const describeTrainingHours = ({
  trainingHours,
}: Pick<ContainerNeeds, 'trainingHours'>): string | null =>
  trainingHours === 0 ? null : `${count(trainingHours, 'hour')} of training`;

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
