import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { benchmarks } from './benchmarks';
import { instant } from './instant';
import { teams, users } from './people';

/**
 * Teams that a maintainer holds to be the same people, in one benchmark: those of a group share quota, answers and exposure. A
 * team without a row is a group of its own.
 */
export const linkedTeams = pgTable(
  'linked_teams',
  {
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.benchmarkId),
    teamId: uuid('team_id')
      .notNull()
      .references(() => teams.teamId),
    /** The team whose id stands for the group; it has a row of its own. */
    groupId: uuid('group_id')
      .notNull()
      .references(() => teams.teamId),
    reason: text('reason').notNull(),
    linkedBy: uuid('linked_by').references(() => users.id, { onDelete: 'set null' }),
    linkedAt: instant('linked_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'linked_teams_pkey', columns: [t.benchmarkId, t.teamId] }),
    index('linked_teams_benchmark_id_group_id_idx').on(t.benchmarkId, t.groupId),
    check('linked_teams_has_reason', sql`${t.reason} <> ''`),
  ],
);
