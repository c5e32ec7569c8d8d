import { z } from 'zod';
import { evidenceKinds } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { formatCsv } from './format-csv';

/** The ranked models of a benchmark over the rounds whose scores are adjusted to one round's difficulty. */
export const overRoundsSchema = z.object({
  benchmark: z.string(),
  metric: z.enum(metricNames),
  direction: z.enum(['higher', 'lower']),
  /** The round whose scale the scores have. */
  base_round: z.int(),
  /** In the order of time. */
  rounds: z.array(z.object({ round: z.int(), title: z.string() })),
  /** The best of the newest round that each was in first, those of newer rounds before those of older ones. */
  models: z.array(
    z.object({
      model: z.string(),
      model_slug: z.string(),
      team: z.string(),
      /** In the order of time, without rounds in which it has no score on the scale. */
      points: z.array(
        z.object({
          round: z.int(),
          version: z.string(),
          evidence: z.enum(evidenceKinds),
          /** Adjusted to the base round's difficulty, with a 95 % interval; in the base round as scored. */
          score: z.number(),
          lower: z.number(),
          upper: z.number(),
          rank_lower: z.int().nullable(),
          rank_upper: z.int().nullable(),
        }),
      ),
    }),
  ),
  /** Models of these rankings that have no score on the scale in any round, each with the reason in the newest round that lists it. */
  left_out: z.array(
    z.object({
      model: z.string(),
      model_slug: z.string(),
      team: z.string(),
      round: z.int(),
      /**
       * `not-ranked`: a host's model or a baseline; `round-not-linked`: too few anchor models; `at-chance`: that score says nothing of a
       * round's difficulty; `no-interval`: a score without one, or without a place on the scale.
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

/** Each model in each round as CSV (RFC 4180), safe to open in a spreadsheet. Unknown values are empty. */
export function formatOverRoundsCsv({ models }: OverRoundsView): string {
  const rows = models.flatMap(({ model, team, points }) =>
    points.map(({ round, version, evidence, score, lower, upper, rank_lower, rank_upper }) => [
      ...[model, team, round, version, evidence, score, lower, upper],
      ...[rank_lower ?? '', rank_upper ?? ''],
    ]),
  );
  return formatCsv(columns, rows);
}
