import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { benchmarks } from './benchmarks';
import { instant } from './instant';
import { teams, users } from './people';

/**
 * One maintainer's word that teams are the same people, until a second maintainer has consented, or while there is none. Triggers
 * say when, and who may.
 */
export const teamLinkProposals = pgTable(
  'team_link_proposals',
  {
    /** The group's id too, once its teams are linked. */
    proposalId: uuid('proposal_id').primaryKey().defaultRandom(),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.benchmarkId),
    /** The teams that were named; those that share with one of them come along. */
    teamIds: uuid('team_ids').array().notNull(),
    reason: text('reason').notNull(),
    proposedBy: uuid('proposed_by').references(() => users.id, { onDelete: 'set null' }),
    proposedAt: instant('proposed_at').notNull(),
    consentedBy: uuid('consented_by').references(() => users.id, { onDelete: 'set null' }),
    consentedAt: instant('consented_at'),
    droppedBy: uuid('dropped_by').references(() => users.id, { onDelete: 'set null' }),
    droppedAt: instant('dropped_at'),
  },
  (t) => [
    index('team_link_proposals_benchmark_id_idx').on(t.benchmarkId),
    check('team_link_proposals_two_people', sql`${t.consentedBy} <> ${t.proposedBy}`),
    check('team_link_proposals_has_reason', sql`${t.reason} <> ''`),
  ],
);

/**
 * Teams that maintainers hold to be the same people, in one benchmark: those of a group share quota, answers and exposure. A
 * team without a row is a group of its own, named by its own id. The function `group_of_team` says with whom a team shares answers
 * in a round, and `slot_group_of_team` with whom it shares slots.
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
    teamGroupId: uuid('group_id')
      .notNull()
      .references(() => teamLinkProposals.proposalId),
    reason: text('reason').notNull(),
    linkedBy: uuid('linked_by').references(() => users.id, { onDelete: 'set null' }),
    linkedAt: instant('linked_at').notNull(),
    /** The row still holds in rounds that had opened by then, so that unlinking never gives quota back. */
    unlinkedAt: instant('unlinked_at'),
    unlinkedBy: uuid('unlinked_by').references(() => users.id, { onDelete: 'set null' }),
    /** By the one maintainer there was: it holds in rounds that open later, and in none before. */
    isByOne: boolean('is_by_one').notNull().default(false),
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
