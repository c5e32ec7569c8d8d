import { and, desc, eq, getTableColumns, inArray, isNotNull, sql, sum } from 'drizzle-orm';
import type { RunConditions } from '@/lib/core/model/model-version';
import type { TrainingState } from '@/lib/core/model/training';
import type { Executor, Transaction } from '../client';
import { models, modelVersions } from '../schema/models';
import { rounds } from '../schema/rounds';
import { trainings } from '../schema/trainings';
import { inUse } from './model-version-queries';

export type TrainingRow = typeof trainings.$inferSelect;

/** An image to train. */
export type ImageToTrain = {
  readonly versionId: string;
  readonly modelId: string;
  readonly teamId: string;
  readonly userId: string | null;
};

/**
 * The newest active image of each model of a benchmark that is trained, without a training on this round. Those of people whom a
 * maintainer removed stay out.
 */
export async function listImagesToTrain(
  db: Executor,
  { benchmarkId, roundId }: { benchmarkId: string; roundId: string },
): Promise<ImageToTrain[]> {
  return db.execute<ImageToTrain>(sql`
    select v.version_id as "versionId", v.model_id as "modelId", m.team_id as "teamId", v.frozen_by as "userId"
    from models m cross join lateral (
      select * from model_versions v where v.model_id = m.model_id and v.trains and v.state = 'active'
      order by v.frozen_at desc, v.version_id limit 1) v
    where m.benchmark_id = ${benchmarkId}
      and not exists (select from trainings t where t.image_version_id = v.version_id and t.round_id = ${roundId})
      and not is_kept_out(m.benchmark_id, m.team_id, v.frozen_by)
    order by m.team_id, v.frozen_at, v.version_id`);
}

/** The benchmark of an image that is trained; undefined for any other version. */
export async function findBenchmarkOfTrained(db: Executor, versionId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ benchmarkId: models.benchmarkId })
    .from(modelVersions)
    .innerJoin(models, eq(models.modelId, modelVersions.modelId))
    .where(and(eq(modelVersions.versionId, versionId), modelVersions.trains));
  return row?.benchmarkId;
}

/** Time of a team's trainings on a round: ended ones count with the time they took, others with the time that they may take. */
export async function findTrainingMs(
  db: Executor,
  { benchmarkId, teamId, roundId }: { benchmarkId: string; teamId: string; roundId: string },
): Promise<number> {
  const [row] = await db
    .select({
      ms: sum(
        sql`case when ${trainings.finishedAt} is null then ${trainings.grantedMs} else coalesce(${trainings.tookMs}, 0) end`,
      ),
    })
    .from(trainings)
    .innerJoin(modelVersions, eq(modelVersions.versionId, trainings.imageVersionId))
    .innerJoin(models, eq(models.modelId, modelVersions.modelId))
    .where(
      and(eq(models.benchmarkId, benchmarkId), eq(models.teamId, teamId), eq(trainings.roundId, roundId)),
    );
  return Number(row?.ms ?? 0);
}

export async function insertTraining(
  tx: Transaction,
  values: Pick<
    typeof trainings.$inferInsert,
    'imageVersionId' | 'roundId' | 'data' | 'dataSha256' | 'createdAt' | 'grantedMs'
  >,
): Promise<string> {
  const [row] = await tx.insert(trainings).values(values).returning({ trainingId: trainings.trainingId });
  if (!row) throw new Error('an insert without a row');
  return row.trainingId;
}

/** Ends the trainings of a model that no runner has begun: there is a newer one. */
export async function updateTrainingsSuperseded(
  tx: Transaction,
  { modelId, finishedAt }: { modelId: string; finishedAt: Date },
): Promise<void> {
  const message = 'It waited for a runner until a newer training was due.';
  await tx
    .update(trainings)
    .set({ state: 'failed', code: 'superseded', message, finishedAt })
    .where(
      and(
        eq(trainings.state, 'queued'),
        sql`${trainings.imageVersionId} in (select version_id from model_versions where model_id = ${modelId})`,
        sql`exists (select from runs r where r.training_id = ${trainings.trainingId} and r.state = 'waiting')`,
      ),
    );
}

/** A training with its image's version and model; undefined unless it is in that state. */
export async function findTraining(
  db: Executor,
  trainingId: string,
  state: TrainingState,
): Promise<
  | { training: TrainingRow; image: typeof modelVersions.$inferSelect; model: typeof models.$inferSelect }
  | undefined
> {
  const [row] = await db
    .select({ training: trainings, image: modelVersions, model: models })
    .from(trainings)
    .innerJoin(modelVersions, eq(modelVersions.versionId, trainings.imageVersionId))
    .innerJoin(models, eq(models.modelId, modelVersions.modelId))
    .where(and(eq(trainings.trainingId, trainingId), eq(trainings.state, state)));
  return row;
}

/** The newest version in use that an image was trained to: the next training begins with its model. */
export async function findLastTrained(db: Executor, imageVersionId: string) {
  const [row] = await db
    .select()
    .from(modelVersions)
    .where(and(eq(modelVersions.imageVersionId, imageVersionId), inUse))
    .orderBy(sql`${modelVersions.frozenAt} desc`)
    .limit(1);
  return row;
}

/** Stores the end of a training whose model is checked next. False, without a change, when it has ended meanwhile. */
export async function updateTrainingWritten(
  tx: Transaction,
  trainingId: string,
  values: {
    trainedSha256: string;
    trainedByteCount: number;
    tookMs: number;
    log: string;
    conditions: RunConditions;
  },
): Promise<boolean> {
  const rows = await tx
    .update(trainings)
    .set({ ...values, state: 'checking' })
    .where(and(eq(trainings.trainingId, trainingId), eq(trainings.state, 'queued')))
    .returning({ trainingId: trainings.trainingId });
  return rows.length > 0;
}

