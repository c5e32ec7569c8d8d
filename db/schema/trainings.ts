import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { RunConditions } from '@/lib/core/model/model-version';
import { type TrainingRound, trainingStates } from '@/lib/core/model/training';
import { instant } from './columns';
import { modelVersions } from './models';
import { roundColumn } from './rounds';

export const trainingStateEnum = pgEnum('training_state', trainingStates);

/** Trainings of images on the revealed rounds: one for each image and each newest revealed round. */
export const trainings = pgTable(
  'trainings',
  {
    trainingId: uuid('training_id').primaryKey().defaultRandom(),
    /** The version whose image is trained. */
    imageVersionId: uuid('image_version_id')
      .notNull()
      .references(() => modelVersions.versionId),
    /** The round that was the newest revealed one when the training was queued. */
    roundId: roundColumn(),
    state: trainingStateEnum('state').notNull().default('queued'),
    /** The revealed rounds that the training reads, oldest first, with the hashes of their files. */
    data: jsonb('data').$type<readonly TrainingRound[]>().notNull(),
    /** SHA-256 of the list of rounds as the program reads it. */
    dataSha256: text('data_sha256').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Time limit of the training. */
    grantedMs: bigint('granted_ms', { mode: 'number' }).notNull(),
    /** Time for which the program ran; null before its end, and if it didn't run to an end. */
    tookMs: bigint('took_ms', { mode: 'number' }),
    /** Id of the version that the training makes; the version exists only once it is frozen. */
    versionId: uuid('version_id').notNull().defaultRandom(),
    /** SHA-256 of the trained model's tar archive; its size follows. */
    trainedSha256: text('trained_sha256'),
    trainedByteCount: bigint('trained_byte_count', { mode: 'number' }),
    conditions: jsonb('conditions').$type<RunConditions>(),
    finishedAt: instant('finished_at'),
    code: text('code'),
    /** Message for the team. */
    message: text('message'),
    /** The end of the program's output, for the team. */
    log: text('log'),
  },
  (t) => [
    uniqueIndex('trainings_image_version_id_round_id_key').on(t.imageVersionId, t.roundId),
    uniqueIndex('trainings_version_id_key').on(t.versionId),
    index('trainings_round_id_idx').on(t.roundId),
    check(
      'trainings_finished_has_instant',
      sql`(${t.state} in ('queued', 'checking')) = (${t.finishedAt} is null)`,
    ),
    check(
      'trainings_without_version_has_code',
      sql`(${t.state} in ('rejected', 'failed')) = (${t.code} is not null)`,
    ),
    check(
      'trainings_written_is_known',
      sql`${t.state} not in ('checking', 'frozen') or num_nonnulls(${t.trainedSha256}, ${t.trainedByteCount}, ${t.tookMs}) = 3`,
    ),
  ],
);
