import { z } from 'zod';
import { evidenceKinds } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { pairTestNames } from '@/lib/core/statistics/compare-pairs';
import { formatCsv } from './format-csv';
import { modelSlugSchema } from './model';

/** Letters that label the models of a comparison, in the requested order. */
export const modelLetters = ['A', 'B', 'C', 'D'] as const;

export type ModelLetter = (typeof modelLetters)[number];

/** Maximum number of closed rounds that are compared, the newest ones. */
export const comparedRoundsMax = 12;

const intervalSchema = z.object({ lower: z.number(), upper: z.number() });

const letterSchema = z.enum(modelLetters);

const modelInRoundSchema = z.object({
  letter: letterSchema,
  version: z.string(),
  score: z.number(),
  /** 95 % interval of the score; null where the ranking gives none. */
  interval: intervalSchema.nullable(),
  /** Rank of the model; null for host entries and baselines, which no test compares. */
  rank: z.int().nullable(),
  rank_lower: z.int().nullable(),
  rank_upper: z.int().nullable(),
  evidence: z.enum(evidenceKinds),
});

const pairSchema = z.object({
  first: letterSchema,
  second: letterSchema,
  /** Score of the first model minus score of the second, in the metric's unit. */
  difference: z.number(),
  /**
   * 95 % interval of the difference without correction for other pairs, computed from a half width of two digits; null where
   * too few items differ.
   */
  interval: intervalSchema.nullable(),
  /** True if the test of this pair has p ≤ .05, without correction for other pairs. */
  is_significant_alone: z.boolean(),
  /**
   * True if the difference is significant after Holm's correction over all pairs of the ranking, the test behind rank
   * intervals.
   */
  is_significant: z.boolean(),
});

/** The compared models in one official ranking of a round. */
const comparedRankingSchema = z.object({
  snapshot_id: z.uuid(),
  item_count: z.int(),
  /** Name of the paired test; `pair_count` is the number of pairs that it compares. */
  test: z.enum(pairTestNames),
  pair_count: z.int(),
  models: z.array(modelInRoundSchema),
  /**
   * The pairs of compared models; null if one of two rows is not among the first 2,000, for which a ranking stores pairs.
   */
  pairs: z.array(pairSchema).nullable(),
});

/** Comparison of two to four models in the official rankings of closed rounds, by the items of the final split. */
export const comparedModelsSchema = z.object({
  benchmark: z.string(),
  metric: z.enum(metricNames),
  direction: z.enum(['higher', 'lower']),
  models: z.array(
    z.object({
      letter: letterSchema,
      model: z.string(),
      model_slug: z.string(),
      team: z.string(),
      team_slug: z.string(),
    }),
  ),
  /** Rounds in which at least two of the models have a score, newest first. */
  rounds: z.array(
    comparedRankingSchema.extend({
      round: z.int(),
      title: z.string(),
      /**
       * The ranking by the labels that the newest erratum corrects, with the erratum's number; null without errata. All
       * other fields are based on the sealed labels.
       */
      after_erratum: comparedRankingSchema.extend({ erratum: z.int() }).nullable(),
    }),
  ),
  /** Number of closed rounds that are older than the compared ones. */
  older_rounds: z.int(),
});

export type ComparedModelsView = z.output<typeof comparedModelsSchema>;

export type ComparedRound = ComparedModelsView['rounds'][number];

export type ComparedRanking = z.output<typeof comparedRankingSchema>;

export type ComparedPair = NonNullable<ComparedRound['pairs']>[number];

/**
 * Reads the slugs of models, separated by commas, from the values of a query parameter.
 * @returns the first four different slugs
 */
export function parseModelSlugs(values: readonly string[]): string[] {
  const slugs = values
    .slice(0, slugsReadMax)
    .flatMap((value) => value.slice(0, charactersMax).split(','))
    .map((slug) => slug.trim())
    .filter((slug) => modelSlugSchema.safeParse(slug).success);
  return [...new Set(slugs)].slice(0, modelLetters.length);
}

/** Maximum number of slugs to read: a form on which all checkboxes of a page are ticked sends a hundred. */
const slugsReadMax = 200;

const charactersMax = 400;

const columns = [
  'round',
  'first',
  'first_version',
  'first_score',
  'second',
  'second_version',
  'second_score',
  'difference',
  'lower',
  'upper',
  'is_significant_alone',
  'is_significant',
  'erratum',
] as const;

/**
 * Formats each pair of models in each round as CSV. Unknown values are empty, and so is the column for the erratum in rows
 * by the sealed labels.
 */
export function formatComparedCsv({ models, rounds }: ComparedModelsView): string {
  const rowsOf = (round: number, ranking: ComparedRanking, erratum: number | '') =>
    (ranking.pairs ?? []).map((pair) => {
      const cellsOf = (letter: string) => {
        const scored = ranking.models.find((one) => one.letter === letter);
        const named = models.find((one) => one.letter === letter);
        return [named?.model ?? '', scored?.version ?? '', scored?.score ?? ''];
      };
      return [
        round,
        ...cellsOf(pair.first),
        ...cellsOf(pair.second),
        pair.difference,
        pair.interval?.lower ?? '',
        pair.interval?.upper ?? '',
        String(pair.is_significant_alone),
        String(pair.is_significant),
        erratum,
      ];
    });
  const rows = rounds.flatMap(({ round, after_erratum: corrected, ...sealed }) => [
    ...rowsOf(round, sealed, ''),
    ...(corrected ? rowsOf(round, corrected, corrected.erratum) : []),
  ]);
  return formatCsv(columns, rows);
}

const modelSchema = z.object({ model: z.string(), model_slug: z.string(), version: z.string() });

const tallySchema = z.object({
  label: z.string(),
  item_count: z.int(),
  first_better: z.int(),
  second_better: z.int(),
});

/** Items of a revealed round's final split on which two models differ, by the sealed labels. */
export const differingItemsSchema = z.object({
  benchmark: z.string(),
  round: z.int(),
  title: z.string(),
  metric: z.enum(metricNames),
  first: modelSchema,
  second: modelSchema,
  item_count: z.int(),
  /** Number of items on which only the first model is right, or has the better value. */
  first_better: z.int(),
  second_better: z.int(),
  /**
   * Number of items on which both models are right; null where items aren't simply right or wrong. On the remaining items
   * both models are wrong.
   */
  both_right: z.int().nullable(),
  /**
   * Criterion by which a model does better on an item, as the end of the sentence “A model does better on an item if …”; null
   * where the metric's outcome is the criterion.
   */
  better_if: z.string().nullable(),
  /** Counts for each class, in the order of the classes; null where labels aren't classes. */
  labels: z.array(tallySchema).nullable(),
});

export type DifferingItemsView = z.output<typeof differingItemsSchema>;
