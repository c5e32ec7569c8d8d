import { z } from 'zod';
import { directions, evidenceKinds } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { instantSchema } from './fields';
import { formatCsv } from './format-csv';
import { trainingRunSchema } from './training-run';

const intervalSchema = z.object({ lower: z.number(), upper: z.number() }).nullable();

/** A mean of differences over rounds; a positive value is an improvement. */
const roundMeanSchema = z.object({
  difference: z.number(),
  /** 95 % interval of the mean; null if one of the rounds has no interval. */
  interval: intervalSchema,
  rounds: z.int(),
  /**
   * Population to which the interval applies. `items`: only these rounds. `rounds`: other rounds like these too, since the
   * spread between rounds is taken into account.
   */
  unit: z.enum(['items', 'rounds']),
});

/**
 * A model of which several versions were evaluated in the same rounds. All differences are above 0 where the newer version
 * is better.
 */
export const systemSchema = z.object({
  benchmark: z.string(),
  model: z.string(),
  model_slug: z.string(),
  team: z.string(),
  team_slug: z.string(),
  metric: z.enum(metricNames),
  direction: z.enum(directions),
  /** Name of the version that was frozen first; null if the team sent only prediction files. */
  first: z.string().nullable(),
  /** For each round, in the order of time, the counting version compared with the first version on the same items. */
  gains: z.array(
    z.object({
      round: z.int(),
      title: z.string(),
      version: z.string(),
      difference: z.number(),
      /** 95 % interval of the gain; null where too few items differ. */
      interval: intervalSchema,
      is_significant: z.boolean(),
    }),
  ),
  /** Mean over the rounds of `gains`; null with fewer than two rounds. */
  mean_gain: roundMeanSchema.nullable(),
  /**
   * `gained`: the newest versions were better than the first one in these rounds together. `lost`: they were worse. Null
   * where neither is significant.
   */
  verdict: z.enum(['gained', 'lost']).nullable(),
  /** Minimum number of rounds for a verdict. */
  rounds_needed: z.int(),
  /**
   * Change of a version's score by its age in rounds, compared with a version of age 0 on the same items, in the unit of the
   * metric at the score of the newest version.
   */
  ages: z.array(roundMeanSchema.extend({ age: z.int() })),
  /** Versions of the model, newest first. */
  versions: z.array(
    z.object({
      version: z.string(),
      /** When the version was frozen; null for a prediction file. */
      frozen_at: instantSchema.nullable(),
      /** Training cut-off that the team has disclosed; null if undisclosed. */
      training_cutoff: z.string().nullable(),
      /** Official scores of the version, in the order of time. */
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
  /** Training runs of the model's images on the revealed rounds, newest first. */
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

/** Formats gains and changes by age as CSV: a row for each round's gain, for the mean gain, and for each age. */
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
