import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  customType,
  doublePrecision,
  index,
  integer,
  json,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ColumnNote } from '@/lib/contracts/benchmark-data';
import type { Link } from '@/lib/contracts/fields';
import type { ModelSample } from '@/lib/contracts/model-signature';
import {
  directions,
  feedbackPolicies,
  inputVisibilities,
  logLossClipDefault,
  maintainerRoles,
  type SubmissionKind,
  tasks,
  visibilities,
} from '@/lib/core/benchmark';
import { entryModes } from '@/lib/core/entry/entry';
import { type MetricName, requireMetricName } from '@/lib/core/metrics/metric-name';
import type { ContainerNeeds } from '@/lib/core/model/container-needs';
import type { DeclaredSignature } from '@/lib/core/model/model-version';
import type { Schedule } from '@/lib/core/round/schedule/schedule';
import { teamMembersMax, teamSizeMaxDefault } from '@/lib/core/team/team';
import { instant } from './columns';
import { teamColumn, teamRoleEnum, teams, userColumn, users } from './people';

/**
 * Column with a metric's name. It is a text in the database, so that a new metric needs no migration; drizzle
 * checks the name on every write and read.
 */
export const metricColumn = customType<{ data: MetricName; driverData: string }>({
  dataType: () => 'text',
  toDriver: requireMetricName,
  fromDriver: requireMetricName,
});

export const taskEnum = pgEnum('task', tasks);

export const directionEnum = pgEnum('direction', directions);

export const inputVisibilityEnum = pgEnum('input_visibility', inputVisibilities);

export const visibilityEnum = pgEnum('visibility', visibilities);

export const entryModeEnum = pgEnum('entry_mode', entryModes);

export const feedbackPolicyEnum = pgEnum('feedback_policy', feedbackPolicies);

export const maintainerRoleEnum = pgEnum('maintainer_role', maintainerRoles);

