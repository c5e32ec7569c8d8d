import { sql } from 'drizzle-orm';
import {
  check,
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
import { erratumStates, type LabelCorrection, type ScoreChange } from '@/lib/core/errata/erratum';
import { leakReportKinds } from '@/lib/core/leak-report/leak-report';
import { benchmarkColumn } from './benchmarks';
import { instant } from './columns';
import { flags } from './flags';
import { proposalColumns, teamColumn, users } from './people';
import { roundColumn, rounds } from './rounds';

export const erratumStateEnum = pgEnum('erratum_state', erratumStates);

/** One row for each due instant of a benchmark: the primary key ensures that a rotation happens once. */
export const rotations = pgTable(
  'rotations',
  {
    benchmarkId: benchmarkColumn(),
    dueAt: instant('due_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    closedRoundId: uuid('closed_round_id').references(() => rounds.roundId),
    openedRoundId: uuid('opened_round_id').references(() => rounds.roundId),
  },
  (t) => [
    primaryKey({ name: 'rotations_pkey', columns: [t.benchmarkId, t.dueAt] }),
    uniqueIndex('rotations_closed_round_id_key').on(t.closedRoundId),
    uniqueIndex('rotations_opened_round_id_key').on(t.openedRoundId),
  ],
);

/** Reports by visitors that labels have leaked, for the maintainers. Never public. */
export const leakReports = pgTable(
  'leak_reports',
  {
    leakReportId: uuid('leak_report_id').primaryKey().defaultRandom(),
    roundId: roundColumn(),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'set null' }),
    contact: text('contact').notNull(),
    report: text('report').notNull(),
    reportedAt: instant('reported_at').notNull(),
    /** Kind of reporter, which decides the limit that counts the report (`leakReportLimits`). */
    kind: text('kind', { enum: leakReportKinds }).notNull(),
    /**
     * For visitors who aren't signed in: a keyed hash of the network, which allows counting but no
     * identification.
     */
    networkHash: text('network_hash'),
    handledAt: instant('handled_at'),
    handledBy: uuid('handled_by').references(() => users.id, { onDelete: 'set null' }),
  },
  (t) => [
    index('leak_reports_round_id_reported_at_idx').on(t.roundId, t.reportedAt),
    index('leak_reports_reported_at_idx').on(t.reportedAt),
  ],
);

/**
 * Proposals of one maintainer to invalidate a frozen round, to which a second person must consent; the database
 * enforces this.
 */
export const invalidations = pgTable(
  'invalidations',
  {
    invalidationId: uuid('invalidation_id').primaryKey().defaultRandom(),
    roundId: roundColumn(),
    ...proposalColumns(),
  },
  (t) => [
    uniqueIndex('invalidations_one_pending_per_round')
      .on(t.roundId)
      .where(sql`${t.consentedAt} is null and ${t.droppedAt} is null`),
    index('invalidations_round_id_idx').on(t.roundId),
    check('invalidations_two_people', sql`${t.consentedBy} <> ${t.proposedBy}`),
    check('invalidations_has_reason', sql`${t.reason} <> ''`),
  ],
);

/**
 * Decisions of two maintainers to let a draft be sealed although its check `label_leak` blocks it; the
 * database enforces that there are two. A row is deleted with its draft.
 */
export const leakOverrules = pgTable(
  'leak_overrules',
  {
    overruleId: uuid('overrule_id').primaryKey().defaultRandom(),
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.roundId, { onDelete: 'cascade' }),
    ...proposalColumns(),
  },
  (t) => [
    uniqueIndex('leak_overrules_one_per_round').on(t.roundId).where(sql`${t.droppedAt} is null`),
    index('leak_overrules_round_id_idx').on(t.roundId),
    check('leak_overrules_two_people', sql`${t.consentedBy} <> ${t.proposedBy}`),
    check('leak_overrules_has_reason', sql`${t.reason} <> ''`),
  ],
);

/**
 * Decisions of two people to withdraw a team that copied from a revealed round; the database enforces that
 * there are two. The consent withdraws the team's submissions in the same transaction.
 */
export const teamWithdrawals = pgTable(
  'team_withdrawals',
  {
    withdrawalId: uuid('withdrawal_id').primaryKey().defaultRandom(),
    roundId: roundColumn(),
    teamId: teamColumn(),
    /** The scorer's flag that names the team as one of two with equal or nearly equal files. Never public. */
    flagId: uuid('flag_id')
      .notNull()
      .references(() => flags.flagId),
    ...proposalColumns(),
  },
  (t) => [
    uniqueIndex('team_withdrawals_one_per_team').on(t.roundId, t.teamId).where(sql`${t.droppedAt} is null`),
    uniqueIndex('team_withdrawals_one_pending_per_round')
      .on(t.roundId)
      .where(sql`${t.consentedAt} is null and ${t.droppedAt} is null`),
    check('team_withdrawals_two_people', sql`${t.consentedBy} <> ${t.proposedBy}`),
    check('team_withdrawals_has_reason', sql`${t.reason} <> ''`),
    check('team_withdrawals_one_outcome', sql`num_nonnulls(${t.consentedAt}, ${t.droppedAt}) <= 1`),
  ],
);

/**
 * Corrected labels of a revealed round. A published erratum never changes: a further error needs a further
 * erratum.
 */
export const errata = pgTable(
  'errata',
  {
    erratumId: uuid('erratum_id').primaryKey().defaultRandom(),
    roundId: roundColumn(),
    number: integer('number').notNull(),
    state: erratumStateEnum('state').notNull().default('proposed'),
    corrections: jsonb('corrections').$type<LabelCorrection[]>().notNull(),
    reason: text('reason').notNull(),
    proposedBy: uuid('proposed_by').references(() => users.id, { onDelete: 'set null' }),
    proposedAt: instant('proposed_at').notNull(),
    /** The changes that publishing the erratum would make, which are shown before it is published. */
    scoreChanges: jsonb('score_changes').$type<ScoreChange[]>(),
    comparedAt: instant('compared_at'),
    /**
     * The second person, who agreed to the current comparison of scores; a new comparison removes the
     * consent. Triggers set the other columns of the consent.
     */
    consentedBy: uuid('consented_by').references(() => users.id, { onDelete: 'set null' }),
    consentedAt: instant('consented_at'),
    objectionsUntil: instant('objections_until'),
    publishedAt: instant('published_at'),
    publishedBy: uuid('published_by').references(() => users.id, { onDelete: 'set null' }),
    /** The signed text; `signature` is the scorer's Ed25519 signature of its UTF-8 bytes (base64). */
    document: text('document'),
    signature: text('signature'),
  },
  (t) => [
    uniqueIndex('errata_round_id_number_key').on(t.roundId, t.number),
    check('errata_two_people', sql`${t.consentedBy} <> ${t.proposedBy}`),
    check(
      'errata_published_is_signed',
      sql`${t.state} <> 'published' or (${t.document} is not null and ${t.signature} is not null and ${t.publishedAt} is not null)`,
    ),
  ],
);
