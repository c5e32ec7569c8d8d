import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Equating } from '@/lib/core/equating/equating';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { PublishedOverfitting } from '@/lib/core/leaderboard/leaderboard';
import { benchmarkColumn } from './benchmarks';
import { instant } from './columns';
import { models } from './models';
import { users } from './people';
import { snapshots } from './publication';
import { roundColumn, rounds } from './rounds';

/**
 * When a round's ranking should have been replaced (`computeDueDates`), written at the round's opening. Rows
 * are immutable.
 */
export const dueDates = pgTable('due_dates', {
  roundId: uuid('round_id')
    .primaryKey()
    .references(() => rounds.roundId),
  announcedClosesAt: instant('announced_closes_at').notNull(),
  dueAt: instant('due_at').notNull(),
  staleAt: instant('stale_at').notNull(),
});

/**
 * Overfitting to feedback of the models in an official ranking, measured once after its publication. Rows are
 * immutable.
 */
export const overfittingMeasurements = pgTable('overfitting_measurements', {
  snapshotId: uuid('snapshot_id')
    .primaryKey()
    .references(() => snapshots.snapshotId),
  measuredAt: instant('measured_at').notNull(),
  overfitting: jsonb('overfitting').$type<Disclosed<PublishedOverfitting>>().notNull(),
});

/**
 * Adjustment of a round's scores to the difficulty of its benchmark's base round, with the anchor models that
 * it uses. Rows are immutable; the newest one counts.
 */
export const equatings = pgTable(
  'equatings',
  {
    equatingId: uuid('equating_id').primaryKey().defaultRandom(),
    roundId: roundColumn(),
    computedAt: instant('computed_at').notNull(),
    equating: jsonb('equating').$type<Disclosed<Equating>>().notNull(),
  },
  (t) => [index('equatings_round_id_computed_at_idx').on(t.roundId, t.computedAt)],
);

/**
 * Model versions for which a maintainer vouches that they are frozen, so that their scores link rounds. A
 * prediction file doesn't prove when its model was made: the only evidence is the maintainer's statement in
 * the audit log.
 */
export const anchors = pgTable(
  'anchors',
  {
    benchmarkId: benchmarkColumn(),
    modelId: uuid('model_id')
      .notNull()
      .references(() => models.modelId),
    version: text('version').notNull(),
    reason: text('reason').notNull(),
    designatedBy: uuid('designated_by').references(() => users.id, { onDelete: 'set null' }),
    designatedAt: instant('designated_at').notNull(),
    /** Time from which the version no longer counts as frozen; earlier rounds still use it. */
    droppedAt: instant('dropped_at'),
  },
  (t) => [
    primaryKey({ name: 'anchors_pkey', columns: [t.benchmarkId, t.modelId, t.version] }),
    check('anchors_has_reason', sql`${t.reason} <> ''`),
  ],
);
