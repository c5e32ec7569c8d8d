import { z } from 'zod';
import { excessUnits } from '@/lib/core/freshness/excess';
import { freshnessStates } from '@/lib/core/freshness/freshness';
import { instantSchema } from './fields';

/** Freshness of a ranking, computed from facts about its round at the time of reading. */
export const freshnessSchema = z.object({
  state: z.enum(freshnessStates),
  /** Sentence about the fact that decided the state, with its date. */
  fact: z.string(),
  /** Date of the fact; for a fresh ranking the date on which a newer ranking is due. */
  date: instantSchema,
  round: z.int(),
});

export type FreshnessView = z.output<typeof freshnessSchema>;

/** Facts that are shown beside the freshness of an official ranking, but don't influence its state. */
export const rankingFactsSchema = z.object({
  items: z.int(),
  teams_ranked: z.int(),
  /**
   * Smallest significant difference between two models' scores if they differ on 10 % of the items, for shares of right
   * predictions; null where there is none.
   */
  smallest_significant_difference: z.number().nullable(),
  /** The round's close as announced at the opening; `due_at` is when the next test set is due by the committed schedule. */
  announced_closes_at: instantSchema,
  due_at: instantSchema,
  next_test_set_sealed: z.boolean(),
  /**
   * Number of items that were also in an earlier round, beyond the number expected by chance; null without an earlier round.
   */
  overlap_items: z.int().nullable(),
  extensions: z.int(),
  /** Number of leak reports by signed-in people to which no maintainer has responded for 14 days. */
  open_leak_reports: z.int(),
});

export type RankingFactsView = z.output<typeof rankingFactsSchema>;

/**
 * Overfitting to feedback: the difference between feedback scores and final scores, in hundredths of the unit, with its
 * two-sided 95 % interval.
 */
export const gapSchema = z.object({
  unit: z.enum(excessUnits),
  estimate: z.number(),
  lower: z.number(),
  upper: z.number(),
  /** True if the lower bound is above 0; for a single model, if it is significant with Holm's correction over all models. */
  shown: z.boolean(),
});

/** Overfitting to feedback in a round, measured once, after its official ranking is published. */
export const overfittingSchema = z.object({
  /**
   * Overfitting of all models with feedback together; null where no team had feedback, or the metric or an error has no
   * value.
   */
  gap: gapSchema.nullable(),
  /** Number of ranked models whose team had feedback. */
  models_with_feedback: z.int(),
  /**
   * Number of reference models: anchors, and other models whose team had no feedback. If there are three or more, `gap`
   * compares the models with feedback with the reference models.
   */
  models_without_feedback: z.int(),
  /**
   * Overfitting divided by the leader's margin over the best constant prediction on the final split, in hundredths; null
   * without a gap, and where that margin isn't significant.
   */
  share_of_margin: z.number().nullable(),
});

export type OverfittingView = z.output<typeof overfittingSchema>;
