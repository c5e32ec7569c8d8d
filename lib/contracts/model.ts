import { z } from 'zod';
import { directions, parts } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { roundStates } from '@/lib/core/round/round-state';
import { instantSchema } from './instant';
import { leaderboardEntrySchema } from './leaderboard';

/** A model's address in its benchmark. */
export const modelSlugSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

/** A model in one published ranking: a row of it, as `…/leaderboard` has it. */
const modelInRoundSchema = z.object({
  round: z.int(),
  title: z.string(),
  state: z.enum(roundStates),
  snapshot_id: z.uuid(),
  published_at: instantSchema,
  part: z.enum(parts),
  provisional: z.boolean(),
  item_count: z.int(),
  /** How many models have a rank there. */
  ranked: z.int(),
  /** SHA-256 of the version's file: public with the file itself, from the reveal on; null before. */
  sha256: z.string().nullable(),
  entry: leaderboardEntrySchema,
  /** Versions that stand in the round beside that one, newest first. */
  standing: z.array(leaderboardEntrySchema),
});
export type ModelInRoundView = z.output<typeof modelInRoundSchema>;

/** All that published rankings say of a model. */
export const modelSchema = z.object({
  benchmark: z.string(),
  model: z.string(),
  model_slug: z.string(),
  team: z.string(),
  team_slug: z.string(),
  metric: z.enum(metricNames),
  direction: z.enum(directions),
  /** The rounds whose newest ranking has it, newest first; at least one. */
  rounds: z.array(modelInRoundSchema),
});
export type ModelView = z.output<typeof modelSchema>;