export const benchmarks = pgTable(
  'benchmarks',
  {
    benchmarkId: uuid('benchmark_id').primaryKey().defaultRandom(),
    slug: text('slug').notNull(),
    title: text('title').notNull(),
    description: text('description').notNull(),
    rules: text('rules').notNull(),
    /** The description's first sentence without Markdown, which lists show. */
    summary: text('summary').notNull(),
    task: taskEnum('task').notNull(),
    classes: text('classes').array().notNull(),
    metric: metricColumn('metric').notNull(),
    secondaryMetrics: metricColumn('secondary_metrics').array().notNull(),
    /** ε of the clipping of probabilities to [ε, 1 − ε] in log loss. */
    logLossClip: doublePrecision('log_loss_clip').notNull().default(logLossClipDefault),
    direction: directionEnum('direction').notNull(),
    accepts: text('accepts').array().$type<SubmissionKind[]>().notNull(),
    inputs: inputVisibilityEnum('inputs').notNull(),
    features: jsonb('features').$type<string[]>().notNull(),
    /** Inputs and outputs that models must have; null if the benchmark doesn't run ONNX models. */
    modelSignature: jsonb('model_signature').$type<DeclaredSignature>(),
    /** Limits of a container's run; null if the benchmark doesn't run containers. */
    containerNeeds: jsonb('container_needs').$type<ContainerNeeds>(),
    /**
     * Names of the runners that may get the benchmark's inputs; null for every runner that isn't bound to
     * other benchmarks.
     */
    trustedRunners: text('trusted_runners').array(),
    /**
     * The public sample: items in the form of a test set's inputs, from the maintainers or from a revealed
     * round. JSONB would sort their columns.
     */
    modelSample: json('model_sample').$type<ModelSample>(),
    quotaPerRound: integer('quota_per_round').notNull(),
    quotaPerDay: integer('quota_per_day').notNull(),
    /** Maximum number of people who may submit for one team in a round; 1 admits individuals only. */
    teamSizeMax: integer('team_size_max').notNull().default(teamSizeMaxDefault),
    feedbackPolicy: feedbackPolicyEnum('feedback_policy').notNull(),
    feedbackShare: real('feedback_share').notNull(),
    visibility: visibilityEnum('visibility').notNull(),
    entry: entryModeEnum('entry').notNull().default('open'),
    /** Questions that a person answers when applying to enter. */
    entryQuestions: text('entry_questions').array().notNull().default([]),
    /** Number of the newest version of the rules; 0 before the first. A trigger sets it. */
    rulesVersion: integer('rules_version').notNull().default(0),
    links: jsonb('links').$type<Link[]>().notNull().default([]),
    /** The maintainers' public e-mail or web addresses. */
    contacts: text('contacts').array().notNull().default([]),
    /** Licence of the data: an SPDX identifier or a web address. */
    license: text('license'),
    /** Web address of the terms of use. */
    terms: text('terms'),
    /** Web address of a paper about the benchmark. */
    paper: text('paper'),
    /** Type, unit and meaning of input columns, in the maintainers' words. */
    columnNotes: jsonb('column_notes').$type<ColumnNote[]>().notNull().default([]),
    /** Tags by which lists are filtered. */
    tags: text('tags').array().notNull().default([]),
    schedule: jsonb('schedule')
      .$type<Schedule>()
      .notNull()
      .default({ cadence: { kind: 'none' }, timeZone: 'UTC' }),
    /** Time of the next scheduled rotation; null if none is scheduled. */
    nextRotationAt: instant('next_rotation_at'),
    /** Time since which a rotation has been due but no sealed round was ready to open. */
    overdueSince: instant('overdue_since'),
    /**
     * Number of later closed rounds after which a round is revealed automatically; null if rounds are
     * revealed only manually.
     */
    revealsAfterRounds: integer('reveals_after_rounds'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('benchmarks_slug_key').on(t.slug),
    check('benchmarks_log_loss_clip_range', sql`${t.logLossClip} >= 1e-15 and ${t.logLossClip} <= 0.01`),
    check('benchmarks_quota_positive', sql`${t.quotaPerRound} > 0 and ${t.quotaPerDay} > 0`),
    // A private benchmark admits only people on its list: an application form, or open entry, would reveal
    // that it exists.
    check('benchmarks_list_if_private', sql`${t.visibility} <> 'private' or ${t.entry} = 'list'`),
    check('benchmarks_address_if_private', sql`${t.visibility} <> 'private' or ${t.slug} ~ '-[a-z0-9]{8}$'`),
    check('benchmarks_few_entry_questions', sql`cardinality(${t.entryQuestions}) <= 10`),
    check(
      'benchmarks_team_size_range',
      sql`${t.teamSizeMax} between 1 and ${sql.raw(String(teamMembersMax))}`,
    ),
    check('benchmarks_reveals_after_positive', sql`${t.revealsAfterRounds} >= 0`),
    index('benchmarks_next_rotation_at_idx').on(t.nextRotationAt),
    index('benchmarks_created_at_idx').on(t.createdAt, t.slug).where(sql`${t.visibility} = 'public'`),
    check('benchmarks_feedback_share_range', sql`${t.feedbackShare} >= 0 and ${t.feedbackShare} <= 0.9`),
  ],
);

/** The benchmark that a row belongs to. */
export const benchmarkColumn = () =>
  uuid('benchmark_id')
    .notNull()
    .references(() => benchmarks.benchmarkId);

export const benchmarkMaintainers = pgTable(
  'benchmark_maintainers',
  {
    benchmarkId: benchmarkColumn(),
    userId: userColumn(),
    role: maintainerRoleEnum('role').notNull().default('owner'),
    addedAt: instant('added_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'benchmark_maintainers_pkey', columns: [t.benchmarkId, t.userId] }),
    index('benchmark_maintainers_user_id_idx').on(t.userId),
  ],
);

/**
 * Every person who has ever had an owner or maintainer role, with which labels are uploaded, and the time of
 * the first such role. The row outlives the role, since a person can't forget labels. A trigger of
 * `benchmark_maintainers` writes it.
 */
export const labelHolders = pgTable(
  'label_holders',
  { benchmarkId: benchmarkColumn(), userId: userColumn(), heldAt: instant('held_at').notNull() },
  (t) => [
    primaryKey({ name: 'label_holders_pkey', columns: [t.benchmarkId, t.userId] }),
    index('label_holders_user_id_idx').on(t.userId),
  ],
);

/**
 * Teams of label holders, and the time since which they are: pages show their entries, but never rank them
 * (`host_teams_of`). The table names no persons, so that the scorer may read it. Triggers write it.
 */
export const hostTeams = pgTable(
  'host_teams',
  { benchmarkId: benchmarkColumn(), teamId: teamColumn(), heldAt: instant('held_at').notNull() },
  (t) => [primaryKey({ name: 'host_teams_pkey', columns: [t.benchmarkId, t.teamId] })],
);

/**
 * Invitations to help with a benchmark, or to join a team. Only the SHA-256 of the link's token is stored.
 */
export const invitations = pgTable(
  'invitations',
  {
    invitationId: uuid('invitation_id').primaryKey().defaultRandom(),
    benchmarkId: uuid('benchmark_id').references(() => benchmarks.benchmarkId),
    teamId: uuid('team_id').references(() => teams.teamId),
    /** Null for a link to join a team, which the first person who follows it may accept. */
    email: text('email'),
    role: maintainerRoleEnum('role'),
    teamRole: teamRoleEnum('team_role'),
    tokenSha256: text('token_sha256').notNull(),
    invitedBy: uuid('invited_by').references(() => users.id, { onDelete: 'set null' }),
    invitedAt: instant('invited_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    acceptedBy: uuid('accepted_by').references(() => users.id, { onDelete: 'set null' }),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    uniqueIndex('invitations_token_sha256_key').on(t.tokenSha256),
    index('invitations_benchmark_id_idx').on(t.benchmarkId),
    index('invitations_team_id_idx').on(t.teamId),
    check(
      'invitations_to_one',
      sql`num_nonnulls(${t.benchmarkId}, ${t.role}, ${t.email}) = 3 and num_nonnulls(${t.teamId}, ${t.teamRole}) = 0
        or num_nonnulls(${t.teamId}, ${t.teamRole}) = 2 and num_nonnulls(${t.benchmarkId}, ${t.role}) = 0`,
    ),
  ],
);

/** The maintainers' own labelled files, public from the upload on. A new file replaces the row. */
export const trainingFiles = pgTable(
  'training_files',
  {
    trainingFileId: uuid('training_file_id').primaryKey(),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.benchmarkId, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    byteCount: bigint('byte_count', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    uploadedBy: uuid('uploaded_by').references(() => users.id, { onDelete: 'set null' }),
    uploadedAt: instant('uploaded_at').notNull(),
  },
  (t) => [
    uniqueIndex('training_files_benchmark_id_key').on(t.benchmarkId),
    index('training_files_uploaded_by_idx').on(t.uploadedBy),
    check('training_files_byte_count_positive', sql`${t.byteCount} > 0`),
  ],
);

/** People who get a benchmark's announcements by mail although they haven't entered it. */
export const benchmarkFollowers = pgTable(
  'benchmark_followers',
  {
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.benchmarkId, { onDelete: 'cascade' }),
    userId: userColumn(),
    followedAt: instant('followed_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'benchmark_followers_pkey', columns: [t.benchmarkId, t.userId] }),
    index('benchmark_followers_user_id_idx').on(t.userId),
  ],
);
