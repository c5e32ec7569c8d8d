import { z } from 'zod';
import { excessUnits } from '@/lib/core/freshness/excess';
import { freshnessStates } from '@/lib/core/freshness/freshness-state';
import { instantSchema } from './instant';

const excessSchema = z.object({
  /** Hundredths of a point, or of the loss (of its logarithm). */
  unit: z.enum(excessUnits),
  estimate: z.number(),
  standard_error: z.number(),
  degrees_of_freedom: z.number(),
  lower_95: z.number(),
  lower_99: z.number(),
  upper_95: z.number(),
});

/**
 * How far the scores of a round can be trusted, and why. All numbers are shares of 1; 0.01 is a point, or 1 % of the loss. Reasons
 * come worst first; those whose `state` is the round's own are what decided.
 */
export const freshnessSchema = z.object({
  state: z.enum(freshnessStates),
  /** Of an unproven round in which something was measured: how much that leaves open. */
  note: z.string().nullable(),
  /** Fresh at this close and the two before. */
  holds_up: z.boolean(),
  fresh_closes: z.int(),
  computed_at: instantSchema,
  reasons: z.array(z.object({ kind: z.string(), state: z.enum(freshnessStates), text: z.string() })),
  /** What it was decided from; null of a revealed round that the scorer has not looked at since. */
  measures: z
    .object({
      /** By the answers to the team group that has had most. */
      exposure: z.number(),
      /** As if all teams were one: no reason for any state. */
      pooled_exposure: z.number(),
      frozen_models: z.int(),
      adapted_models: z.int(),
      final_item_count: z.int(),
      /** The excess that is tolerated; null where none is measured. */
      tolerance: z.number().nullable(),
      gap: excessSchema.nullable(),
      drop: excessSchema.nullable(),
    })
    .nullable(),
});
export type FreshnessView = z.output<typeof freshnessSchema>;

/** A benchmark is as fresh as its newest round with an official ranking; before there is one, as its open round. */
export const benchmarkFreshnessSchema = freshnessSchema.extend({ round: z.int() });
