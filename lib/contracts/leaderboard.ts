import { z } from 'zod';
import { artefactKinds, directions, evidenceKinds, splits } from '@/lib/core/benchmark';
import { equatingStatuses } from '@/lib/core/equating/equating';
import {
  entryKinds,
  type Leaderboard,
  type LeaderboardEntry,
  type ReferenceEntry,
} from '@/lib/core/leaderboard/leaderboard';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { openParts, type PublicDisclosure, undisclosed } from '@/lib/core/model/disclosure';
import { pairTestNames } from '@/lib/core/statistics/compare-pairs';
import { intervalMethods, unreliableReasons } from '@/lib/core/statistics/interval';
import { publicDisclosureSchema } from './disclosure';
import { instantSchema } from './fields';
import { formatCsv } from './format-csv';
import { gapSchema, overfittingSchema } from './freshness';

/** Schema of a ranking's row, the type `LeaderboardEntry` of lib/core. */
export const leaderboardEntrySchema = z.object({
  /**
   * Kind of the row: an `entry` is ranked. A `host` entry belongs to a team whose members may know the labels, and a
   * `baseline` serves for comparison; both have no rank.
   */
  kind: z.enum(entryKinds),
  /** Rank of the model; null for host entries and baselines, which follow after the ranked models. */
  rank: z.int().nullable(),
  /** Best and worst rank that is compatible with the paired tests; null without tests. */
  rank_lower: z.int().nullable(),
  rank_upper: z.int().nullable(),
  /** True if `rank_lower` is 1; in a provisional ranking, if the rank is 1. */
  tied_with_leader: z.boolean(),
  model: z.string(),
  model_slug: z.string(),
  version: z.string(),
  /** True if the team chose this version to count for its model. */
  chosen: z.boolean(),
  team: z.string(),
  team_slug: z.string(),
  score: z.number(),
  /**
   * 95 % confidence interval of the score. Null where items are in fewer than five groups, where errors are all equal, and
   * for a constant prediction whose score is the same on every sample.
   */
  interval: z
    .object({
      lower: z.number(),
      upper: z.number(),
      level: z.literal(0.95),
      method: z.enum(intervalMethods),
      seed: z.string().nullable(),
      /**
       * The reason why the interval covers the true score less often than 95 %; null for a reliable interval. Absent in open
       * rounds.
       */
      unreliable: z.enum(unreliableReasons).nullable().optional(),
      /** Share of the squared error that the largest 1 % of the errors make, rounded to .05; only for RMSE and R². */
      tail_share: z.number().optional(),
    })
    .nullable(),
  evidence: z.enum(evidenceKinds),
  submissions_used: z.int(),
  /**
   * For a provisional score that is the best of its model's `k` reported scores: it may be too good by about `optimism` at
   * most.
   */
  best_of: z.object({ k: z.int(), optimism: z.number() }).nullable(),
  submitted_at: instantSchema,
  /** Score on the feedback split, published after the close; null while the round is open or without a feedback split. */
  feedback_score: z.number().nullable(),
  /**
   * Overfitting of the model to feedback, compared with anchors if there are at least three models without feedback; null if
   * its team had no feedback.
   */
  gap: gapSchema.nullable(),
  /**
   * The score adjusted to the base round's difficulty, with an interval; null where it isn't adjusted, for the reason in
   * `equating`.
   */
  equated: z
    .object({
      score: z.number(),
      standard_error: z.number(),
      lower: z.number(),
      upper: z.number(),
      base_round: z.int(),
      /** Number of anchor models behind the link, without outliers. */
      anchors: z.int(),
    })
    .nullable(),
  /**
   * Score and rank computed with the labels corrected by the newest erratum, whose number is `erratum`; null without errata.
   */
  after_erratum: z.object({ score: z.number(), rank: z.int().nullable() }).nullable(),
  /** Result of the model in the previous ranked round; null unless the model is ranked in both rounds. */
  last_round: z
    .object({
      round: z.int(),
      version: z.string(),
      rank: z.int(),
      rank_lower: z.int().nullable(),
      rank_upper: z.int().nullable(),
      /**
       * Direction in which the rank changed significantly; null where the two rank intervals overlap. A rank can also change
       * because of new models.
       */
      rank_moved: z.enum(['better', 'worse']).nullable(),
      /**
       * The earlier score adjusted to this round's difficulty, with a 95 % interval; null where the two rounds have no
       * common scale.
       */
      on_this_scale: z
        .object({ score: z.number(), standard_error: z.number(), lower: z.number(), upper: z.number() })
        .nullable(),
    })
    .nullable(),
  secondary: z.partialRecord(z.enum(metricNames), z.number()),
  /**
   * The team's disclosures of the version, which the site doesn't check; null and an empty list mean "undisclosed". The
   * whole object is null while the round is open.
   */
  disclosure: publicDisclosureSchema.nullable(),
}) satisfies z.ZodType<LeaderboardEntry>;

