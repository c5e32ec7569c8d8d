import { z } from 'zod';
import { instantSchema } from './instant';
import { lineText } from './text';

/** The body of `POST …/marks`: `model` is its slug. Everybody reads the reason. */
export const newMarkSchema = z.object({
  model: lineText(1, 120),
  version: lineText(1, 40),
  reason: lineText(1, 500),
});

/** The query of `DELETE …/marks`. */
export const droppedMarkSchema = newMarkSchema.pick({ model: true, version: true });

/** A model version that a maintainer vouches to be frozen: a prediction file can't prove it. */
export const markSchema = z.object({
  model: z.string(),
  model_slug: z.string(),
  team: z.string(),
  version: z.string(),
  vouched_for_by: z.literal('a maintainer'),
  reason: z.string(),
  designated_at: instantSchema,
  /** Rounds that opened before this still take it for frozen; null while it stands. */
  dropped_at: instantSchema.nullable(),
  /** The rounds whose ranking has it, by number. */
  rounds: z.array(z.int()),
  /** Which file the version was in each of them: a version is one file in a round. */
  files: z.array(z.object({ round: z.int(), sha256: z.string() })),
});
export type MarkView = z.output<typeof markSchema>;
