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
import { splits } from '@/lib/core/benchmark';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import type { SubgroupRanking } from '@/lib/core/subgroups/subgroup-ranking';
import { bytes } from './columns';
import { roundColumn } from './rounds';

export const splitEnum = pgEnum('split', splits);

/**
 * Published rankings. Immutable: only the migration role may update or delete. Pages, API and badges read the
 * newest revision.
 */
export const snapshots = pgTable(
  'snapshots',
  {
    snapshotId: uuid('snapshot_id').primaryKey().defaultRandom(),
    roundId: roundColumn(),
    split: splitEnum('split').notNull(),
    revision: integer('revision').notNull(),
    publishedAt: timestamp('published_at', { withTimezone: true, mode: 'date' }).notNull(),
    leaderboard: jsonb('leaderboard').$type<Disclosed<Leaderboard>>().notNull(),
  },
  (t) => [uniqueIndex('snapshots_round_id_split_revision_key').on(t.roundId, t.split, t.revision)],
);

/**
 * Comparisons of all pairs of models in an official ranking (`encodePairs`). Immutable like the snapshot, and
 * written in its transaction.
 */
export const snapshotPairs = pgTable(
  'snapshot_pairs',
  {
    snapshotId: uuid('snapshot_id')
      .primaryKey()
      .references(() => snapshots.snapshotId),
    rowCount: integer('row_count').notNull(),
    /** Stored uncompressed, so that two bytes of four million can be read without the others. */
    codes: bytes('codes').notNull(),
  },
  (t) => [
    check('snapshot_pairs_has_all', sql`octet_length(${t.codes}) = ${t.rowCount} * (${t.rowCount} - 1)`),
  ],
);

/**
 * Scores by slice of an official ranking. Immutable like the snapshot. A job that the ranking's publication
 * queues makes them, and makes further ones after the reveal if columns were withheld until then.
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
    /**
     * Codes of the pairs' comparisons in each shown slice. Stored uncompressed, so that one pair can be read
     * without the others.
     */
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

/** Workers of running scorers. When one has sent no heartbeat for a while, other scorers unlock its jobs. */
export const scorerHeartbeats = pgTable('scorer_heartbeats', {
  workerId: text('worker_id').primaryKey(),
  startedAt: timestamp('started_at', { withTimezone: true, mode: 'date' }).notNull(),
  beatAt: timestamp('beat_at', { withTimezone: true, mode: 'date' }).notNull(),
  scorerVersion: text('scorer_version').notNull(),
  /** The boot id of the scorer's machine. */
  bootId: text('boot_id').notNull(),
});
