import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { profileFields } from '@/lib/core/person/profile';
import { budgetNames } from '@/lib/core/quota/budgets';
import { teamRoles } from '@/lib/core/team/team';
import { instant } from './columns';

export const profileFieldEnum = pgEnum('profile_field', profileFields);

export const teamRoleEnum = pgEnum('team_role', teamRoles);

/**
 * Persons. E-mail is nullable because ORCID gives none. `emailVerified` is the time of the first verification
 * of the address, by a mailed link or an operator; a sign-in provider's claim doesn't set it. next-auth's
 * adapter determines the property names.
 */
export const users = pgTable(
  'users',
  {
    id: uuid('user_id').primaryKey().defaultRandom(),
    name: text('name'),
    email: text('email'),
    emailVerified: instant('email_verified_at'),
    image: text('image'),
    affiliation: text('affiliation'),
    /** The ORCID iD that the person states, in the form `0000-0002-1825-0097`. */
    orcid: text('orcid'),
    link: text('link'),
    /** Profile fields that the person has made public. */
    shownFields: profileFieldEnum('shown_fields').array().notNull().default([]),
    isOperator: boolean('is_operator').notNull().default(false),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('users_email_key').on(sql`lower(${t.email})`)],
);

/** The person that a row is about; the row goes with the account. */
export const userColumn = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' });

/** A proposal of one person, to which another must consent. */
export const proposalColumns = () => ({
  reason: text('reason').notNull(),
  proposedBy: uuid('proposed_by').references(() => users.id, { onDelete: 'set null' }),
  proposedAt: instant('proposed_at').notNull(),
  consentedBy: uuid('consented_by').references(() => users.id, { onDelete: 'set null' }),
  consentedAt: instant('consented_at'),
  droppedAt: instant('dropped_at'),
});

