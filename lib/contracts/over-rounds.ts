import { z } from 'zod';
import { evidenceKinds } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { formatCsv } from './format-csv';

/** The ranked models of a benchmark in all rounds whose scores can be adjusted to the difficulty of one round. */
export const overRoundsSchema = z.object({
  benchmark: z.string(),
  metric: z.enum(metricNames),
  direction: z.enum(['higher', 'lower']),
  /** Number of the round to whose difficulty scores are adjusted. */
  base_round: z.int(),
  /** The rounds in the order of time. */
  rounds: z.array(z.object({ round: z.int(), title: z.string() })),
  /** The models: those in newer rounds first, and within a model's newest round the best score first. */
  models: z.array(
    z.object({
      model: z.string(),
      model_slug: z.string(),
      team: z.string(),
      /** Scores of the model in the order of time, without rounds in which its score can't be adjusted. */
      points: z.array(
        z.object({
          round: z.int(),
          version: z.string(),
          evidence: z.enum(evidenceKinds),
          /**
           * Score adjusted to the base round's difficulty, with a 95 % interval; in the base round itself the unchanged
           * score.
           */
          score: z.number(),
          lower: z.number(),
          upper: z.number(),
          rank_lower: z.int().nullable(),
          rank_upper: z.int().nullable(),
        }),
      ),
    }),
  ),
  /** Models without an adjusted score in any round, each with the reason that applies in the newest round that lists it. */
  left_out: z.array(
    z.object({
      model: z.string(),
      model_slug: z.string(),
      team: z.string(),
      round: z.int(),
      /**
       * `not-ranked`: a host entry or a baseline; `round-not-linked`: too few anchor models; `at-chance`: a score at chance
       * level, which is the same in easy and hard rounds; `no-interval`: the score has no interval, or no value on the
       * scale.
       */
      reason: z.enum(['not-ranked', 'round-not-linked', 'at-chance', 'no-interval']),
    }),
  ),
});

export type OverRoundsView = z.output<typeof overRoundsSchema>;

export type LeftOutModel = OverRoundsView['left_out'][number];

export type ModelOverRounds = OverRoundsView['models'][number];

export type PointOverRounds = ModelOverRounds['points'][number];

const columns = [
  'model',
  'team',
  'round',
  'version',
  'evidence',
  'equated',
  'lower',
  'upper',
  'rank_lower',
  'rank_upper',
] as const;

/** Formats each model's score in each round as CSV. Unknown values are empty. */
export function formatOverRoundsCsv({ models }: OverRoundsView): string {
  const rows = models.flatMap(({ model, team, points }) =>
    points.map(({ round, version, evidence, score, lower, upper, rank_lower, rank_upper }) => [
      ...[model, team, round, version, evidence, score, lower, upper],
      ...[rank_lower ?? '', rank_upper ?? ''],
    ]),
  );
  return formatCsv(columns, rows);
}
