import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { evidenceKinds, submissionKinds } from '@/lib/core/benchmark';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { Feedback } from '@/lib/core/feedback/feedback';
import type { Disclosure } from '@/lib/core/model/disclosure';
import { practiceStates } from '@/lib/core/model/model-version';
import { submissionStates } from '@/lib/core/submission/submission-state';
import { benchmarkColumn } from './benchmarks';
import { instant } from './columns';
import { models, modelVersions } from './models';
import { teamColumn, userColumn, users } from './people';
import { roundColumn } from './rounds';

export const submissionStateEnum = pgEnum('submission_state', submissionStates);

export const submissionKindEnum = pgEnum('submission_kind', submissionKinds);

export const evidenceEnum = pgEnum('evidence', evidenceKinds);

export const practiceStateEnum = pgEnum('practice_state', practiceStates);

export const submissions = pgTable(
  'submissions',
  {
    submissionId: uuid('submission_id').primaryKey(),
    roundId: roundColumn(),
    teamId: teamColumn(),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'set null' }),
    modelId: uuid('model_id')
      .notNull()
      .references(() => models.modelId),
    version: text('version').notNull(),
    /** Look-alike form of the version's name. */
    versionSkeleton: text('version_skeleton').notNull(),
    kind: submissionKindEnum('kind').notNull(),
    /** The version whose file runs. Null for a prediction file. */
    versionId: uuid('version_id').references(() => modelVersions.versionId),
    /**
     * True for an automatic evaluation: the scorer inserted it for an active version when the round opened.
     * It uses no slot.
     */
    isAutomatic: boolean('is_automatic').notNull().default(false),
    evidence: evidenceEnum('evidence').notNull(),
    disclosure: jsonb('disclosure').$type<Disclosure>().notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    /** Hash of the request with this idempotency key: a different request with the same key is refused. */
    requestSha256: text('request_sha256').notNull(),
    fileSha256: text('file_sha256').notNull(),
    fileByteCount: bigint('file_byte_count', { mode: 'number' }).notNull(),
    state: submissionStateEnum('state').notNull(),
    receivedAt: instant('received_at').notNull(),
    deadlineAt: instant('deadline_at'),
    /** The fence: each try increments it, and only the newest try may complete. */
    attempt: integer('attempt').notNull().default(0),
    finishedAt: instant('finished_at'),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: uuid('withdrawn_by').references(() => users.id, { onDelete: 'set null' }),
    /** Public reason of a maintainer's withdrawal; null if its own team withdrew it. */
    withdrawalReason: text('withdrawal_reason'),
    /** Time at which the team chose this submission. */
    chosenAt: instant('chosen_at'),
    /** The person who chose it, or who undid the choice. */
    chosenBy: uuid('chosen_by').references(() => users.id, { onDelete: 'set null' }),
    /** True for an entry that a maintainer submitted for comparison: pages show it, and never rank it. */
    isBaseline: boolean('is_baseline').notNull().default(false),
    code: text('code'),
    message: text('message'),
    line: integer('line'),
    column: integer('column'),
    feedback: jsonb('feedback').$type<Disclosed<Feedback>>(),
    /**
     * Number and SHA-256 of the rules that were in force at the acceptance; null without rules. A trigger
     * sets both.
     */
    rulesVersion: integer('rules_version'),
    rulesSha256: text('rules_sha256'),
    /** Id of the HTTP request that sent it, for the log; null for an automatic evaluation. */
    requestId: text('request_id'),
  },
  (t) => [
    uniqueIndex('submissions_user_id_idempotency_key_key').on(t.userId, t.idempotencyKey),
    index('submissions_round_id_received_at_idx').on(t.roundId, t.receivedAt),
    index('submissions_team_id_received_at_idx').on(t.teamId, t.receivedAt),
    index('submissions_round_id_model_id_idx').on(t.roundId, t.modelId),
    uniqueIndex('submissions_one_chosen_per_model')
      .on(t.roundId, t.modelId)
      .where(sql`${t.chosenAt} is not null`),
    // A team may send the same file again only if it was rejected, failed or withdrawn. Different images may have trained to the
    // same bytes.
    uniqueIndex('submissions_one_of_file_per_team')
      .on(t.roundId, t.teamId, t.fileSha256)
      .where(
        sql`${t.state} not in ('rejected', 'failed') and ${t.withdrawnAt} is null and not (${t.isAutomatic} and ${t.kind} = 'container')`,
      ),
    // A version has one automatic evaluation in a round, whichever process inserts it.
    uniqueIndex('submissions_one_automatic_per_version')
      .on(t.roundId, t.versionId)
      .where(sql`${t.isAutomatic}`),
    index('submissions_version_id_idx').on(t.versionId),
    check('submissions_automatic_without_feedback', sql`not ${t.isAutomatic} or ${t.feedback} is null`),
    check(
      'submissions_model_has_version',
      sql`(${t.kind} <> 'predictions') = (${t.versionId} is not null) and (not ${t.isAutomatic} or ${t.kind} <> 'predictions')`,
    ),
    index('submissions_unfinished_idx')
      .on(t.deadlineAt)
      .where(sql`${t.state} in ('received', 'queued', 'scoring')`),
    // Index of submissions without a decision on feedback: there are few at any time, in a round of any size.
    index('submissions_undecided_idx')
      .on(t.roundId, t.teamId)
      .where(sql`${t.state} = 'scored' and not ${t.isAutomatic} and ${t.feedback} is null`),
    // Index for monitoring, which counts scores by their time.
    index('submissions_finished_at_idx')
      .on(t.finishedAt)
      .where(sql`${t.state} = 'scored' and not ${t.isAutomatic}`),
    index('submissions_baselines_idx').on(t.roundId, t.receivedAt).where(sql`${t.isBaseline}`),
    index('submissions_reported_idx').on(t.roundId).where(sql`(${t.feedback} ->> 'score') is not null`),
    check(
      'submissions_unfinished_has_deadline',
      sql`${t.state} in ('scored', 'rejected', 'failed') or ${t.deadlineAt} is not null`,
    ),
    // lib/contracts defines the format of a disclosure; the database limits only its size.
    check(
      'submissions_disclosure_bounded',
      sql`jsonb_typeof(${t.disclosure}) = 'object' and octet_length(${t.disclosure}::text) <= 32768`,
    ),
    check(
      'submissions_failed_has_code',
      sql`${t.state} not in ('rejected', 'failed') or ${t.code} is not null`,
    ),
    check('submissions_request_id_is_short', sql`${t.requestId} ~ '^[0-9A-Za-z-]{16,64}$'`),
  ],
);

