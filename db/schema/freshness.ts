import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Equating } from '@/lib/core/equating/equating';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { Freshness } from '@/lib/core/freshness/decide-freshness';
import { freshnessStates } from '@/lib/core/freshness/freshness-state';
import { benchmarks } from './benchmarks';
import { instant } from './instant';
import { models } from './models';
import { users } from './people';
import { rounds } from './rounds';

export const freshnessStateEnum = pgEnum('freshness_state', freshnessStates);

/** How fresh a round was found to be, with all that it was decided from. Immutable; the newest one counts. */
export const freshnessRecords = pgTable(
  'freshness_records',
  {
    freshnessRecordId: uuid('freshness_record_id').primaryKey().defaultRandom(),
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.roundId),
    computedAt: instant('computed_at').notNull(),
    /** Whether it was made at the close, from the official ranking: the states that "holds up" and "twice" count. */
    isAtClose: boolean('is_at_close').notNull(),
    state: freshnessStateEnum('state').notNull(),
    freshness: jsonb('freshness').$type<Disclosed<Freshness>>().notNull(),
  },
  (t) => [
    index('freshness_records_round_id_computed_at_idx').on(t.roundId, t.computedAt),
    uniqueIndex('freshness_records_one_at_close').on(t.roundId).where(sql`${t.isAtClose}`),
  ],
);

/**
 * How the scores of a round with an official ranking read on the scale of its benchmark's base round, with the marks that this
 * rests on. Immutable; the newest one counts.
 */
export const equatings = pgTable(
  'equatings',
  {
    equatingId: uuid('equating_id').primaryKey().defaultRandom(),
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.roundId),
    computedAt: instant('computed_at').notNull(),
    equating: jsonb('equating').$type<Disclosed<Equating>>().notNull(),
  },
  (t) => [index('equatings_round_id_computed_at_idx').on(t.roundId, t.computedAt)],
);

/**
 * A model version that a maintainer vouches to be frozen, so that its scores link rounds. A prediction file proves nothing about
 * when its model was made: for those a maintainer's word, in the audit log, is all there is.
 */
export const calibrationMarks = pgTable(
  'calibration_marks',
  {
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.benchmarkId),
    modelId: uuid('model_id')
      .notNull()
      .references(() => models.modelId),
    version: text('version').notNull(),
    reason: text('reason').notNull(),
    designatedBy: uuid('designated_by').references(() => users.id, { onDelete: 'set null' }),
    designatedAt: instant('designated_at').notNull(),
    /** Since when it isn't taken for frozen any more; rounds before then keep it. */
    droppedAt: instant('dropped_at'),
  },
  (t) => [
    primaryKey({ name: 'calibration_marks_pkey', columns: [t.benchmarkId, t.modelId, t.version] }),
    check('calibration_marks_has_reason', sql`${t.reason} <> ''`),
  ],
);