/** A version that doesn't count for its model, with a comparison to the version that does. */
export const referenceEntrySchema = leaderboardEntrySchema.extend({
  /**
   * The paired comparison with the model's counting version; null on corrected labels, and for host entries and baselines.
   */
  against_counting: z
    .object({
      /** Half of the 95 % interval of the difference of the two scores, with two digits; null where no interval is valid. */
      half_width: z.number().nullable(),
      /** True if the paired test of the two versions has p ≤ .05, without correction. */
      is_significant: z.boolean(),
    })
    .nullable(),
}) satisfies z.ZodType<ReferenceEntry>;

/** One published revision of a ranking (snapshot), with its URL and its round's state. */
export const leaderboardSchema = z.object({
  benchmark: z.string(),
  round: z.int(),
  snapshot_id: z.uuid(),
  published_at: instantSchema,
  /** True if the round is frozen because a leak is suspected, so that the ranking doesn't count for now. */
  frozen: z.boolean(),
  /** True if the round was invalidated and doesn't count. Its scores stay public, without ranks. */
  invalidated: z.boolean(),
  split: z.enum(splits),
  provisional: z.boolean(),
  metric: z.enum(metricNames),
  direction: z.enum(directions),
  item_count: z.int(),
  entered: z.int(),
  withheld: z.boolean(),
  /** The paired tests of all pairs of ranked models, from which rank intervals and ties follow; null without tests. */
  comparison: z
    .object({ test: z.enum(pairTestNames), level: z.literal(0.05), pair_count: z.int() })
    .nullable(),
  /**
   * Number of the newest published erratum. The ranking itself uses the sealed labels; `after_erratum` gives the corrected
   * scores and ranks.
   */
  erratum: z.int().nullable(),
  /**
   * Equating of the round: its link to the benchmark's base round. Null for a provisional ranking, and until the scorer has
   * computed the link.
   */
  equating: z
    .object({
      status: z.enum(equatingStatuses),
      base_round: z.int(),
      anchors: z.array(z.string()),
      /**
       * Distance of each anchor model from the mean shift, above 0 where it lost more than the others: on the link scale, and
       * in the unit of the score. Outliers are excluded from the link.
       */
      residuals: z.array(
        z.object({
          model: z.string(),
          on_link_scale: z.number(),
          score: z.number(),
          outlier: z.boolean(),
        }),
      ),
      text: z.string(),
    })
    .nullable(),
  /** Overfitting to feedback of all models together; null for a provisional ranking, and until it is measured. */
  overfitting: overfittingSchema.nullable(),
  entries: z.array(leaderboardEntrySchema),
  /**
   * Versions in the round that don't count for their model, the newest version of each model first; they have scores but no
   * ranks. Empty while the round is open.
   */
  reference_entries: z.array(referenceEntrySchema),
  ran_on: z
    .array(
      z.object({
        runner: z.string().nullable(),
        kind: z.enum(artefactKinds),
        engine: z.string(),
        engine_version: z.string(),
        architecture: z.string(),
        count: z.int(),
      }),
    )
    .describe('Runners and engines that ran the models, with their numbers. Empty while the round is open.'),
  /**
   * Submissions that two people withdrew after the reveal, because their team had copied. The archive still contains them;
   * in rankings they don't count.
   */
  withdrawn: z.array(
    z.object({
      submission: z.uuid(),
      model: z.string(),
      version: z.string(),
      team: z.string(),
      withdrawn_at: instantSchema,
      /** Public reason for the withdrawal, by the maintainers. */
      reason: z.string(),
    }),
  ),
}) satisfies z.ZodType<Leaderboard>;

