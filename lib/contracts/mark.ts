import { z } from 'zod';
import { instantSchema, lineText } from './fields';

/** The body of `POST …/marks`: `model` is its slug. Everybody reads the reason. */
export const newMarkSchema = z.object({
  model: lineText(1, 120),
  version: lineText(1, 40),
  reason: lineText(1, 500),
});

/** The query of `DELETE …/marks`. */
export const droppedMarkSchema = newMarkSchema.pick({ model: true, version: true });

/** By whose word a version is taken for frozen: its own receipt proves it, or a maintainer vouches for it. */
export const markGrounds = ['proof', 'word'] as const;

/** A model version by which rounds are compared, since it is taken for frozen before they opened. */
export const markSchema = z.object({
  /** By `proof` it was frozen before each of its rounds opened; a prediction file can't prove that, so a maintainer's `word` is taken. */
  by: z.enum(markGrounds),
  model: z.string(),
  model_slug: z.string(),
  team: z.string(),
  version: z.string(),
  /** When its artefact was received; null of a mark by word. */
  frozen_at: instantSchema.nullable(),
  /** This and the next three are null of a mark by proof. */
  vouched_for_by: z.literal('a maintainer').nullable(),
  reason: z.string().nullable(),
  designated_at: instantSchema.nullable(),
  /** Rounds that opened before this still take it for frozen; null while it stands. */
  dropped_at: instantSchema.nullable(),
  /** The rounds in which it is a mark, by number: by proof those in which it stands, by word those whose ranking shows it. */
  rounds: z.array(z.int()),
  /** Which file the version was in each of them: a version is one file in a round. */
  files: z.array(z.object({ round: z.int(), sha256: z.string() })),
});

export type MarkView = z.output<typeof markSchema>;
