import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { benchmarks } from './benchmarks';
import { instant } from './instant';
import { teams, users } from './people';

/**
 * Teams that a maintainer holds to be the same people, in one benchmark: those of a group share quota, answers and exposure. A
 * team without a row is a group of its own, named by its own id. The function `group_of_team` says whom a team is
 * linked with in a round.
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
    /** New with each link, so that it is never a team's id or a group of other teams. */
    teamGroupId: uuid('group_id').notNull(),
    reason: text('reason').notNull(),
    linkedBy: uuid('linked_by').references(() => users.id, { onDelete: 'set null' }),
    linkedAt: instant('linked_at').notNull(),
    /** The row still holds in rounds that had opened by then, so that unlinking never gives quota back. */
    unlinkedAt: instant('unlinked_at'),
    unlinkedBy: uuid('unlinked_by').references(() => users.id, { onDelete: 'set null' }),
  },
  (t) => [
    primaryKey({ name: 'linked_teams_pkey', columns: [t.benchmarkId, t.teamId, t.teamGroupId] }),
    uniqueIndex('linked_teams_one_group_at_once_key')
      .on(t.benchmarkId, t.teamId)
      .where(sql`${t.unlinkedAt} is null`),
    index('linked_teams_benchmark_id_group_id_idx').on(t.benchmarkId, t.teamGroupId),
    check('linked_teams_has_reason', sql`${t.reason} <> ''`),
  ],
);
