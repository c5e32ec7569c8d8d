import { z } from 'zod';
import {
  type ContainerNeeds,
  containerNeedsDefault,
  containerNeedsRange,
} from '@/lib/core/model/container-needs';
import { trainingHoursRange } from '@/lib/core/model/training';

const { cores, memoryMb, wallSeconds } = containerNeedsRange;

/** Limits of one run of a container, as the API accepts and returns them. */
export const containerNeedsSchema = z.strictObject({
  cores: z.coerce
    .number()
    .int()
    .min(cores.min)
    .max(cores.max)
    .default(containerNeedsDefault.cores)
    .describe('Processor cores.'),
  memory_mb: z.coerce
    .number()
    .int()
    .min(memoryMb.min)
    .max(memoryMb.max)
    .default(containerNeedsDefault.memoryMb)
    .describe('Memory in MiB, including `/tmp`, `/dev/shm` and `/output`.'),
  wall_seconds: z.coerce
    .number()
    .int()
    .min(wallSeconds.min)
    .max(wallSeconds.max)
    .default(containerNeedsDefault.wallSeconds)
    .describe('Seconds from the start of the program to its end.'),
  training_hours: z.coerce
    .number()
    .min(trainingHoursRange.min)
    .max(trainingHoursRange.max)
    .default(containerNeedsDefault.trainingHours)
    .describe('Hours of training that a team has for each revealed round; 0 where images aren’t trained.'),
  gpus: z.literal(0).default(0).describe('Graphics processors: no runner offers any yet.'),
});

const { shape } = containerNeedsSchema;

/** A change of a container's limits: limits that aren't given don't change. */
export const changedContainerNeedsSchema = z.strictObject({
  cores: shape.cores.unwrap().optional(),
  memory_mb: shape.memory_mb.unwrap().optional(),
  wall_seconds: shape.wall_seconds.unwrap().optional(),
  training_hours: shape.training_hours.unwrap().optional(),
});

type ContainerNeedsView = z.output<typeof containerNeedsSchema>;

export const viewOfContainerNeeds = (needs: ContainerNeeds): ContainerNeedsView => ({
  cores: needs.cores,
  memory_mb: needs.memoryMb,
  wall_seconds: needs.wallSeconds,
  gpus: needs.gpus,
  training_hours: needs.trainingHours,
});

export const toContainerNeeds = (view: ContainerNeedsView): ContainerNeeds => ({
  cores: view.cores,
  memoryMb: view.memory_mb,
  wallSeconds: view.wall_seconds,
  gpus: view.gpus,
  trainingHours: view.training_hours,
});
