import { z } from 'zod';
import { trainingStates } from '@/lib/core/model/training';
import { instantSchema } from './fields';

/** A training run of an image on the revealed rounds. */
export const trainingRunSchema = z.object({
  /** Name of the version that the training made; null unless that version is frozen. */
  version: z.string().nullable(),
  /** Name of the version whose image was trained. */
  image_version: z.string(),
  /** Number of the newest round whose data the training reads. */
  round: z.int(),
  title: z.string(),
  /** Numbers of all rounds whose data the training reads, in the order of time. */
  rounds: z.array(z.int()),
  /** SHA-256 of the file `/input/rounds.json`, which contains the hash of each file that the training reads. */
  data_sha256: z.string(),
  state: z.enum(trainingStates),
  /** Code of the fault because of which the training made no version; null otherwise. */
  code: z.string().nullable(),
  queued_at: instantSchema,
  finished_at: instantSchema.nullable(),
  /** Hours that the training program ran; null before its end. */
  hours: z.number().nullable(),
  hours_granted: z.number(),
  /** SHA-256 of the tar of the files that the program wrote; null if it wrote none. */
  model_sha256: z.string().nullable(),
  model_bytes: z.int().nullable(),
  /** Name and version of the engine that ran the program; null if the program wrote nothing. */
  engine: z.string().nullable(),
  /** The first round that opened after the training was queued; null while there is none. */
  next_round: z.object({ round: z.int(), title: z.string() }).nullable(),
  /** True if the trained version was frozen before that round opened; null while there is no such round. */
  in_time: z.boolean().nullable(),
});

export type TrainingRunView = z.output<typeof trainingRunSchema>;

/** A training run with the details that only its team may see. */
export const ownTrainingRunSchema = trainingRunSchema.extend({
  id: z.uuid(),
  model: z.string(),
  model_slug: z.string(),
  /** Description of the fault; null without one. */
  message: z.string().nullable(),
  /** The end of the text that the program printed. */
  log: z.string().nullable(),
});

export type OwnTrainingRunView = z.output<typeof ownTrainingRunSchema>;