/**
 * Scores of submitted models on revealed rounds, whose labels are public: never ranked, without charge or
 * slot. The web role requests them when it accepts a submission; only the scorer sets them.
 */
export const practiceScores = pgTable(
  'practice_scores',
  {
    submissionId: uuid('submission_id')
      .notNull()
      .references(() => submissions.submissionId),
    roundId: roundColumn(),
    state: practiceStateEnum('state').notNull().default('queued'),
    /** The fence: each try increments it, and only the newest try may complete. */
    attempt: integer('attempt').notNull().default(0),
    /** The score on the final split, rounded like an official score; null also if the metric has no value. */
    score: doublePrecision('score'),
    code: text('code'),
    message: text('message'),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    primaryKey({ name: 'practice_scores_pkey', columns: [t.submissionId, t.roundId] }),
    index('practice_scores_queued_idx').on(t.submissionId).where(sql`${t.state} = 'queued'`),
    check('practice_scores_finished_has_instant', sql`(${t.state} = 'queued') = (${t.finishedAt} is null)`),
    check('practice_scores_score_is_scored', sql`${t.score} is null or ${t.state} = 'scored'`),
    check(
      'practice_scores_without_success_has_code',
      sql`(${t.state} in ('rejected', 'failed')) = (${t.code} is not null)`,
    ),
  ],
);

/**
 * The file of each model version in a round, for good: the first file that was accepted under the version's
 * name. A trigger of `submissions` writes it, so that two files never share a version.
 */
export const versionFiles = pgTable(
  'version_files',
  {
    roundId: roundColumn(),
    modelId: uuid('model_id')
      .notNull()
      .references(() => models.modelId),
    version: text('version').notNull(),
    fileSha256: text('file_sha256').notNull(),
    /** Look-alike form of the version's name. */
    skeleton: text('skeleton').notNull(),
  },
  (t) => [
    primaryKey({ name: 'version_files_pkey', columns: [t.roundId, t.modelId, t.version] }),
    uniqueIndex('version_files_skeleton_key').on(t.roundId, t.modelId, t.skeleton),
  ],
);

/**
 * The team for which a person submits in a round. The row binds the person until the close, even after
 * leaving the team. Only triggers write it, in the transaction of a submission or of joining a team.
 */
