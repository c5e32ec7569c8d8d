import { sql } from 'drizzle-orm';
import { bigint, check, index, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { versionStates } from '@/lib/core/model/version-state';
import { instant } from './instant';
import { users } from './people';
import { models } from './submissions';

export const versionStateEnum = pgEnum('version_state', versionStates);

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
    index('model_versions_sha256_idx').on(t.sha256),
    check('model_versions_retired_has_instant', sql`(${t.state} = 'retired') = (${t.retiredAt} is not null)`),
  ],
);