export type LeaderboardView = Leaderboard & Omit<z.output<typeof leaderboardSchema>, keyof Leaderboard>;

export const leaderboardCsvColumns = [
  'rank',
  'model',
  'version',
  'team',
  'score',
  'lower',
  'upper',
  'method',
  'evidence',
  'submissions_used',
  'submitted_at',
  'feedback_score',
  'gap',
  'gap_lower',
  'gap_upper',
  'gap_unit',
  'gap_shown',
  'score_after_erratum',
  'rank_after_erratum',
  'rank_lower',
  'rank_upper',
  'tied_with_leader',
  'best_of',
  'best_of_optimism',
  'equated',
  'equated_standard_error',
  'equated_lower',
  'equated_upper',
  'equated_base_round',
  'kind',
  'chosen',
  'interval_unreliable',
  'tail_share',
  'training_cutoff',
  'external_data',
  'parameters',
  'licence',
  'open_code',
  'open_weights',
  'open_training_data',
  'links',
  'last_round',
  'last_rank_lower',
  'last_rank_upper',
  'rank_moved',
  'last_score_on_this_scale',
  'last_score_lower',
  'last_score_upper',
] as const;

/**
 * Formats the ranking as CSV. Ranks are only given for an official ranking that counts, not for scores on the feedback
 * split.
 */
export function formatLeaderboardCsv(board: LeaderboardView): string {
  const hasRanks = !board.invalidated && !board.provisional;
  const rows = board.entries.map((e) => [
    hasRanks ? (e.rank ?? '') : '',
    e.model,
    e.version,
    e.team,
    e.score,
    e.interval?.lower ?? '',
    e.interval?.upper ?? '',
    e.interval?.method ?? '',
    e.evidence,
    e.submissions_used,
    e.submitted_at,
    e.feedback_score ?? '',
    e.gap?.estimate ?? '',
    e.gap?.lower ?? '',
    e.gap?.upper ?? '',
    e.gap?.unit ?? '',
    e.gap === null ? '' : String(e.gap.shown),
    e.after_erratum?.score ?? '',
    hasRanks ? (e.after_erratum?.rank ?? '') : '',
    ...(hasRanks ? [e.rank_lower ?? '', e.rank_upper ?? '', String(e.tied_with_leader)] : ['', '', '']),
    e.best_of?.k ?? '',
    e.best_of?.optimism ?? '',
    e.equated?.score ?? '',
    e.equated?.standard_error ?? '',
    e.equated?.lower ?? '',
    e.equated?.upper ?? '',
    e.equated?.base_round ?? '',
    e.kind,
    String(e.chosen),
    e.interval?.unreliable ?? '',
    e.interval?.tail_share ?? '',
    ...cellsOfDisclosure(e.disclosure),
    ...cellsOfLastRound(e.last_round),
  ]);
  return formatCsv(leaderboardCsvColumns, rows);
}

/** Cells of a team's disclosure; an undisclosed item is an empty cell. */
function cellsOfDisclosure(disclosure: PublicDisclosure | null): (string | number)[] {
  const { openness, links, ...said } = disclosure ?? undisclosed;
  return [
    said.training_cutoff ?? '',
    said.external_data ?? '',
    said.parameters ?? '',
    said.licence ?? '',
    ...openParts.map((split) => openness[split] ?? ''),
    links.map(({ url }) => url).join(' '),
  ];
}

const cellsOfLastRound = (last: LeaderboardEntry['last_round']): (string | number)[] => [
  last?.round ?? '',
  last?.rank_lower ?? '',
  last?.rank_upper ?? '',
  last?.rank_moved ?? '',
  last?.on_this_scale?.score ?? '',
  last?.on_this_scale?.lower ?? '',
  last?.on_this_scale?.upper ?? '',
];
