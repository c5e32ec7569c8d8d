import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  pgTable,
  pgView,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { benchmarkColumn } from './benchmarks';
import { instant } from './columns';
import { teamColumn, teams, users } from './people';

/**
 * A merge in one benchmark that a captain of each team wants: after a day without a maintainer's objection the teams are linked,
 * together with a new team of all their members that has the common name. Triggers check roles and set the times.
 */
export const teamMerges = pgTable(
  'team_merges',
  {
    mergeId: uuid('merge_id').primaryKey().defaultRandom(),
    benchmarkId: benchmarkColumn(),
    teamId: teamColumn(),
    otherTeamId: uuid('other_team_id')
      .notNull()
      .references(() => teams.teamId),
    name: text('name').notNull(),
    askedBy: uuid('asked_by').references(() => users.id, { onDelete: 'set null' }),
    askedAt: instant('asked_at').notNull(),
    agreedBy: uuid('agreed_by').references(() => users.id, { onDelete: 'set null' }),
    agreedAt: instant('agreed_at'),
    objectionsUntil: instant('objections_until'),
    /** A captain of one of the teams, or a maintainer who objects. */
    droppedBy: uuid('dropped_by').references(() => users.id, { onDelete: 'set null' }),
    droppedAt: instant('dropped_at'),
    dropReason: text('drop_reason'),
    mergedAt: instant('merged_at'),
    mergedTeamId: uuid('merged_team_id').references(() => teams.teamId),
  },
  (t) => [
    index('team_merges_benchmark_id_idx').on(t.benchmarkId),
    index('team_merges_team_id_idx').on(t.teamId),
    index('team_merges_other_team_id_idx').on(t.otherTeamId),
    index('team_merges_due_idx')
      .on(t.objectionsUntil)
      .where(sql`${t.mergedAt} is null and ${t.droppedAt} is null`),
    check('team_merges_two_teams', sql`${t.teamId} <> ${t.otherTeamId}`),
    check('team_merges_ended_once', sql`num_nonnulls(${t.mergedAt}, ${t.droppedAt}) < 2`),
  ],
);

/**
 * A maintainer's statement that teams are the same people, until a second maintainer has consented, or while there is none.
 * Triggers check time and role.
 */
export const teamLinkProposals = pgTable(
  'team_link_proposals',
  {
    /** The group's id too, once its teams are linked. */
    proposalId: uuid('proposal_id').primaryKey().defaultRandom(),
    benchmarkId: benchmarkColumn(),
    /** The named teams; those that share with one of them are included. */
    teamIds: uuid('team_ids').array().notNull(),
    reason: text('reason').notNull(),
    proposedBy: uuid('proposed_by').references(() => users.id, { onDelete: 'set null' }),
    proposedAt: instant('proposed_at').notNull(),
    consentedBy: uuid('consented_by').references(() => users.id, { onDelete: 'set null' }),
    consentedAt: instant('consented_at'),
    droppedBy: uuid('dropped_by').references(() => users.id, { onDelete: 'set null' }),
    droppedAt: instant('dropped_at'),
    /** The merge that the captains wanted, which needs no maintainer's consent. */
    mergeId: uuid('merge_id').references(() => teamMerges.mergeId),
  },
  (t) => [
    uniqueIndex('team_link_proposals_merge_id_key').on(t.mergeId),
    index('team_link_proposals_benchmark_id_idx').on(t.benchmarkId),
    check('team_link_proposals_two_people', sql`${t.consentedBy} <> ${t.proposedBy}`),
    check('team_link_proposals_has_reason', sql`${t.reason} <> ''`),
  ],
);

/**
 * Teams that maintainers consider the same people, in one benchmark: those of a group share quota, feedback and exposure. A team
 * without a row is a group of its own, named by its own id. The function `group_of_team` gives the group that shares feedback in
 * a round, and `slot_group_of_team` the group that shares slots.
 */
export const linkedTeams = pgTable(
  'linked_teams',
  {
    benchmarkId: benchmarkColumn(),
    teamId: teamColumn(),
    /** New with each link, so that it never equals a team's id or a group of other teams. */
    teamGroupId: uuid('group_id')
      .notNull()
      .references(() => teamLinkProposals.proposalId),
    reason: text('reason').notNull(),
    linkedBy: uuid('linked_by').references(() => users.id, { onDelete: 'set null' }),
    linkedAt: instant('linked_at').notNull(),
    /** The link still applies to rounds that opened before, so that unlinking never returns quota. */
    unlinkedAt: instant('unlinked_at'),
    unlinkedBy: uuid('unlinked_by').references(() => users.id, { onDelete: 'set null' }),
    /** Linked by a single maintainer: it applies to rounds that open later, and to none before. */
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

/**
 * The name under which a team stands in one benchmark until a date. It is set before the team's first submission there; name and
 * address stay taken afterwards. A trigger keeps the date, and the function `end_pseudonyms` ends it.
 */
export const teamPseudonyms = pgTable(
  'team_pseudonyms',
  {
    pseudonymId: uuid('pseudonym_id').primaryKey().defaultRandom(),
    teamId: teamColumn(),
    benchmarkId: benchmarkColumn(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    skeleton: text('skeleton').notNull(),
    setBy: uuid('set_by').references(() => users.id, { onDelete: 'set null' }),
    setAt: instant('set_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** In force while null. */
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('team_pseudonyms_one_per_benchmark').on(t.teamId, t.benchmarkId),
    uniqueIndex('team_pseudonyms_slug_key').on(t.slug),
    uniqueIndex('team_pseudonyms_skeleton_key').on(t.skeleton),
    index('team_pseudonyms_benchmark_id_idx').on(t.benchmarkId),
    index('team_pseudonyms_due_idx').on(t.endsAt).where(sql`${t.endedAt} is null`),
  ],
);

/** The public name of each team in each benchmark: a view of db/functions/team_pseudonyms.sql. */
export const teamNames = pgView('team_names', {
  teamId: uuid('team_id').notNull(),
  benchmarkId: uuid('benchmark_id').notNull(),
  slug: text('slug').notNull(),
  name: text('name').notNull(),
  /** The team's own name while a pseudonym is in force. The scorer can't read it. */
  ownName: text('own_name'),
}).existing();
