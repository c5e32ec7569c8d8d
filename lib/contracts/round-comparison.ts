import { z } from 'zod';
import { evidenceKinds } from '@/lib/core/benchmark';
import { excessScales } from '@/lib/core/metrics/metric';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { formatCsv } from './format-csv';
import { gapSchema } from './freshness';

const intervalSchema = z.object({ lower: z.number(), upper: z.number() });

const inRoundSchema = z.object({
  score: z.number(),
  /**
   * 95 % interval of the score; the next field is the best and worst possible rank. Both are null where the ranking has
   * none.
   */
  interval: intervalSchema.nullable(),
  ranks: z.object({ lower: z.int(), upper: z.int() }).nullable(),
  evidence: z.enum(evidenceKinds),
});

/**
 * Height of the fitted line at a score of the earlier round: a score of the later round, with its pointwise 95 % interval.
 */
const heightSchema = intervalSchema.extend({ later: z.number() });

/** Published scores of the same versions in two rounds. */
export const roundComparisonSchema = z.object({
  benchmark: z.string(),
  metric: z.enum(metricNames),
  earlier: z.object({ round: z.int(), title: z.string(), item_count: z.int() }),
  later: z.object({ round: z.int(), title: z.string(), item_count: z.int() }),
  /**
   * Every version with a published final score in both rounds; `model` is its slug. `fitted` is the height of the line at
   * its earlier score, null for a score at chance level.
   */
  versions: z.array(
    z.object({
      model: z.string(),
      name: z.string(),
      team: z.string(),
      version: z.string(),
      earlier: inRoundSchema,
      later: inRoundSchema,
      fitted: heightSchema.nullable(),
    }),
  ),
  /**
   * Line fitted by least squares on the scale of the metric's drop: probits of shares, of areas and, for a correlation θ, of
   * (1 + θ)/2; −ln of losses; −½ ln(1 − R²). `band` is the line converted to scores. Null where the metric has no such scale
   * or a score has no value on it, and with fewer than three different scores.
   */
  fit: z
    .object({
      scale: z.enum(excessScales),
      intercept: z.number(),
      slope: z.number(),
      deviation: z.number(),
      degrees_of_freedom: z.int(),
      band: z.array(heightSchema.extend({ earlier: z.number() })),
    })
    .nullable(),
  /**
   * Kendall's τ-b between the scores of the two rounds, from −1 to 1; null with too few versions, or if all versions of a
   * round are tied.
   */
  rank_agreement: z.number().nullable(),
  /**
   * Excess drop in the later round of the models made while the earlier round gave feedback, in comparison with anchor
   * models of the same score, in hundredths of the unit, with a two-sided 95 % interval. Null with fewer than six anchors in
   * both rounds.
   */
  drop: gapSchema.omit({ shown: true }).extend({ anchors: z.int(), adapted_models: z.int() }).nullable(),
  /**
   * Number of pairs of versions with a significant difference in both rounds, after Holm's correction, and how many of them
   * changed order. Null where a round's ranking stores no pairs.
   */
  is_significant: z.object({ pairs: z.int(), changed_places: z.int() }).nullable(),
});

export type RoundComparisonView = z.output<typeof roundComparisonSchema>;

const columns = [
  'model',
  'version',
  'team',
  'earlier_round',
  'earlier_score',
  'earlier_lower',
  'earlier_upper',
  'earlier_rank_lower',
  'earlier_rank_upper',
  'earlier_evidence',
  'later_round',
  'later_score',
  'later_lower',
  'later_upper',
  'later_rank_lower',
  'later_rank_upper',
  'later_evidence',
  'fitted',
  'fitted_lower',
  'fitted_upper',
  'rank_agreement',
  'drop',
  'drop_lower',
  'drop_upper',
  'drop_unit',
] as const;

type Version = RoundComparisonView['versions'][number];

/** Formats two rounds' scores of the same versions as CSV. Unknown values are empty. */
export function formatComparisonCsv({
  versions,
  earlier,
  later,
  rank_agreement,
  drop,
}: RoundComparisonView): string {
  const cellsOf = ({ score, interval, ranks, evidence }: Version['earlier']) => [
    score,
    interval?.lower ?? '',
    interval?.upper ?? '',
    ranks?.lower ?? '',
    ranks?.upper ?? '',
    evidence,
  ];
  // Values that concern the two rounds as a whole, and are equal in every row.
  const agreement = [
    rank_agreement ?? '',
    drop?.estimate ?? '',
    drop?.lower ?? '',
    drop?.upper ?? '',
    drop?.unit ?? '',
  ];
  const rows = versions.map((version) => [
    version.name,
    version.version,
    version.team,
    earlier.round,
    ...cellsOf(version.earlier),
    later.round,
    ...cellsOf(version.later),
    version.fitted?.later ?? '',
    version.fitted?.lower ?? '',
    version.fitted?.upper ?? '',
    ...agreement,
  ]);
  return formatCsv(columns, rows);
}
