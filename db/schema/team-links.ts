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
import { proposalColumns, teamColumn, teams, users } from './people';

/**
 * Merges of two teams in one benchmark, which a captain of each wants: after a day without a maintainer's
 * objection, both teams are linked with a new team that has the common name and all their members. Triggers
 * check roles and set the times.
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
    /** The person who stopped the merge: a captain of one of the teams, or a maintainer who objects. */
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
 * Proposals of a maintainer that teams are the same people, which wait for a second maintainer's consent
 * unless there is none. Triggers check time and role.
 */
export const teamLinkProposals = pgTable(
  'team_link_proposals',
  {
    /** Also the group's id, once its teams are linked. */
    proposalId: uuid('proposal_id').primaryKey().defaultRandom(),
    benchmarkId: benchmarkColumn(),
    /** The named teams; the link also includes those that share a group with one of them. */
    teamIds: uuid('team_ids').array().notNull(),
    ...proposalColumns(),
    droppedBy: uuid('dropped_by').references(() => users.id, { onDelete: 'set null' }),
    /** For a link that a merge makes, that merge: it needs no maintainer's consent. */
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
 * Teams that maintainers consider the same people, in one benchmark: the teams of a group share quota,
 * feedback and exposure. A team without a row is a group by itself, with its own id as the group's. The
 * function `group_of_team` returns the group that shares feedback in a round, and `slot_group_of_team` the
 * group that shares slots.
 */
export const linkedTeams = pgTable(
  'linked_teams',
  {
    benchmarkId: benchmarkColumn(),
    teamId: teamColumn(),
    /** New for each link, so that it never equals a team's id or the id of another group. */
    teamGroupId: uuid('group_id')
      .notNull()
      .references(() => teamLinkProposals.proposalId),
    reason: text('reason').notNull(),
    linkedBy: uuid('linked_by').references(() => users.id, { onDelete: 'set null' }),
    linkedAt: instant('linked_at').notNull(),
    /**
     * Time of the end. The link still counts in rounds that opened before, so that unlinking never returns
     * quota.
     */
    unlinkedAt: instant('unlinked_at'),
    unlinkedBy: uuid('unlinked_by').references(() => users.id, { onDelete: 'set null' }),
    /** True if a single maintainer linked the teams: then the link counts only in rounds that open later. */
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
 * Names under which teams compete in one benchmark until a date. A pseudonym is set before the team's first
 * submission there; its name and slug stay reserved afterwards. A trigger prevents changes of the date, and
 * the function `end_pseudonyms` ends the pseudonym.
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
    /** Null while the pseudonym is in force. */
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
  /** The team's own name, present while a pseudonym is in force. The scorer can't read it. */
  ownName: text('own_name'),
}).existing();
