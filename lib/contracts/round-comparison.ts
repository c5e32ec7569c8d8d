import { z } from 'zod';
import { evidenceKinds } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/metrics/metric-name';

const inRoundSchema = z.object({ score: z.number(), evidence: z.enum(evidenceKinds) });

/** Two rounds' published scores of the same versions. On the identity line `later` is `earlier`. */
export const roundComparisonSchema = z.object({
  benchmark: z.string(),
  metric: z.enum(metricNames),
  earlier: z.object({ round: z.int(), item_count: z.int() }),
  later: z.object({ round: z.int(), item_count: z.int() }),
  /** Every version that both rounds published a final score of; `model` is its slug. */
  versions: z.array(
    z.object({ model: z.string(), version: z.string(), earlier: inRoundSchema, later: inRoundSchema }),
  ),
  /**
   * Least squares on the probit scale. `band` is the line read as scores, with its pointwise 95 % limits. Null where the metric has no
   * such scale, and of fewer than three versions or ones that scored alike.
   */
  probit_fit: z
    .object({
      intercept: z.number(),
      slope: z.number(),
      deviation: z.number(),
      degrees_of_freedom: z.int(),
      band: z.array(
        z.object({ earlier: z.number(), later: z.number(), lower: z.number(), upper: z.number() }),
      ),
    })
    .nullable(),
  /** Kendall's τ-b of the scores, from −1 to 1; null where there are too few, or all tie. */
  rank_agreement: z.number().nullable(),
});
export type RoundComparisonView = z.output<typeof roundComparisonSchema>;
