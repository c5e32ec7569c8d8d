import { z } from 'zod';

/** A model over its last rounds, on the base round's scale. */
export const lineageSchema = z.object({
  /** Null while it has too few rounds in which it was frozen before they opened; ties share a rank. */
  rank: z.int().nullable(),
  model: z.string(),
  model_slug: z.string(),
  team: z.string(),
  /** Mean equated score over `rounds`; null without any. */
  score: z.number().nullable(),
  /** Of equating alone. */
  standard_error: z.number().nullable(),
  /** The rounds that the mean is over, newest first. */
  rounds: z.array(z.int()),
  /** How many rounds a rank takes. */
  rounds_needed: z.int(),
  /** The round on whose scale the score is. */
  base_round: z.int(),
});
export type LineageView = z.output<typeof lineageSchema>;
