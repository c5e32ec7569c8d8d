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

/** Schema of `LeaderboardEntry` of the core. */
export const leaderboardEntrySchema = z.object({
  /** An `entry` is ranked. A label holder enters a `host` entry, and a `baseline` serves for comparison. */
  kind: z.enum(entryKinds),
  /** Null for host entries and baselines, which follow the ranked ones. */
  rank: z.int().nullable(),
  /** Best and worst rank that is compatible with the paired tests; null without tests. */
  rank_lower: z.int().nullable(),
  rank_upper: z.int().nullable(),
  /** A `rank_lower` of 1; of a provisional ranking, a rank of 1. */
  tied_with_leader: z.boolean(),
  model: z.string(),
  model_slug: z.string(),
  version: z.string(),
  /** Its team chose this version to count. */
  chosen: z.boolean(),
  team: z.string(),
  team_slug: z.string(),
  score: z.number(),
  /**
   * Interval that aims to cover the true score in 95 of 100 rounds. Null where items are in fewer than five groups, where errors
   * are all equal, and for a constant whose score is the same on every sample.
   */
  interval: z
    .object({
      lower: z.number(),
      upper: z.number(),
      level: z.literal(0.95),
      method: z.enum(intervalMethods),
      seed: z.string().nullable(),
      /** The reason why the interval covers the true score less often; null where no count is too small. Absent in open rounds. */
      unreliable: z.enum(unreliableReasons).nullable().optional(),
      /** RMSE and R² only: the share of the squared error that the largest 1 % of the errors make, to .05. */
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
  /** On the feedback split, published after the close; null while the round is open or without a feedback split. */
  feedback_score: z.number().nullable(),
  /** Overfitting to feedback, compared with anchors where there are three models without feedback; null without feedback. */
  gap: gapSchema.nullable(),
  /**
   * The score adjusted to the base round's difficulty, with the interval of the true score there; null where it isn't adjusted,
   * for a reason in `equating`.
   */
  equated: z
    .object({
      score: z.number(),
      standard_error: z.number(),
      lower: z.number(),
      upper: z.number(),
      base_round: z.int(),
      /** Anchor models that count. */
      anchors: z.int(),
    })
    .nullable(),
  /** Score and rank by the labels that the newest erratum corrects, which `erratum` names; null where there is none. */
  after_erratum: z.object({ score: z.number(), rank: z.int().nullable() }).nullable(),
  /** Result of the model in the previous ranked round; null unless the model is ranked in both rounds. */
  last_round: z
    .object({
      round: z.int(),
      version: z.string(),
      rank: z.int(),
      rank_lower: z.int().nullable(),
      rank_upper: z.int().nullable(),
      /** Null where the two rank intervals overlap, so that no move is significant. New models change ranks too. */
      rank_moved: z.enum(['better', 'worse']).nullable(),
      /** Its score there on this round's scale, with a 95 % interval; null where the two rounds have no common scale. */
      on_this_scale: z
        .object({ score: z.number(), standard_error: z.number(), lower: z.number(), upper: z.number() })
        .nullable(),
    })
    .nullable(),
  secondary: z.partialRecord(z.enum(metricNames), z.number()),
  /**
   * The team's disclosures of the version, which the site doesn't check; null and an empty list are "undisclosed". Null as a
   * whole while the round is open.
   */
  disclosure: publicDisclosureSchema.nullable(),
}) satisfies z.ZodType<LeaderboardEntry>;

/** A version beside the one that counts for its model. */
export const referenceEntrySchema = leaderboardEntrySchema.extend({
  /** The paired comparison with the counting version; null on corrected labels, and for host entries and baselines. */
  against_counting: z
    .object({
      /** Half of the 95 % interval of the difference of the two scores, in two digits; null where no interval is valid. */
      half_width: z.number().nullable(),
      /** The paired test of the two alone has p ≤ .05. */
      is_significant: z.boolean(),
    })
    .nullable(),
}) satisfies z.ZodType<ReferenceEntry>;

/** One published snapshot, with its URL and its round's state. */
export const leaderboardSchema = z.object({
  benchmark: z.string(),
  round: z.int(),
  snapshot_id: z.uuid(),
  published_at: instantSchema,
  /** A leak is suspected, so the ranking doesn't count for now. */
  frozen: z.boolean(),
  /** True if the round doesn't count. Its scores are public, without ranks. */
  invalidated: z.boolean(),
  split: z.enum(splits),
  provisional: z.boolean(),
  metric: z.enum(metricNames),
  direction: z.enum(directions),
  item_count: z.int(),
  entered: z.int(),
  withheld: z.boolean(),
  /** The paired tests of all pairs of ranked models behind rank intervals and ties; null without tests. */
  comparison: z
    .object({
      test: z.enum(pairTestNames),
      level: z.literal(0.05),
      pair_count: z.int(),
    })
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
   * Versions in the round that don't count for their model, each model's newest first: scored and unranked. Empty while the round
   * is open.
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
   * Submissions that two people withdrew after the reveal, because their team copied. The archive contains them; they count
   * nowhere.
   */
  withdrawn: z.array(
    z.object({
      submission: z.uuid(),
      model: z.string(),
      version: z.string(),
      team: z.string(),
      withdrawn_at: instantSchema,
      /** The maintainers' public reason. */
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

/** Formats the ranking as CSV. Only an official ranking that counts has ranks; scores on the feedback split rank nothing. */
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

/** An undisclosed item gives an empty cell. */
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
