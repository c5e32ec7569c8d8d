import { z } from 'zod';
import { freshnessStates } from '@/lib/core/freshness/freshness-state';
import { instantSchema } from './instant';

const excessSchema = z.object({
  estimate: z.number(),
  standard_error: z.number(),
  degrees_of_freedom: z.number().nullable(),
  lower_95: z.number(),
  lower_99: z.number(),
  upper_95: z.number(),
  smallest_detectable: z.number(),
});

/**
 * How far the scores of a round can be trusted, and why. All numbers are shares of 1; 0.01 is a point. Reasons come worst
 * first; those whose `state` is the round's own are what decided.
 */
export const freshnessSchema = z.object({
  state: z.enum(freshnessStates),
  /** Fresh at this close and the two before. */
  holds_up: z.boolean(),
  fresh_closes: z.int(),
  computed_at: instantSchema,
  reasons: z.array(z.object({ kind: z.string(), state: z.enum(freshnessStates), text: z.string() })),
  /** What it was decided from; null of a round that was revealed before anything was measured. */
  measures: z
    .object({
      exposure: z.number().nullable(),
      frozen_models: z.int(),
      adapted_models: z.int(),
      final_item_count: z.int(),
      /** The excess that is tolerated. */
      tolerance: z.number(),
      gap: excessSchema.nullable(),
      drop: excessSchema.nullable(),
    })
    .nullable(),
});
export type FreshnessView = z.output<typeof freshnessSchema>;

/** A benchmark is as fresh as its newest round with an official ranking; before there is one, as its open round. */
export const benchmarkFreshnessSchema = freshnessSchema.extend({ round: z.int() });
