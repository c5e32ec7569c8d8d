import { z } from 'zod';
import { trainingStates } from '@/lib/core/model/training';
import { instantSchema } from './fields';

/** A training of an image on the revealed rounds. */
export const trainingRunSchema = z.object({
  /** The version that it made; null unless it is frozen. */
  version: z.string().nullable(),
  /** The version whose image was trained. */
  image_version: z.string(),
  /** The newest round that it reads. */
  round: z.int(),
  title: z.string(),
  /** Numbers of all rounds that it reads, in the order of time. */
  rounds: z.array(z.int()),
  /** SHA-256 of `/input/rounds.json`, which has the hash of each file that it reads. */
  data_sha256: z.string(),
  state: z.enum(trainingStates),
  /** Why it made no version; null otherwise. */
  code: z.string().nullable(),
  queued_at: instantSchema,
  finished_at: instantSchema.nullable(),
  /** Hours that its program took; null before its end. */
  hours: z.number().nullable(),
  hours_granted: z.number(),
  /** SHA-256 of what it wrote, as a tar; null where it wrote nothing. */
  model_sha256: z.string().nullable(),
  model_bytes: z.int().nullable(),
  /** Name and version of the engine that ran it; null where it wrote nothing. */
  engine: z.string().nullable(),
  /** The first round that opened after it was queued; null while there is none. */
  next_round: z.object({ round: z.int(), title: z.string() }).nullable(),
  /** True if its version was frozen before that round opened; null while there is no such round. */
  in_time: z.boolean().nullable(),
});

export type TrainingRunView = z.output<typeof trainingRunSchema>;

/** A training as its team may see it. */
export const ownTrainingRunSchema = trainingRunSchema.extend({
  id: z.uuid(),
  model: z.string(),
  model_slug: z.string(),
  /** The fault in words. */
  message: z.string().nullable(),
  /** The end of what the program printed. */
  log: z.string().nullable(),
});

export type OwnTrainingRunView = z.output<typeof ownTrainingRunSchema>;
