import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { artefactKinds } from '@/lib/core/benchmark';
import { type DryRunOutputs, dryRunStates, versionStates } from '@/lib/core/model/model-version';
import { benchmarkColumn } from './benchmarks';
import { instant } from './columns';
import { teamColumn, userColumn, users } from './people';

export const versionStateEnum = pgEnum('version_state', versionStates);

export const artefactKindEnum = pgEnum('artefact_kind', artefactKinds);

export const dryRunStateEnum = pgEnum('dry_run_state', dryRunStates);

/** Models that teams enter; a model lasts over all rounds and has versions. */
export const models = pgTable(
  'models',
  {
    modelId: uuid('model_id').primaryKey().defaultRandom(),
    benchmarkId: benchmarkColumn(),
    teamId: teamColumn(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    /** Look-alike form of the name (`skeletonOf`), unique in a benchmark. */
    skeleton: text('skeleton').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('models_benchmark_id_slug_key').on(t.benchmarkId, t.slug),
    uniqueIndex('models_benchmark_id_skeleton_key').on(t.benchmarkId, t.skeleton),
    uniqueIndex('models_benchmark_id_team_id_name_key').on(t.benchmarkId, t.teamId, t.name),
  ],
);

/** Frozen files of a model (ONNX file or image), which run in their first round and in every later one. */
export const modelVersions = pgTable(
  'model_versions',
  {
    versionId: uuid('version_id').primaryKey(),
    modelId: uuid('model_id')
      .notNull()
      .references(() => models.modelId),
    version: text('version').notNull(),
    /** Look-alike form of the version's name. */
    skeleton: text('skeleton').notNull(),
    kind: artefactKindEnum('kind').notNull(),
    /** SHA-256 of the file as the team sent it; the stored object is encrypted. */
    sha256: text('sha256').notNull(),
    byteCount: bigint('byte_count', { mode: 'number' }).notNull(),
    /** Time of receipt, by which the version is older or newer than a round's opening. */
    frozenAt: instant('frozen_at').notNull(),
    frozenBy: uuid('frozen_by').references(() => users.id, { onDelete: 'set null' }),
    state: versionStateEnum('state').notNull(),
    /** True for an image that trains itself on the revealed rounds. */
    trains: boolean('trains').notNull().default(false),
    /**
     * For a trained version, the version whose image trained it and runs it; the trained version's own file
     * is the model that the training wrote.
     */
    imageVersionId: uuid('image_version_id').references((): AnyPgColumn => modelVersions.versionId),
    retiredAt: instant('retired_at'),
    retiredBy: uuid('retired_by').references(() => users.id, { onDelete: 'set null' }),
  },
  (t) => [
    // After a refusal, the next file may use the same name.
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
    index('model_versions_image_version_id_idx').on(t.imageVersionId),
    check('model_versions_retired_has_instant', sql`(${t.state} = 'retired') = (${t.retiredAt} is not null)`),
  ],
);

/**
 * Models that a person runs only on a benchmark's public sample: they get no score, and their file is deleted
 * afterwards.
 */
export const dryRuns = pgTable(
  'dry_runs',
  {
    dryRunId: uuid('dry_run_id').primaryKey(),
    benchmarkId: benchmarkColumn(),
    userId: userColumn(),
    kind: artefactKindEnum('kind').notNull(),
    sha256: text('sha256').notNull(),
    byteCount: bigint('byte_count', { mode: 'number' }).notNull(),
    state: dryRunStateEnum('state').notNull(),
    receivedAt: instant('received_at').notNull(),
    deadlineAt: instant('deadline_at'),
    /** The fence: each try increments it, and only the newest try may complete. */
    attempt: integer('attempt').notNull().default(0),
    finishedAt: instant('finished_at'),
    code: text('code'),
    /** May contain the runtime's message about the public sample; only the sender of the model sees it. */
    message: text('message'),
    /**
     * The model's output for each item of the public sample; null unless the dry run passed, and if the
     * benchmark has no sample.
     */
    outputs: jsonb('outputs').$type<DryRunOutputs>(),
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
