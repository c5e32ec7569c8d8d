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

/** When a round's ranking should have been replaced (`computeDueDates`), written at its opening. Immutable. */
export const dueDates = pgTable('due_dates', {
  roundId: uuid('round_id')
    .primaryKey()
    .references(() => rounds.roundId),
  announcedClosesAt: instant('announced_closes_at').notNull(),
  dueAt: instant('due_at').notNull(),
  staleAt: instant('stale_at').notNull(),
});

/** Overfitting to feedback of an official ranking's models, measured once after publication. Immutable. */
export const overfittingMeasurements = pgTable('overfitting_measurements', {
  snapshotId: uuid('snapshot_id')
    .primaryKey()
    .references(() => snapshots.snapshotId),
  measuredAt: instant('measured_at').notNull(),
  overfitting: jsonb('overfitting').$type<Disclosed<PublishedOverfitting>>().notNull(),
});

/**
 * Score adjustment of a round with an official ranking to its benchmark's base round, with the anchors that it rests on.
 * Immutable; the newest one counts.
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
 * A model version that a maintainer vouches to be frozen, so that its scores link rounds. A prediction file doesn't prove when
 * its model was made: for those the only evidence is a maintainer's statement in the audit log.
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
    /** The time from which it no longer counts as frozen; earlier rounds still use it. */
    droppedAt: instant('dropped_at'),
  },
  (t) => [
    primaryKey({ name: 'anchors_pkey', columns: [t.benchmarkId, t.modelId, t.version] }),
    check('anchors_has_reason', sql`${t.reason} <> ''`),
  ],
);
