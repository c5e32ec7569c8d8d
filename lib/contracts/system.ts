import { z } from 'zod';
import { directions, evidenceKinds } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { instantSchema } from './fields';
import { formatCsv } from './format-csv';
import { trainingRunSchema } from './training-run';

const intervalSchema = z.object({ lower: z.number(), upper: z.number() }).nullable();

/** A mean over rounds, more is better. */
const roundMeanSchema = z.object({
  difference: z.number(),
  /** 95 % interval; null where some round has none. */
  interval: intervalSchema,
  rounds: z.int(),
  /** `items`: the interval is of these rounds alone. `rounds`: their spread counts in it, so it is of rounds like these as well. */
  unit: z.enum(['items', 'rounds']),
});

/** A model with several versions that were evaluated in the same rounds. All differences are above 0 where they are better. */
export const systemSchema = z.object({
  benchmark: z.string(),
  model: z.string(),
  model_slug: z.string(),
  team: z.string(),
  team_slug: z.string(),
  metric: z.enum(metricNames),
  direction: z.enum(directions),
  /** The version that was frozen first. */
  first: z.string().nullable(),
  /** In the order of time: the version that counts in a round against the first one, on the same items. */
  gains: z.array(
    z.object({
      round: z.int(),
      title: z.string(),
      version: z.string(),
      difference: z.number(),
      /** 95 % interval; null where too few items differ. */
      interval: intervalSchema,
      is_significant: z.boolean(),
    }),
  ),
  /** Mean over the rounds of `gains`; null with fewer than two. */
  mean_gain: roundMeanSchema.nullable(),
  /** `gained`: the newest versions were better than the first one in these rounds together. Null where neither is shown. */
  verdict: z.enum(['gained', 'lost']).nullable(),
  /** Number of rounds that a verdict requires. */
  rounds_needed: z.int(),
  /**
   * Change of a version's score by its age in rounds against the version of age 0 on the same items, in the unit of the metric at
   * the score of the newest version.
   */
  ages: z.array(roundMeanSchema.extend({ age: z.int() })),
  /** Newest first. */
  versions: z.array(
    z.object({
      version: z.string(),
      /** Null for a prediction file. */
      frozen_at: instantSchema.nullable(),
      /** As its team discloses. */
      training_cutoff: z.string().nullable(),
      /** Its official scores, in the order of time. */
      scores: z.array(
        z.object({
          round: z.int(),
          title: z.string(),
          age: z.int(),
          score: z.number(),
          evidence: z.enum(evidenceKinds),
          /** True in rounds in which this version counts for the model. */
          counts: z.boolean(),
        }),
      ),
    }),
  ),
  /** Trainings of its images on the revealed rounds, newest first. */
  trainings: z.array(trainingRunSchema),
});

export type SystemView = z.output<typeof systemSchema>;

export type RoundMeanView = z.output<typeof roundMeanSchema>;

const columns = [
  'curve',
  'round',
  'version',
  'age',
  'difference',
  'lower',
  'upper',
  'rounds',
  'unit',
] as const;

/** Formats both curves as CSV: a row for each round's gain, for their mean, and for each age. */
export function formatSystemCsv({ gains, mean_gain, ages }: SystemView): string {
  const cellsOf = ({ difference, interval, rounds, unit }: RoundMeanView) => [
    ...[difference, interval?.lower ?? '', interval?.upper ?? ''],
    ...[rounds, unit],
  ];
  return formatCsv(columns, [
    ...gains.map(({ round, version, ...gain }) => [
      ...['gain', round, version, ''],
      ...cellsOf({ ...gain, rounds: 1, unit: 'items' }),
    ]),
    ...(mean_gain ? [['gain', '', '', '', ...cellsOf(mean_gain)]] : []),
    ...ages.map(({ age, ...change }) => ['age', '', '', age, ...cellsOf(change)]),
  ]);
}
