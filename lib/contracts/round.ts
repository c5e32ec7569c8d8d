import { z } from 'zod';
import { feedbackPolicies, submissionKinds } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/metrics/metric-name';
import { checkNames, checkOutcomes } from '@/lib/core/round/checks/check';
import { roundStates } from '@/lib/core/round/round-state';
import { instantSchema, nameText } from './fields';
import { freshnessSchema, rankingFactsSchema } from './freshness';
import { cadenceSchema } from './schedule';

/** The part `metadata` of a request that uploads a `test_set`. */
export const newRoundSchema = z
  .object({
    title: nameText(1, 80),
    opens_at: instantSchema.nullish(),
    closes_at: instantSchema.nullish(),
    /** Number of the sealed round that this round replaces once this round is sealed. The replaced round then never opens. */
    replaces: z.int().positive().nullish(),
  })
  .refine((r) => !r.opens_at || !r.closes_at || Date.parse(r.closes_at) > Date.parse(r.opens_at), {
    path: ['closes_at'],
    message: 'a round closes after it opens',
  });

export type NewRound = z.output<typeof newRoundSchema>;

/** Body of the request `PATCH …/rounds/{number}`: only the given fields change; null removes a planned date. */
export const changedDraftSchema = z.strictObject({
  title: newRoundSchema.shape.title.optional(),
  opens_at: newRoundSchema.shape.opens_at,
  closes_at: newRoundSchema.shape.closes_at,
});

/** Body of the request `POST …/open`, which may set the close. */
export const openRoundSchema = z.object({ closes_at: instantSchema.nullish() });

/** Body of the request `POST …/seal`: with `new_ids`, pseudonymous ids replace the original ids of the items. */
export const sealRoundSchema = z.object({ new_ids: z.boolean().nullish() });

export const commitmentSchema = z.object({
  root: z.string(),
  item_count: z.int(),
  feedback_count: z.int(),
  final_count: z.int(),
  metric: z.enum(metricNames),
  /** ε, the limit to which log loss clips probabilities: [ε, 1 − ε]. */
  log_loss_clip: z.number(),
  scorer_version: z.string(),
  sealed_at: instantSchema,
  /** `drawn`: the order of the inputs follows from the round secret. */
  inputs_order: z.literal('drawn'),
  /** `drawn`: pseudonymous ids, derived from the round secret and the original ids. Absent: the original ids. */
  ids: z.literal('drawn').optional(),
  schedule: z.object({
    opens_at: instantSchema.nullable(),
    closes_at: instantSchema.nullable(),
    cadence: cadenceSchema,
    time_zone: z.string(),
  }),
});

export const roundSummarySchema = z.object({
  number: z.int(),
  title: z.string(),
  state: z.enum(roundStates),
  opens_at: instantSchema.nullable(),
  closes_at: instantSchema.nullable(),
  item_count: z.int().nullable(),
  /** The feedback policy while the round is open, fixed when the round is sealed; null for a draft. */
  feedback_policy: z.enum(feedbackPolicies).nullable(),
  /** The round's secondary metrics, fixed when the round is sealed; null for a draft. */
  secondary_metrics: z.array(z.enum(metricNames)).nullable(),
  /** Kinds of submissions that the round accepts, fixed when the round opens, like the quotas; null before. */
  accepts: z.array(z.enum(submissionKinds)).nullable(),
  quota_per_round: z.int().nullable(),
  quota_per_day: z.int().nullable(),
});

export type RoundSummary = z.output<typeof roundSummarySchema>;

export const exposureSchema = z.object({
  /** The largest exposure that a team group has. */
  worst: z.number(),
  /** Exposure that would result if all teams shared their feedback. For information only: no rule uses it. */
  pooled: z.number(),
  /**
   * Upper bound on overfitting to feedback, as a share of the metric's range; null where no bound is proved for the metric.
   */
  transcript_bound: z.number().nullable(),
});

export type ExposureView = z.output<typeof exposureSchema>;

