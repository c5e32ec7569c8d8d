import { integer, jsonb, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { parts } from '@/lib/core/benchmark';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
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

/** Scorers at work. A scorer that has not beaten for a while has its jobs unlocked by the others. */
export const scorerHeartbeats = pgTable('scorer_heartbeats', {
  workerId: text('worker_id').primaryKey(),
  startedAt: timestamp('started_at', { withTimezone: true, mode: 'date' }).notNull(),
  beatAt: timestamp('beat_at', { withTimezone: true, mode: 'date' }).notNull(),
  scorerVersion: text('scorer_version').notNull(),
  /** Of the rounds that it can score. */
  scorableVersions: text('scorable_versions').array().notNull().default([]),
});
