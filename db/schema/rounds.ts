import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { SubmissionKind } from '@/lib/core/benchmark';
import type { CheckReport } from '@/lib/core/round/read-test-set';
import type { ArchiveFile, Commitment } from '@/lib/core/round/round';
import { roundStates } from '@/lib/core/round/round-state';
import { benchmarkColumn, feedbackPolicyEnum, metricColumn } from './benchmarks';
import { instant } from './columns';
import { users } from './people';

export const roundStateEnum = pgEnum('round_state', roundStates);

/**
 * Rounds, with all data that the web process may know. Splits, labels and the round secret are in schema
 * `hidden`, encrypted. The feedback policy is copied from the benchmark at the sealing, so that a later edit
 * can't change it.
 */
export const rounds = pgTable(
  'rounds',
  {
    roundId: uuid('round_id').primaryKey().defaultRandom(),
    benchmarkId: benchmarkColumn(),
    number: integer('number').notNull(),
    /**
     * Position in the queue of sealed rounds: the round's number, or the position of the round that it
     * replaces.
     */
    queueOrder: integer('queue_order').notNull(),
    replacesRoundId: uuid('replaces_round_id').references((): AnyPgColumn => rounds.roundId),
    title: text('title').notNull(),
    /**
     * The person who uploaded the round, whose limit of rounds and drafts counts it; null after the account
     * was deleted.
     */
    uploadedBy: uuid('uploaded_by').references(() => users.id, { onDelete: 'set null' }),
    /**
     * Idempotency key of the upload's request; beside it, a hash of its metadata. The test set isn't hashed,
     * because a hash could confirm guesses of its labels.
     */
    idempotencyKey: text('idempotency_key'),
    requestSha256: text('request_sha256'),
    state: roundStateEnum('state').notNull().default('draft'),
    opensAt: instant('opens_at'),
    closesAt: instant('closes_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    sealedAt: instant('sealed_at'),
    openedAt: instant('opened_at'),
    closedAt: instant('closed_at'),
    feedbackPolicy: feedbackPolicyEnum('feedback_policy'),
    /**
     * Maximum of feedback in the round for a team and those linked with it (K); null if the policy has no
     * maximum, and for a draft.
     */
    feedbackCap: integer('feedback_cap'),
    /**
     * Copied from the benchmark at the sealing, because the test set was checked for these metrics; null for
     * a draft.
     */
    secondaryMetrics: metricColumn('secondary_metrics').array(),
    /**
     * Kinds of submissions, copied from the benchmark at the opening as the quotas are, so that a later
     * change concerns only later rounds.
     */
    accepts: text('accepts').array().$type<SubmissionKind[]>(),
    quotaPerRound: integer('quota_per_round'),
    quotaPerDay: integer('quota_per_day'),
    testSetByteCount: bigint('test_set_byte_count', { mode: 'number' }).notNull(),
    testSetSealedSha256: text('test_set_sealed_sha256').notNull(),
    checkedAt: instant('checked_at'),
    checkReport: jsonb('check_report').$type<CheckReport>(),
    itemCount: integer('item_count'),
    feedbackCount: integer('feedback_count'),
    finalCount: integer('final_count'),
    scorerVersion: text('scorer_version'),
    /** The published commitment to the test set; null for a draft. */
    commitment: jsonb('commitment').$type<Commitment>(),
    frozenAt: instant('frozen_at'),
    /** The state in which the round was frozen, and to which unfreezing returns it. */
    frozenFrom: roundStateEnum('frozen_from'),
    freezeReason: text('freeze_reason'),
    invalidatedAt: instant('invalidated_at'),
    invalidationReason: text('invalidation_reason'),
    revealedAt: instant('revealed_at'),
    /** The files of the public archive, after the reveal. */
    archive: jsonb('archive').$type<ArchiveFile[]>(),
  },
  (t) => [
    index('rounds_uploaded_by_idx').on(t.uploadedBy),
    uniqueIndex('rounds_one_of_key_per_uploader').on(t.uploadedBy, t.idempotencyKey),
    uniqueIndex('rounds_benchmark_id_number_key').on(t.benchmarkId, t.number),
    uniqueIndex('rounds_one_open_per_benchmark').on(t.benchmarkId).where(sql`${t.state} = 'open'`),
    check(
      'rounds_closes_after_opening',
      sql`${t.closesAt} is null or ${t.opensAt} is null or ${t.closesAt} > ${t.opensAt}`,
    ),
    index('rounds_replaces_round_id_idx').on(t.replacesRoundId),
    check(
      'rounds_sealed_has_splits',
      sql`${t.state} = 'draft' or num_nulls(${t.itemCount}, ${t.sealedAt}, ${t.scorerVersion}, ${t.commitment}) = 0`,
    ),
    check(
      'rounds_open_has_interval',
      sql`${t.state} <> 'open' or (${t.openedAt} is not null and ${t.closesAt} is not null)`,
    ),
    check(
      'rounds_frozen_has_reason',
      sql`${t.state} <> 'frozen' or (${t.frozenFrom} is not null and ${t.frozenAt} is not null and ${t.freezeReason} <> '')`,
    ),
    check(
      'rounds_invalidated_has_reason',
      sql`${t.state} <> 'invalidated' or (${t.invalidatedAt} is not null and ${t.invalidationReason} <> '')`,
    ),
    check(
      'rounds_revealed_has_archive',
      sql`${t.state} <> 'revealed' or (${t.revealedAt} is not null and ${t.archive} is not null)`,
    ),
  ],
);

/** The round that a row belongs to. */
export const roundColumn = () =>
  uuid('round_id')
    .notNull()
    .references(() => rounds.roundId);
