import { z } from 'zod';
import { artefactKinds, directions, splits } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { dryRunStates, versionStates } from '@/lib/core/model/model-version';
import { roundStates } from '@/lib/core/round/round-state';
import { instantSchema } from './fields';
import { leaderboardEntrySchema, referenceEntrySchema } from './leaderboard';

/** A model's slug, which identifies it in URLs within its benchmark. */
export const modelSlugSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

/** A model's row in one published ranking, as in the response of `…/leaderboard`. */
const modelInRoundSchema = z.object({
  round: z.int(),
  title: z.string(),
  state: z.enum(roundStates),
  snapshot_id: z.uuid(),
  published_at: instantSchema,
  split: z.enum(splits),
  provisional: z.boolean(),
  item_count: z.int(),
  /** Number of ranked models in this ranking. */
  ranked: z.int(),
  /** SHA-256 of the version's file: public with the file itself, from the reveal on; null before. */
  sha256: z.string().nullable(),
  entry: leaderboardEntrySchema,
  /** Other versions of the model in the round, newest first. */
  reference_entries: z.array(referenceEntrySchema),
});

export type ModelInRoundView = z.output<typeof modelInRoundSchema>;

/** A model with its rows in all published rankings. */
export const modelSchema = z.object({
  benchmark: z.string(),
  model: z.string(),
  model_slug: z.string(),
  team: z.string(),
  team_slug: z.string(),
  metric: z.enum(metricNames),
  direction: z.enum(directions),
  /** Rounds whose newest ranking lists the model, newest first; at least one. */
  rounds: z.array(modelInRoundSchema),
});

export type ModelView = z.output<typeof modelSchema>;

/** A model version that the site runs on every round, as its team sees it. */
export const modelVersionSchema = z.object({
  id: z.uuid(),
  model: z.string(),
  version: z.string(),
  kind: z.enum(artefactKinds),
  sha256: z.string(),
  byte_count: z.int(),
  frozen_at: instantSchema,
  state: z.enum(versionStates),
  retired_at: instantSchema.nullable(),
});

export type ModelVersionView = z.output<typeof modelVersionSchema>;

/** A model's mean score over its last rounds, adjusted to the base round's difficulty. */
export const versionHistorySchema = z.object({
  /** Rank by mean score; null with too few rounds that opened after the version was frozen. Equal scores share a rank. */
  rank: z.int().nullable(),
  /** Best and worst rank that is compatible with the tests of all pairs of ranked models. */
  rank_lower: z.int().nullable(),
  rank_upper: z.int().nullable(),
  model: z.string(),
  model_slug: z.string(),
  team: z.string(),
  /** Mean adjusted score over `rounds`; null if there are no such rounds. */
  score: z.number().nullable(),
  /** Mean of the rounds' standard errors, which include those of adjusting and of the raw scores. */
  standard_error: z.number().nullable(),
  /** Numbers of the rounds that the mean includes, newest first. */
  rounds: z.array(z.int()),
  /** Minimum number of rounds for a rank. */
  rounds_needed: z.int(),
  /**
   * Reason why the model has no rank: too few rounds that opened after its version was frozen, or no round that counts. Null
   * for a ranked model.
   */
  left_out: z.enum(['too-few-rounds', 'no-round']).nullable(),
  /** The round to whose difficulty scores are adjusted. */
  base_round: z.int(),
});

export type VersionHistoryView = z.output<typeof versionHistorySchema>;

/** A test run of a model on a benchmark's public sample. Only its sender sees the result. */
export const dryRunSchema = z.object({
  id: z.uuid(),
  benchmark: z.string(),
  kind: z.enum(artefactKinds),
  state: z.enum(dryRunStates),
  sha256: z.string(),
  /** Number of items of the public sample. Null for a benchmark without a sample, where the model runs on one made-up item. */
  sample_count: z.int().nullable(),
  received_at: instantSchema,
  finished_at: instantSchema.nullable(),
  code: z.string().nullable(),
  /**
   * For a passed run, the result of comparing the outputs; else the fault, how to fix it, and the message of the ONNX
   * runtime or the end of stderr.
   */
  message: z.string().nullable(),
  outputs: z
    .array(z.union([z.string(), z.number(), z.record(z.string(), z.number())]))
    .nullable()
    .describe(
      'The predictions for the items of the public sample, in its order: a class, a number, or a probability for each class. Null unless it passed, and without a sample.',
    ),
  links: z.object({ self: z.string(), page: z.string() }),
});

export type DryRunView = z.output<typeof dryRunSchema>;
