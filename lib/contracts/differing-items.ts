import { z } from 'zod';
import { metricNames } from '@/lib/core/metrics/metric-name';

const modelSchema = z.object({ model: z.string(), model_slug: z.string(), version: z.string() });

const tallySchema = z.object({
  label: z.string(),
  item_count: z.int(),
  first_better: z.int(),
  second_better: z.int(),
});

/** On which items of a revealed round's final split two models differ. By the labels that were sealed. */
export const differingItemsSchema = z.object({
  benchmark: z.string(),
  round: z.int(),
  title: z.string(),
  metric: z.enum(metricNames),
  first: modelSchema,
  second: modelSchema,
  item_count: z.int(),
  /** Items on which the first alone is right, or does better. */
  first_better: z.int(),
  second_better: z.int(),
  /** Null where items aren't just right or wrong; the remaining items are wrong by both. */
  both_right: z.int().nullable(),
  /**
   * Criterion by which a model does better on an item, to follow “A model does better on an item if”; null where that is its
   * outcome by the metric.
   */
  better_if: z.string().nullable(),
  /** In the order of the classes; null where labels are no classes. */
  labels: z.array(tallySchema).nullable(),
});
export type DifferingItemsView = z.output<typeof differingItemsSchema>;
