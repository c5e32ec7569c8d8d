import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { parts } from '@/lib/core/benchmark';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import type { SubgroupRanking } from '@/lib/core/subgroups/subgroup-ranking';
import { bytes } from './bytes';
import { rounds } from './rounds';

export const partEnum = pgEnum('part', parts);

/** Immutable: no role but the migration's may update or delete. Pages, API and badges read the newest revision. */
export const snapshots = pgTable(
  'snapshots',
  {
    snapshotId: uuid('snapshot_id').primaryKey().defaultRandom(),
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.roundId),
    part: partEnum('part').notNull(),
    revision: integer('revision').notNull(),
    publishedAt: timestamp('published_at', { withTimezone: true, mode: 'date' }).notNull(),
    leaderboard: jsonb('leaderboard').$type<Disclosed<Leaderboard>>().notNull(),
  },
  (t) => [uniqueIndex('snapshots_round_id_part_revision_key').on(t.roundId, t.part, t.revision)],
);

/**
 * What an official ranking keeps of its pairs of models (`encodePairs`). Immutable as the snapshot is, and made in its transaction.
 */
export const snapshotPairs = pgTable(
  'snapshot_pairs',
  {
    snapshotId: uuid('snapshot_id')
      .primaryKey()
      .references(() => snapshots.snapshotId),
    rowCount: integer('row_count').notNull(),
    /** Stored as it is, so that two bytes of four million are read by themselves. */
    codes: bytes('codes').notNull(),
  },
  (t) => [
    check('snapshot_pairs_has_all', sql`octet_length(${t.codes}) = ${t.rowCount} * (${t.rowCount} - 1)`),
  ],
);

/**
 * Scores by slice of an official ranking. Immutable as the snapshot is, and made by a job that it asks for; once more after the
 * reveal, where something was withheld until then.
 */
export const subgroupRankings = pgTable(
  'subgroup_rankings',
  {
    snapshotId: uuid('snapshot_id')
      .notNull()
      .references(() => snapshots.snapshotId),
    isRevealed: boolean('is_revealed').notNull(),
    ranking: jsonb('ranking').$type<Disclosed<SubgroupRanking>>().notNull(),
    shownCount: integer('shown_count').notNull(),
    rowCount: integer('row_count').notNull(),
    /** Of each shown slice the codes of its pairs. Stored as they are, so that one pair is read by itself. */
    codes: bytes('codes').notNull(),
  },
  (t) => [
    primaryKey({ name: 'subgroup_rankings_pkey', columns: [t.snapshotId, t.isRevealed] }),
    check(
      'subgroup_rankings_has_all_pairs',
      sql`octet_length(${t.codes}) = ${t.shownCount} * ${t.rowCount} * (${t.rowCount} - 1)`,
    ),
  ],
);

/** Scorers at work. A scorer that has not beaten for a while has its jobs unlocked by the others. */
export const scorerHeartbeats = pgTable('scorer_heartbeats', {
  workerId: text('worker_id').primaryKey(),
  startedAt: timestamp('started_at', { withTimezone: true, mode: 'date' }).notNull(),
  beatAt: timestamp('beat_at', { withTimezone: true, mode: 'date' }).notNull(),
  scorerVersion: text('scorer_version').notNull(),
  /** Of the start of the machine that it runs on. */
  bootId: text('boot_id').notNull(),
});

/** What held of the sandbox for models on a machine, since it was started. */
export const sandboxReports = pgTable('sandbox_reports', {
  bootId: text('boot_id').primaryKey(),
  /** Of what the outcome may hang on: versions, user, kernel. With another one it is tested again. */
  fingerprint: text('fingerprint').notNull(),
  /** False where there is no bubblewrap to test. */
  isFound: boolean('is_found').notNull(),
  /** Names of the trials against which it did not hold. None is a full pass. */
  failed: text('failed').array().notNull(),
  testedAt: timestamp('tested_at', { withTimezone: true, mode: 'date' }).notNull(),
});
