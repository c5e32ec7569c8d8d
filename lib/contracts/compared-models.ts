import { z } from 'zod';
import { evidenceKinds } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { pairTestNames } from '@/lib/core/statistics/compare-pairs';
import { formatCsv } from './format-csv';
import { modelSlugSchema } from './model';

/** Labels of the models of a comparison, in the requested order. */
export const modelLetters = ['A', 'B', 'C', 'D'] as const;

export type ModelLetter = (typeof modelLetters)[number];

/** Number of newest closed rounds that are compared. */
export const comparedRoundsMax = 12;

const intervalSchema = z.object({ lower: z.number(), upper: z.number() });

const letterSchema = z.enum(modelLetters);

const modelInRoundSchema = z.object({
  letter: letterSchema,
  version: z.string(),
  score: z.number(),
  /** 95 % interval of the score; null where there is none. */
  interval: intervalSchema.nullable(),
  /** Null for host entries and baselines, which no test compares. */
  rank: z.int().nullable(),
  rank_lower: z.int().nullable(),
  rank_upper: z.int().nullable(),
  evidence: z.enum(evidenceKinds),
});

const pairSchema = z.object({
  first: letterSchema,
  second: letterSchema,
  /** The first score less the second, in the metric's unit. */
  difference: z.number(),
  /** 95 % interval of the difference, for this pair alone, from a half width of two digits; null where too few items differ. */
  interval: intervalSchema.nullable(),
  /** The pair's test alone has p ≤ .05. */
  is_significant_alone: z.boolean(),
  /** The tests of all pairs of the ranking, with Holm's correction, find a significant difference: the basis of the rank intervals. */
  is_significant: z.boolean(),
});

/** The models in one final ranking of a round. */
const comparedRankingSchema = z.object({
  snapshot_id: z.uuid(),
  item_count: z.int(),
  /** The paired test, and the number of pairs of models. */
  test: z.enum(pairTestNames),
  pair_count: z.int(),
  models: z.array(modelInRoundSchema),
  /** Null if one of the two rows is not among the first 2,000, for which a ranking stores pairs. */
  pairs: z.array(pairSchema).nullable(),
});

/** Two to four models in the official rankings of closed rounds, item by item on the final split. */
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
       * The ranking by labels that the newest erratum corrects, with its number; null where there is none. All else uses the
       * sealed labels.
       */
      after_erratum: comparedRankingSchema.extend({ erratum: z.int() }).nullable(),
    }),
  ),
  /** Number of closed rounds older than the compared ones. */
  older_rounds: z.int(),
});

export type ComparedModelsView = z.output<typeof comparedModelsSchema>;

export type ComparedRound = ComparedModelsView['rounds'][number];

export type ComparedRanking = z.output<typeof comparedRankingSchema>;

export type ComparedPair = NonNullable<ComparedRound['pairs']>[number];

/** @returns the first four different slugs, from one or several values */
export function parseModelSlugs(values: readonly string[]): string[] {
  const slugs = values
    .slice(0, slugsReadMax)
    .flatMap((value) => value.slice(0, charactersMax).split(','))
    .map((slug) => slug.trim())
    .filter((slug) => modelSlugSchema.safeParse(slug).success);
  return [...new Set(slugs)].slice(0, modelLetters.length);
}

/** A form with all checkboxes of a page ticked sends a hundred. */
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

/** Formats each pair of models in each round as CSV. Unknown values are empty, as is the erratum of pairs by the sealed labels. */
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
  /** Items on which only the first model is right, or has the better value. */
  first_better: z.int(),
  second_better: z.int(),
  /** Null where items aren't just right or wrong. Both models are wrong on the remaining items. */
  both_right: z.int().nullable(),
  /**
   * Criterion by which a model does better on an item, as the end of the sentence “A model does better on an item if …”; null
   * where the metric's outcome is the criterion.
   */
  better_if: z.string().nullable(),
  /** In the order of the classes; null where labels are no classes. */
  labels: z.array(tallySchema).nullable(),
});

export type DifferingItemsView = z.output<typeof differingItemsSchema>;
