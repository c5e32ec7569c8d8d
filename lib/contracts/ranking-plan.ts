import { z } from 'zod';
import { metricNames } from '@/lib/core/metrics/metric-name';

/** Assumptions about the planned ranking. */
export const rankingPlanQuery = z.object({
  final_items: z.coerce
    .number()
    .int()
    .min(2)
    .max(1_000_000)
    .default(1000)
    .describe('Items of the final split.'),
  models: z.coerce.number().int().min(2).max(1000).default(10).describe('Models that are ranked.'),
  differing_share: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('The share of items on which only one of two models is right. Not used by other metrics.'),
  positive_share: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('The share of items of the positive class, for recall.'),
});
export type RankingPlanQuery = z.output<typeof rankingPlanQuery>;

/** In the unit of the score. Null where no difference is significant. */
const differenceSchema = z
  .object({ smallest_significant: z.number(), found_in_80_percent: z.number() })
  .nullable();

/** The differences between two models that a ranking can show. */
export const rankingPlanSchema = z.object({
  benchmark: z.string(),
  metric: z.enum(metricNames),
  /**
   * `exact`: by the exact test of right and wrong items. `last-round`: by the median pair of the last round. `after-first-round`: not
   * known before a round is closed.
   */
  from: z.enum(['exact', 'last-round', 'after-first-round']),
  /** The round of the pairs; null otherwise. */
  round: z.int().nullable(),
  /** One pair alone, tested at 5 %. */
  one_pair: differenceSchema,
  /** Each pair of all models, with 5 % for all pairs together. */
  all_pairs: differenceSchema,
});
export type RankingPlanView = z.output<typeof rankingPlanSchema>;