export const roundEntrants = pgTable(
  'round_entrants',
  {
    roundId: roundColumn(),
    userId: userColumn(),
    teamId: teamColumn(),
    boundAt: instant('bound_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'round_entrants_pkey', columns: [t.roundId, t.userId] }),
    index('round_entrants_user_id_idx').on(t.userId),
    index('round_entrants_team_id_idx').on(t.teamId, t.roundId),
  ],
);

/**
 * Slots that a team, or a group of linked teams, has used of its quota for a round: the primary key enforces
 * the quota, instead of a count.
 */
export const roundSlots = pgTable(
  'round_slots',
  {
    roundId: roundColumn(),
    teamId: teamColumn(),
    /** The group whose quota the slot uses (`slot_group_of_team`): the team's own id if it isn't linked. */
    teamGroupId: uuid('group_id').notNull(),
    slot: integer('slot').notNull(),
    submissionId: uuid('submission_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'round_slots_pkey', columns: [t.roundId, t.teamGroupId, t.slot] }),
    uniqueIndex('round_slots_submission_id_key').on(t.submissionId),
    index('round_slots_round_id_team_id_idx').on(t.roundId, t.teamId),
  ],
);

/** Slots that a team or group has used of its quota for a UTC day in a benchmark. */
export const daySlots = pgTable(
  'day_slots',
  {
    benchmarkId: benchmarkColumn(),
    teamId: teamColumn(),
    teamGroupId: uuid('group_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    slot: integer('slot').notNull(),
    submissionId: uuid('submission_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'day_slots_pkey', columns: [t.benchmarkId, t.teamGroupId, t.day, t.slot] }),
    uniqueIndex('day_slots_submission_id_key').on(t.submissionId),
  ],
);

/**
 * A team's feedback in a round, and its current best. Feedback is decided while this row is locked, one
 * submission after another in order of acceptance. All of it follows from the feedback that the team has
 * seen.
 */
export const feedbackTallies = pgTable(
  'feedback_tallies',
  {
    roundId: roundColumn(),
    teamId: teamColumn(),
    /** The submission that the team's next one must beat; null while that is the benchmark's baseline. */
    incumbentSubmissionId: uuid('incumbent_submission_id').references(() => submissions.submissionId),
    scoreCount: integer('score_count').notNull().default(0),
    improvementCount: integer('improvement_count').notNull().default(0),
    refusalCount: integer('refusal_count').notNull().default(0),
    /** Information in the team's feedback, in units of exact scores: `lib/core/exposure/exposure.ts`. */
    charge: doublePrecision('charge').notNull().default(0),
    /** For a ladder policy: number of feedback decisions since the newest improvement of the team's group. */
    sinceImprovementCount: integer('since_improvement_count').notNull().default(0),
    /**
     * Charge and count as if the team had no links. Public exposure uses these until the close, because it
     * would otherwise reveal a link.
     */
    aloneCharge: doublePrecision('alone_charge').notNull().default(0),
    aloneSinceImprovementCount: integer('alone_since_improvement_count').notNull().default(0),
  },
  (t) => [
    primaryKey({ name: 'feedback_tallies_pkey', columns: [t.roundId, t.teamId] }),
    check(
      'feedback_tallies_counts',
      sql`${t.scoreCount} >= 0 and ${t.improvementCount} >= 0 and ${t.refusalCount} >= 0`,
    ),
    check(
      'feedback_tallies_charges',
      sql`${t.charge} >= 0 and ${t.sinceImprovementCount} >= 0 and ${t.aloneCharge} >= 0 and ${t.aloneSinceImprovementCount} >= 0`,
    ),
    check(
      'feedback_tallies_incumbent_was_reported',
      sql`(${t.incumbentSubmissionId} is null) = (${t.improvementCount} = 0)`,
    ),
  ],
);

/** A team's note on its own submission, which no other reader sees. A changed note replaces the row. */
export const submissionNotes = pgTable(
  'submission_notes',
  {
    submissionId: uuid('submission_id')
      .primaryKey()
      .references(() => submissions.submissionId),
    text: text('text').notNull(),
    writtenBy: uuid('written_by').references(() => users.id, { onDelete: 'set null' }),
    writtenAt: instant('written_at').notNull(),
  },
  (t) => [
    index('submission_notes_written_by_idx').on(t.writtenBy),
    check('submission_notes_text_length', sql`char_length(${t.text}) between 1 and 2000`),
  ],
);
