import { z } from 'zod';
import { directions } from '@/lib/core/benchmark';
import { entryKinds } from '@/lib/core/leaderboard/leaderboard';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { pairTestNames } from '@/lib/core/statistics/compare-pairs';
import { sliceStates } from '@/lib/core/subgroups/form-slices';
import { formatCsv } from './format-csv';

const intervalSchema = z.object({ lower: z.number(), upper: z.number() });

const scoreSchema = z.object({
  score: z.number(),
  /** 95 % confidence interval; null where there is none. */
  interval: intervalSchema.extend({ is_unreliable: z.boolean() }).nullable(),
});

const sliceSchema = z.object({
  /** Name in the test set without `slice_`. */
  column: z.string(),
  /** `other` holds the items of all values under 30. */
  value: z.string(),
  /** Items of the final split. */
  item_count: z.int(),
});

const differenceSchema = z.object({
  /** First less second. */
  difference: z.number(),
  /** 95 % interval of the difference in this slice alone; null where too few items differ. */
  interval: intervalSchema.nullable(),
  is_significant: z.boolean(),
});

/** The scores of an official ranking's models by slice, by the labels that were sealed. */
export const subgroupsSchema = z.object({
  benchmark: z.string(),
  round: z.int(),
  title: z.string(),
  metric: z.enum(metricNames),
  direction: z.enum(directions),
  /** Final split only. */
  item_count: z.int(),
  /** A column whose values depend on the label has no slices before the reveal. */
  columns: z.array(z.object({ name: z.string(), waits_for_reveal: z.boolean() })),
  /** In the order of the ranking, baselines and host entries last: the requested models, or the first 200. */
  models: z.array(
    scoreSchema.extend({
      model: z.string(),
      model_slug: z.string(),
      version: z.string(),
      team: z.string(),
      team_slug: z.string(),
      kind: z.enum(entryKinds),
      is_ranked: z.boolean(),
    }),
  ),
  model_count: z.int(),
  slices: z.array(
    sliceSchema.extend({
      /**
       * Reason for a slice without scores: `too_few` items, in all or of a class; `withheld` until the reveal, since the
       * difference from published scores would be the score of too few items.
       */
      state: z.enum(sliceStates),
      /** In the order of the models, null where the metric has no value; empty for a slice that isn't shown. */
      scores: z.array(scoreSchema.nullable()),
    }),
  ),
  /** The two models of `pair`; null unless both are ranked and among the compared rows. */
  pair: z
    .object({
      first: z.string(),
      second: z.string(),
      test: z.enum(pairTestNames),
      level: z.literal(0.05),
      /** Tested over all pairs of the ranking. */
      overall: differenceSchema,
      /** Tested over all shown slices of this pair, with Holm's correction. */
      slices: z.array(sliceSchema.extend(differenceSchema.shape)),
    })
    .nullable(),
});

export type SubgroupsView = z.output<typeof subgroupsSchema>;

export type PairInSlices = NonNullable<SubgroupsView['pair']>;

const columns = [
  'slice_column',
  'slice_value',
  'item_count',
  'state',
  'model',
  'model_slug',
  'version',
  'team',
  'score',
  'lower',
  'upper',
  'interval_is_unreliable',
] as const;

/** Formats scores by slice as CSV: a line for each model in each slice, the score on all items first. */
export function formatSubgroupsCsv({ item_count, models, slices }: SubgroupsView): string {
  const blocks = [{ column: '', value: '', item_count, state: 'shown', scores: models }, ...slices];
  const rows = blocks.flatMap((slice) => {
    const head = [slice.column, slice.value, slice.item_count, slice.state];
    if (slice.scores.length === 0) return [[...head, ...Array<string>(8).fill('')]];
    return models.map(({ model, model_slug, version, team }, i) => {
      const scored = slice.scores[i];
      const { lower = '', upper = '', is_unreliable = '' } = scored?.interval ?? {};
      return [
        ...head,
        model,
        model_slug,
        version,
        team,
        scored?.score ?? '',
        lower,
        upper,
        String(is_unreliable),
      ];
    });
  });
  return formatCsv(columns, rows);
}
