import { z } from 'zod';
import { instantSchema, lineText } from './fields';

/** Body of `POST …/anchors`; the reason is public. */
export const newAnchorSchema = z.object({
  model_slug: lineText(1, 120),
  version: lineText(1, 40),
  reason: lineText(1, 500),
});

/** Query of `DELETE …/anchors`. */
export const droppedAnchorSchema = newAnchorSchema.pick({ model_slug: true, version: true });

/** Kind of evidence that a version was frozen: the version's own receipt proves it, or a maintainer vouches for it. */
export const anchorGrounds = ['proof', 'word'] as const;

/** An anchor model: a version that was frozen before the rounds opened, by which rounds are compared. */
export const anchorSchema = z.object({
  /**
   * `proof`: the receipt shows that it was frozen before each of its rounds opened. `word`: a maintainer vouches for it, since
   * a prediction file can't prove that.
   */
  by: z.enum(anchorGrounds),
  model: z.string(),
  model_slug: z.string(),
  team: z.string(),
  version: z.string(),
  /** Receipt time of the version's file or model; null for an anchor by word. */
  frozen_at: instantSchema.nullable(),
  /** This and the next three are null for an anchor by proof. */
  vouched_for_by: z.literal('a maintainer').nullable(),
  reason: z.string().nullable(),
  designated_at: instantSchema.nullable(),
  /**
   * Withdrawal of the vouching; null while it is valid. Rounds that opened before the withdrawal still treat the version as
   * frozen.
   */
  dropped_at: instantSchema.nullable(),
  /**
   * Numbers of the rounds in which it is an anchor: by proof the rounds that it takes part in, by word the rounds whose ranking
   * lists it.
   */
  rounds: z.array(z.int()),
  /** Files of the version in the rounds of `rounds`. */
  files: z.array(z.object({ round: z.int(), sha256: z.string() })),
});

export type AnchorView = z.output<typeof anchorSchema>;
