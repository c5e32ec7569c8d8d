import { z } from 'zod';
import { metricNames } from '@/lib/core/metrics/metric-name';

/** Query parameters with assumptions about the planned ranking. */
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

/** A difference in the unit of the score; null where no difference can be significant. */
const differenceSchema = z
  .object({ smallest_significant: z.number(), found_in_80_percent: z.number() })
  .nullable();

/** The differences between two models that a ranking can show. */
export const rankingPlanSchema = z.object({
  benchmark: z.string(),
  metric: z.enum(metricNames),
  /**
   * How the differences were computed. `exact`: by the exact test of right and wrong items. `last-round`: from the median
   * pair of the last round. `after-first-round`: they can't be known before a round has closed.
   */
  from: z.enum(['exact', 'last-round', 'after-first-round']),
  /** Number of the round whose pairs were used; null otherwise. */
  round: z.int().nullable(),
  /** Differences that a test of one pair alone at 5 % can show. */
  one_pair: differenceSchema,
  /** Differences that tests of all pairs of models can show, at 5 % for all pairs together. */
  all_pairs: differenceSchema,
});
export type RankingPlanView = z.output<typeof rankingPlanSchema>;
