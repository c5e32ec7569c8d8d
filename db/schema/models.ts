import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { dryRunStates, versionStates } from '@/lib/core/model/model-version';
import { benchmarks } from './benchmarks';
import { instant } from './instant';
import { teams, users } from './people';

export const versionStateEnum = pgEnum('version_state', versionStates);

export const dryRunStateEnum = pgEnum('dry_run_state', dryRunStates);

/** The long-lived thing that a team enters. */
export const models = pgTable(
  'models',
  {
    modelId: uuid('model_id').primaryKey().defaultRandom(),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.benchmarkId),
    teamId: uuid('team_id')
      .notNull()
      .references(() => teams.teamId),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    /** What the name looks like (`skeletonOf`): no two of a benchmark look alike. */
    skeleton: text('skeleton').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('models_benchmark_id_slug_key').on(t.benchmarkId, t.slug),
    uniqueIndex('models_benchmark_id_skeleton_key').on(t.benchmarkId, t.skeleton),
    uniqueIndex('models_benchmark_id_team_id_name_key').on(t.benchmarkId, t.teamId, t.name),
  ],
);

/** A frozen artefact of a model, which the scorer runs on the round it came in and on every later one. */
export const modelVersions = pgTable(
  'model_versions',
  {
    versionId: uuid('version_id').primaryKey(),
    modelId: uuid('model_id')
      .notNull()
      .references(() => models.modelId),
    version: text('version').notNull(),
    /** What the version's name looks like. */
    skeleton: text('skeleton').notNull(),
    /** Of the artefact as its team has it; the stored object is sealed. */
    sha256: text('sha256').notNull(),
    byteCount: bigint('byte_count', { mode: 'number' }).notNull(),
    /** When it was received: what a round's opening is compared with. */
    frozenAt: instant('frozen_at').notNull(),
    frozenBy: uuid('frozen_by').references(() => users.id, { onDelete: 'set null' }),
    state: versionStateEnum('state').notNull(),
    retiredAt: instant('retired_at'),
    retiredBy: uuid('retired_by').references(() => users.id, { onDelete: 'set null' }),
  },
  (t) => [
    // A refused artefact keeps no name: the next one may have it.
    uniqueIndex('model_versions_model_id_version_key')
      .on(t.modelId, t.version)
      .where(sql`${t.state} <> 'refused'`),
    uniqueIndex('model_versions_model_id_skeleton_key')
      .on(t.modelId, t.skeleton)
      .where(sql`${t.state} <> 'refused'`),
    uniqueIndex('model_versions_model_id_sha256_key')
      .on(t.modelId, t.sha256)
      .where(sql`${t.state} <> 'refused'`),
    index('model_versions_model_id_idx').on(t.modelId),
    index('model_versions_sha256_idx').on(t.sha256),
    check('model_versions_retired_has_instant', sql`(${t.state} = 'retired') = (${t.retiredAt} is not null)`),
  ],
);

/** A model that somebody has run on a benchmark's public sample alone: nothing is scored, and its file is deleted afterwards. */
export const dryRuns = pgTable(
  'dry_runs',
  {
    dryRunId: uuid('dry_run_id').primaryKey(),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.benchmarkId),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    sha256: text('sha256').notNull(),
    byteCount: bigint('byte_count', { mode: 'number' }).notNull(),
    state: dryRunStateEnum('state').notNull(),
    receivedAt: instant('received_at').notNull(),
    deadlineAt: instant('deadline_at'),
    /** The fence, as of a submission. */
    attempt: integer('attempt').notNull().default(0),
    finishedAt: instant('finished_at'),
    code: text('code'),
    /** With the runtime's own words: they are of the public sample, and for the person alone who sent the model. */
    message: text('message'),
  },
  (t) => [
    index('dry_runs_user_id_received_at_idx').on(t.userId, t.receivedAt),
    index('dry_runs_received_at_idx').on(t.receivedAt),
    index('dry_runs_unfinished_idx').on(t.deadlineAt).where(sql`${t.state} in ('queued', 'running')`),
    check(
      'dry_runs_unfinished_has_deadline',
      sql`(${t.state} in ('queued', 'running')) = (${t.deadlineAt} is not null)`,
    ),
    check(
      'dry_runs_without_success_has_code',
      sql`(${t.state} in ('rejected', 'failed')) = (${t.code} is not null)`,
    ),
  ],
);
