import { z } from 'zod';
import { instantSchema, lineText } from './fields';

/** Body of the request `POST …/anchors`; the reason is public. */
export const newAnchorSchema = z.object({
  model_slug: lineText(1, 120),
  version: lineText(1, 40),
  reason: lineText(1, 500),
});

/** Query parameters of the request `DELETE …/anchors`. */
export const droppedAnchorSchema = newAnchorSchema.pick({ model_slug: true, version: true });

/** Kind of evidence that a version was frozen: the version's own receipt proves it, or a maintainer vouches for it. */
export const anchorGrounds = ['proof', 'word'] as const;

/** An anchor model: a version that was frozen before the rounds opened, by which rounds are compared. */
export const anchorSchema = z.object({
  /**
   * `proof`: the receipt shows that the version was frozen before each of its rounds opened. `word`: a maintainer vouches
   * for it, since for a prediction file there is no proof.
   */
  by: z.enum(anchorGrounds),
  model: z.string(),
  model_slug: z.string(),
  team: z.string(),
  version: z.string(),
  /** When the site received the version's file or model; null for an anchor for which a maintainer vouches. */
  frozen_at: instantSchema.nullable(),
  /** A maintainer vouches for the version. This field and the next three are null for an anchor by proof. */
  vouched_for_by: z.literal('a maintainer').nullable(),
  reason: z.string().nullable(),
  designated_at: instantSchema.nullable(),
  /**
   * When the maintainer withdrew the vouching; null while it is valid. For rounds that opened before the withdrawal the
   * version still counts as frozen.
   */
  dropped_at: instantSchema.nullable(),
  /**
   * Numbers of the rounds in which the version is an anchor: by proof, the rounds in which it takes part; by a maintainer's
   * word, the rounds whose ranking lists it.
   */
  rounds: z.array(z.int()),
  /** SHA-256 of the version's prediction file or model file in each round in which the version is an anchor. */
  files: z.array(z.object({ round: z.int(), sha256: z.string() })),
});

export type AnchorView = z.output<typeof anchorSchema>;