export type TrainingEnding =
  | { readonly state: 'frozen' }
  | {
      readonly state: 'rejected' | 'failed';
      readonly code: string;
      readonly message: string;
      readonly tookMs?: number;
      readonly log?: string;
    };

/** Ends a training. False, without a change, when it has ended already. */
export async function updateTrainingFinished(
  db: Executor,
  trainingId: string,
  ending: TrainingEnding & { readonly finishedAt: Date },
): Promise<boolean> {
  const rows = await db
    .update(trainings)
    .set(ending)
    .where(and(eq(trainings.trainingId, trainingId), inArray(trainings.state, ['queued', 'checking'])))
    .returning({ trainingId: trainings.trainingId });
  return rows.length > 0;
}

/** Inserts the version that a training made. False where the model has one of its name or bytes. */
export async function insertTrainedVersion(
  tx: Transaction,
  values: Omit<typeof modelVersions.$inferInsert, 'state' | 'kind' | 'trains'>,
): Promise<boolean> {
  const rows = await tx
    .insert(modelVersions)
    .values({ ...values, kind: 'container', state: 'active' })
    .onConflictDoNothing()
    .returning({ versionId: modelVersions.versionId });
  return rows.length > 0;
}

/** The trained versions in use of a team in a benchmark, newest first, locked until the transaction ends. */
export async function lockTrainedVersions(
  tx: Transaction,
  { benchmarkId, teamId }: { benchmarkId: string; teamId: string },
): Promise<{ versionId: string; byteCount: number }[]> {
  return tx
    .select({ versionId: modelVersions.versionId, byteCount: modelVersions.byteCount })
    .from(modelVersions)
    .innerJoin(models, eq(models.modelId, modelVersions.modelId))
    .where(
      and(
        eq(models.benchmarkId, benchmarkId),
        eq(models.teamId, teamId),
        isNotNull(modelVersions.imageVersionId),
        inUse,
      ),
    )
    .orderBy(desc(modelVersions.frozenAt))
    .for('update', { of: modelVersions });
}

export async function updateVersionsSuperseded(
  tx: Transaction,
  versionIds: string[],
  retiredAt: Date,
): Promise<void> {
  await tx
    .update(modelVersions)
    .set({ state: 'retired', retiredAt })
    .where(inArray(modelVersions.versionId, versionIds));
}

/** The files of revealed rounds that a training's run reads, in the order of its work. */
export async function listTrainingData(
  db: Executor,
  runId: string,
): Promise<{ roundId: string; name: string }[]> {
  return db.execute<{ roundId: string; name: string }>(sql`
    select r.round_id as "roundId", file.value ->> 'name' as name
    from runs join trainings t using (training_id) join rounds newest on newest.round_id = t.round_id
      cross join jsonb_array_elements(t.data) with ordinality listed
      cross join jsonb_array_elements(listed.value -> 'files') with ordinality file
      join rounds r on (r.benchmark_id, r.number) = (newest.benchmark_id, (listed.value ->> 'round')::int) and r.state = 'revealed'
    where runs.run_id = ${runId} and runs.purpose = 'train'
    order by listed.ordinality, file.ordinality`);
}

const byNewest = [desc(trainings.createdAt), desc(trainings.trainingId)] as const;

const selectNamed = (db: Executor) =>
  db
    .select({
      ...getTableColumns(trainings),
      imageVersion: modelVersions.version,
      model: models.name,
      modelSlug: models.slug,
      round: rounds.number,
      roundTitle: rounds.title,
    })
    .from(trainings)
    .innerJoin(modelVersions, eq(modelVersions.versionId, trainings.imageVersionId))
    .innerJoin(models, eq(models.modelId, modelVersions.modelId))
    .innerJoin(rounds, eq(rounds.roundId, trainings.roundId));

/** A training with the names of its image, model and newest round. */
export type NamedTraining = Awaited<ReturnType<typeof selectNamed>>[number];

/** The trainings of a model, newest first. */
export const listTrainingsOfModel = (
  db: Executor,
  { benchmarkId, modelSlug }: { benchmarkId: string; modelSlug: string },
): Promise<NamedTraining[]> =>
  selectNamed(db)
    .where(and(eq(models.benchmarkId, benchmarkId), eq(models.slug, modelSlug)))
    .orderBy(...byNewest);

export async function hasTrainings(
  db: Executor,
  of: { benchmarkId: string; modelSlug: string },
): Promise<boolean> {
  const [row] = await db.execute<{ has: boolean }>(sql`
    select exists (select from trainings t join model_versions v on v.version_id = t.image_version_id join models m using (model_id)
      where m.benchmark_id = ${of.benchmarkId} and m.slug = ${of.modelSlug}) as has`);
  return row?.has ?? false;
}

/** The trainings of a team in a benchmark, newest first. @param after the training after which the list begins */
export const listTrainingsOfTeam = (
  db: Executor,
  {
    benchmarkId,
    teamId,
    limit,
    after,
  }: { benchmarkId: string; teamId: string; limit: number; after: string | null },
): Promise<NamedTraining[]> =>
  selectNamed(db)
    .where(
      and(
        eq(models.benchmarkId, benchmarkId),
        eq(models.teamId, teamId),
        after === null
          ? undefined
          : sql`(${trainings.createdAt}, ${trainings.trainingId}) < (
              select t.created_at, t.training_id from trainings t where t.training_id = ${after}::uuid)`,
      ),
    )
    .orderBy(...byNewest)
    .limit(limit);
