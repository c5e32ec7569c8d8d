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
  /** 95 % confidence interval of the score; null where there is none. */
  interval: intervalSchema.extend({ is_unreliable: z.boolean() }).nullable(),
});

const sliceSchema = z.object({
  /** Name of the slice column without the prefix `slice_`. */
  column: z.string(),
  /** Value of the slice; the slice `other` contains the items of all values with fewer than 30 items. */
  value: z.string(),
  /** Number of the slice's items in the final split. */
  item_count: z.int(),
});

const differenceSchema = z.object({
  /** Score of the first model minus score of the second. */
  difference: z.number(),
  /** 95 % interval of the difference in this slice alone; null where too few items differ. */
  interval: intervalSchema.nullable(),
  is_significant: z.boolean(),
});

/** Scores of an official ranking's models by slice, computed with the sealed labels. */
export const subgroupsSchema = z.object({
  benchmark: z.string(),
  round: z.int(),
  title: z.string(),
  metric: z.enum(metricNames),
  direction: z.enum(directions),
  /** Number of items in the final split. */
  item_count: z.int(),
  /** Slice columns. A column whose values are associated with the label has no published slices before the reveal. */
  columns: z.array(z.object({ name: z.string(), waits_for_reveal: z.boolean() })),
  /** The requested models, or the first 200, in the order of the ranking, baselines and host entries last. */
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
       * State of the slice. Without scores: `too_few` items, in all or of a class; `withheld` until the reveal, since from
       * the published scores one could compute the score of too few items.
       */
      state: z.enum(sliceStates),
      /** Scores in the order of the models, null where the metric is undefined; empty for a slice that isn't published. */
      scores: z.array(scoreSchema.nullable()),
    }),
  ),
  /** Comparison of the two models in `pair`; null unless both are ranked and among the compared rows. */
  pair: z
    .object({
      first: z.string(),
      second: z.string(),
      test: z.enum(pairTestNames),
      level: z.literal(0.05),
      /** The difference on all items, tested with correction over all pairs of the ranking. */
      overall: differenceSchema,
      /** The difference in each slice, tested with Holm's correction over all published slices of this pair. */
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

/** Formats scores by slice as CSV: a line for each model in each slice, scores on all items first. */
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