export const roundSchema = roundSummarySchema.extend({
  feedback_count: z.int().nullable(),
  final_count: z.int().nullable(),
  /** Names of the slice columns, by which scores on the final split are also published; empty before the close. */
  slice_columns: z.array(z.string()),
  /** The round's commitment; null for a draft. */
  commitment: commitmentSchema.nullable(),
  /** Freshness of the round's ranking; null before the round opens. */
  freshness: freshnessSchema.nullable(),
  /** Facts about the official ranking; null without one, and in lists. */
  ranking_facts: rankingFactsSchema.nullable(),
  /** The largest exposure of a group of linked teams (1 = used up); null without feedback. */
  exposure: z.number().nullable(),
  /** Exposure in detail, with the pooled exposure and the transcript bound. */
  exposure_detail: exposureSchema.nullable(),
  /**
   * When a sealed round will open by the schedule or its own planned dates. Null in other states, if only a maintainer can
   * open it, and if that is beyond the benchmark's next 52 automatic changes.
   */
  planned_opening: z.object({ opens_at: instantSchema, closes_at: instantSchema }).nullable(),
  sealed_at: instantSchema.nullable(),
  opened_at: instantSchema.nullable(),
  closed_at: instantSchema.nullable(),
  frozen_at: instantSchema.nullable(),
  /** State in which the round was frozen; null if it wasn't frozen. */
  frozen_from: z.enum(roundStates).nullable(),
  freeze_reason: z.string().nullable(),
  invalidated_at: instantSchema.nullable(),
  invalidation_reason: z.string().nullable(),
  revealed_at: instantSchema.nullable(),
  /** Files of the public archive; empty until the reveal. */
  archive: z.array(z.object({ name: z.string(), byte_count: z.int(), sha256: z.string() })),
});

export type RoundView = z.output<typeof roundSchema>;

/** A round without measurements such as exposure and freshness. */
export type RoundFacts = Omit<
  RoundView,
  'freshness' | 'ranking_facts' | 'exposure' | 'exposure_detail' | 'planned_opening'
>;

const checkSchema = z.object({
  name: z.enum(checkNames),
  outcome: z.enum(checkOutcomes),
  detail: z.string(),
  numbers: z.record(z.string(), z.number()),
});

const checkedTestSetSchema = z.object({
  item_count: z.int(),
  input_columns: z.array(z.string()),
  slice_columns: z.array(z.string()),
  class_share_percent: z.record(z.string(), z.number()),
  duplicate_id_count: z.int(),
  empty_label_count: z.int(),
  /** Results of the checks; empty for a file with problems, which isn't checked any further. */
  checks: z.array(checkSchema),
  problem_count: z.int(),
  problems: z.array(
    z.object({
      code: z.string(),
      line: z.int().nullable(),
      column: z.int().nullable(),
      detail: z.string(),
      hint: z.string(),
    }),
  ),
});

/** Response of `GET …/check`: the report on a round's test set, for a round in any state, as maintainers see it. */
export const checkReportSchema = checkedTestSetSchema.extend({
  round: z.int(),
  state: z.enum(roundStates),
  checks: z.array(checkSchema.omit({ numbers: true })),
});

export type CheckReportView = z.output<typeof checkReportSchema>;

/** A round as its maintainers see it, including drafts. */
export const maintainedRoundSchema = roundSchema.extend({
  check: checkedTestSetSchema.nullable(),
  /**
   * Number of submissions by state. `rejected`: a fault of the file; `failed`: a fault of the platform. Both return the
   * slot.
   */
  submissions: z.object({ unfinished: z.int(), scored: z.int(), rejected: z.int(), failed: z.int() }),
  /** Position in the queue of sealed rounds: the round with the smallest position opens first. */
  queue_order: z.int(),
  /** Number of the sealed round that this round replaces when it is sealed, or has replaced; null without one. */
  replaces: z.int().nullable(),
});

export type MaintainedRoundView = z.output<typeof maintainedRoundSchema>;

/** Maximum number of rounds that a benchmark's page shows, the newest ones. */
export const roundsDrawnMax = 6;

/** Parses a round's number in a URL; any other text becomes 0, which no round has. */
export const roundNumber = (text: string): number => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0);

/**
 * Response of `GET …/commitment`: the commitment that was published when the round was sealed, and the sealed rounds that
 * this round replaced.
 */
export const publishedCommitmentSchema = commitmentSchema.extend({
  benchmark: z.string(),
  round: z.int(),
  /** The replaced rounds, newest first. They never opened; their commitments remain public. */
  replaced: z.array(
    z.object({
      round: z.int(),
      commitment: commitmentSchema,
      invalidated_at: instantSchema.nullable(),
      invalidation_reason: z.string().nullable(),
    }),
  ),
});

export type PublishedCommitment = z.output<typeof publishedCommitmentSchema>;