/** Accounts at sign-in providers with which a person signs in. */
export const accounts = pgTable(
  'accounts',
  {
    userId: userColumn(),
    type: text('type').notNull(),
    provider: text('provider').notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    refresh_token: text('refresh_token'),
    access_token: text('access_token'),
    expires_at: integer('expires_at'),
    token_type: text('token_type'),
    scope: text('scope'),
    id_token: text('id_token'),
    session_state: text('session_state'),
    linkedAt: instant('linked_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'accounts_pkey', columns: [t.provider, t.providerAccountId] }),
    index('accounts_user_id_idx').on(t.userId),
  ],
);

/**
 * Keyed hashes of a deleted person's address and provider accounts, stored while a round counts slots of
 * theirs: a sign-in with any of them continues the same person, even after a return by another one. Only the
 * tables' owner can read them.
 */
export const formerIdentities = pgTable(
  'former_identities',
  {
    identityHmac: text('identity_hmac').notNull(),
    userId: userColumn(),
    /** False for an address that a provider stated and that no mailed link has verified. */
    isProved: boolean('is_proved').notNull(),
    deletedAt: instant('deleted_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'former_identities_pkey', columns: [t.identityHmac, t.userId] }),
    index('former_identities_user_id_idx').on(t.userId),
  ],
);

/**
 * Sessions. Only the SHA-256 of a token is stored, in a column whose name the adapter determines. A foreign
 * key names the account that opened the session, so that sessions end with a sign-in method, and an account
 * that has just ended opens none. Null for a sign-in by mail.
 */
export const sessions = pgTable(
  'sessions',
  {
    sessionToken: text('session_sha256').primaryKey(),
    sessionId: uuid('session_id').notNull().defaultRandom(),
    userId: userColumn(),
    expires: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Rounded to the hour. */
    lastUsedAt: instant('last_used_at'),
    /** A readable name, "Firefox on Linux", by which the session's owner can recognise it. */
    browser: text('browser'),
    provider: text('provider'),
    providerAccountId: text('provider_account_id'),
  },
  (t) => [
    uniqueIndex('sessions_session_id_key').on(t.sessionId),
    index('sessions_user_id_idx').on(t.userId),
    index('sessions_account_idx').on(t.provider, t.providerAccountId),
    foreignKey({
      name: 'sessions_account_fk',
      columns: [t.provider, t.providerAccountId],
      foreignColumns: [accounts.provider, accounts.providerAccountId],
    }).onDelete('cascade'),
    check('sessions_account_whole', sql`(${t.provider} is null) = (${t.providerAccountId} is null)`),
  ],
);

/**
 * Sign-in links that were mailed, or are being mailed while `mailedAt` is null; the limits on mails count
 * these rows. Token, browser and network are stored as hashes only, and a row is stored only while it counts.
 */
export const signInLinks = pgTable(
  'sign_in_links',
  {
    signInLinkId: uuid('sign_in_link_id').primaryKey().defaultRandom(),
    tokenSha256: text('token_sha256').notNull(),
    email: text('email').notNull(),
    /** Hash of the nonce in the requesting browser's cookie. */
    browserSha256: text('browser_sha256').notNull(),
    /** Keyed hash of the client's network; null for a request from this machine itself. */
    networkHmac: text('network_hmac'),
    /**
     * True if that browser had signed in with this address before; such requests have limits of their own.
     */
    isKnownBrowser: boolean('is_known_browser').notNull(),
    /** True if the person with the link may once request a new link for another browser. */
    canRenew: boolean('can_renew').notNull(),
    askedAt: instant('asked_at').notNull(),
    mailedAt: instant('mailed_at'),
    usedAt: instant('used_at'),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    uniqueIndex('sign_in_links_token_sha256_key').on(t.tokenSha256),
    index('sign_in_links_email_idx').on(t.email, t.askedAt),
    index('sign_in_links_network_idx').on(t.networkHmac, t.askedAt),
    index('sign_in_links_asked_at_idx').on(t.askedAt),
  ],
);

export const budgetEnum = pgEnum('budget_name', budgetNames);

/**
 * A person's use of each budget since its window began (lib/core/quota/budgets.ts). Only triggers and functions of the
 * database write it.
 */
export const spentBudgets = pgTable(
  'spent_budgets',
  {
    userId: userColumn(),
    budget: budgetEnum('budget').notNull(),
    beganAt: instant('began_at').notNull(),
    amount: bigint('amount', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ name: 'spent_budgets_pkey', columns: [t.userId, t.budget] })],
);

export const teams = pgTable(
  'teams',
  {
    teamId: uuid('team_id').primaryKey().defaultRandom(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    /** Look-alike form of the name (`skeletonOf`), unique because archives identify teams by name. */
    skeleton: text('skeleton').notNull(),
    description: text('description').notNull().default(''),
    foundedBy: uuid('founded_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('teams_slug_key').on(t.slug), uniqueIndex('teams_skeleton_key').on(t.skeleton)],
);

/** The team that a row is about. */
export const teamColumn = () =>
  uuid('team_id')
    .notNull()
    .references(() => teams.teamId);

/**
 * Names that a team's captains have replaced. Other teams can't take these names and slugs. The function
 * `rename_team` writes this table; `former_slugs`, in contrast, has the slugs that an operator replaced.
 */
export const formerTeamNames = pgTable(
  'former_team_names',
  {
    teamId: teamColumn(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    skeleton: text('skeleton').notNull(),
    endedAt: instant('ended_at').notNull(),
    renamedBy: uuid('renamed_by').references(() => users.id, { onDelete: 'set null' }),
    /** False after an operator has hidden or deleted the team's name. */
    isShown: boolean('is_shown').notNull().default(true),
  },
  (t) => [
    primaryKey({ name: 'former_team_names_pkey', columns: [t.teamId, t.endedAt] }),
    index('former_team_names_slug_idx').on(t.slug),
    index('former_team_names_skeleton_idx').on(t.skeleton),
  ],
);

export const teamMembers = pgTable(
  'team_members',
  {
    teamId: teamColumn(),
    userId: userColumn(),
    role: teamRoleEnum('role').notNull().default('member'),
    /** True if the person agreed to be named on the team's public page. */
    isNamed: boolean('is_named').notNull().default(false),
    joinedAt: instant('joined_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'team_members_pkey', columns: [t.teamId, t.userId] }),
    index('team_members_user_id_idx').on(t.userId),
  ],
);

/**
 * Sign-in mails of a site without SMTP, readable on its inbox page. Only a site on loopback fills this table.
 */
export const inboxMails = pgTable('inbox_mails', {
  inboxMailId: uuid('inbox_mail_id').primaryKey().defaultRandom(),
  recipient: text('recipient').notNull(),
  subject: text('subject').notNull(),
  body: text('body').notNull(),
  sentAt: instant('sent_at').notNull().defaultNow(),
});
