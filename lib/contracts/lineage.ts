import { z } from 'zod';

/** A model over its last rounds, adjusted to the base round's difficulty. */
export const lineageSchema = z.object({
  /** Null while it has too few rounds in which it was frozen before they opened; ties share a rank. */
  rank: z.int().nullable(),
  /** Best and worst rank that tests of all pairs of ranked models leave open. */
  rank_lower: z.int().nullable(),
  rank_upper: z.int().nullable(),
  model: z.string(),
  model_slug: z.string(),
  team: z.string(),
  /** Mean adjusted score over `rounds`; null without any. */
  score: z.number().nullable(),
  /** Mean of the rounds' standard errors, of adjusting and of the raw scores. */
  standard_error: z.number().nullable(),
  /** The rounds that the mean is over, newest first. */
  rounds: z.array(z.int()),
  /** How many rounds a rank takes. */
  rounds_needed: z.int(),
  /**
   * Why it has no rank: too few rounds in which it was frozen before they opened, or none that counts. Null for a ranked model.
   */
  left_out: z.enum(['too-few-rounds', 'no-round']).nullable(),
  /** The round to whose difficulty scores are adjusted. */
  base_round: z.int(),
});
export type LineageView = z.output<typeof lineageSchema>;
