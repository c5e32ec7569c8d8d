import { and, count, desc, eq, getTableColumns, inArray, isNull, ne, or, sql, sum } from 'drizzle-orm';
import type { VersionState } from '@/lib/core/model/model-version';
import type { Executor, Transaction } from '../client';
import { dryRuns, models, modelVersions } from '../schema/models';
import { trainings } from '../schema/trainings';

export type ModelVersionRow = typeof modelVersions.$inferSelect;

/** States in which a version is evaluated in later rounds. */
const running: VersionState[] = ['checking', 'active'];

export async function insertModelVersion(
  tx: Transaction,
  values: Omit<typeof modelVersions.$inferInsert, 'state'>,
): Promise<void> {
  await tx.insert(modelVersions).values({ ...values, state: 'checking' });
}

export async function findModelVersion(
  db: Executor,
  versionId: string,
): Promise<ModelVersionRow | undefined> {
  const [row] = await db.select().from(modelVersions).where(eq(modelVersions.versionId, versionId));
  return row;
}

/**
 * Finds a version of a team's model in a benchmark that has this name, a name that looks alike, or the same
 * bytes; or an ONNX file with the same bytes that runs as a version of another model of the team. One image
 * may be two models: it can train in one and not in the other.
 */
export async function findVersionAlike(
  db: Executor,
  sought: {
    benchmarkId: string;
    teamId: string;
    model: string;
    version: string;
    skeleton: string;
    sha256: string;
  },
): Promise<{ model: string; version: string; sha256: string; state: VersionState } | undefined> {
  const [row] = await db
    .select({
      model: models.name,
      version: modelVersions.version,
      sha256: modelVersions.sha256,
      state: modelVersions.state,
    })
    .from(modelVersions)
    .innerJoin(models, eq(models.modelId, modelVersions.modelId))
    .where(
      and(
        eq(models.benchmarkId, sought.benchmarkId),
        eq(models.teamId, sought.teamId),
        ne(modelVersions.state, 'refused'),
        or(
          and(
            eq(models.name, sought.model),
            or(
              eq(modelVersions.version, sought.version),
              eq(modelVersions.skeleton, sought.skeleton),
              eq(modelVersions.sha256, sought.sha256),
            ),
          ),
          and(
            eq(modelVersions.sha256, sought.sha256),
            eq(modelVersions.kind, 'onnx'),
            inArray(modelVersions.state, running),
          ),
        ),
      ),
    )
    // Equal bytes are stronger evidence than an equal name, and a version of the same model than one of another.
    .orderBy(sql`${modelVersions.sha256} = ${sought.sha256} desc`, sql`${models.name} = ${sought.model} desc`)
    .limit(1);
  return row;
}

/**
 * Counts the model versions that a team has sent to a benchmark and that are in use; locks the count until the
 * transaction ends, so that parallel submissions count this one's too.
 */
export async function lockRunningVersionCount(
  tx: Transaction,
  { benchmarkId, teamId }: { benchmarkId: string; teamId: string },
): Promise<number> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`versions:${benchmarkId}:${teamId}`}, 0))`,
  );
  const [row] = await tx
    .select({ count: count() })
    .from(modelVersions)
    .innerJoin(models, eq(models.modelId, modelVersions.modelId))
    .where(
      and(
        eq(models.benchmarkId, benchmarkId),
        eq(models.teamId, teamId),
        isNull(modelVersions.imageVersionId),
        inUse,
      ),
    );
  return row?.count ?? 0;
}

/**
 * Sums the bytes of a team's container images in all benchmarks, locked like the count above. The file of a
 * retired image is deleted, and doesn't count, unless a trained version in use runs it.
 */
export async function lockImageBytes(tx: Transaction, teamId: string): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`images:${teamId}`}, 0))`);
  const [row] = await tx
    .select({ byteCount: sum(modelVersions.byteCount) })
    .from(modelVersions)
    .innerJoin(models, eq(models.modelId, modelVersions.modelId))
    .where(
      and(
        eq(models.teamId, teamId),
        eq(modelVersions.kind, 'container'),
        isNull(modelVersions.imageVersionId),
        or(inUse, and(eq(modelVersions.state, 'retired'), hasTrainedInUse)),
      ),
    );
  return Number(row?.byteCount ?? 0);
}

/** Retires a version. A trigger sets the time. */
export async function updateVersionRetired(
  db: Executor,
  versionId: string,
  retiredBy: string,
): Promise<void> {
  await db
    .update(modelVersions)
    .set({ state: 'retired', retiredBy, retiredAt: sql`clock_timestamp()` })
    .where(and(eq(modelVersions.versionId, versionId), inArray(modelVersions.state, running)));
}

export type NamedVersion = ModelVersionRow & { model: string };

const named = { ...getTableColumns(modelVersions), model: models.name };

/**
 * Lists a team's versions in a benchmark, newest first. @param after the version with which the previous page
 * ended
 */
export function listVersionsOfTeam(
  db: Executor,
  {
    benchmarkId,
    teamId,
    limit,
    after,
  }: { benchmarkId: string; teamId: string; limit: number; after: string | null },
): Promise<NamedVersion[]> {
  return db
    .select(named)
    .from(modelVersions)
    .innerJoin(models, eq(models.modelId, modelVersions.modelId))
    .where(
      and(
        eq(models.benchmarkId, benchmarkId),
        eq(models.teamId, teamId),
        after === null
          ? undefined
          : sql`(${modelVersions.frozenAt}, ${modelVersions.versionId}) < (
              select v.frozen_at, v.version_id from model_versions v where v.version_id = ${after}::uuid)`,
      ),
    )
    .orderBy(desc(modelVersions.frozenAt), desc(modelVersions.versionId))
    .limit(limit);
}

/** Finds a version, if the person is a member of its team. */
export async function findVersionOfMember(
  db: Executor,
  { versionId, userId }: { versionId: string; userId: string },
): Promise<NamedVersion | undefined> {
  const [row] = await db
    .select(named)
    .from(modelVersions)
    .innerJoin(models, eq(models.modelId, modelVersions.modelId))
    .where(
      and(
        eq(modelVersions.versionId, versionId),
        sql`exists (select from team_members m where m.team_id = ${models.teamId} and m.user_id = ${userId})`,
      ),
    );
  return row;
}

export async function isMemberOfModelsTeam(
  db: Executor,
  { benchmarkId, modelSlug, userId }: { benchmarkId: string; modelSlug: string; userId: string },
): Promise<boolean> {
  const ofTeam = sql`exists (select from team_members t where t.team_id = ${models.teamId} and t.user_id = ${userId})`;
  return (
    (await db.$count(models, and(eq(models.benchmarkId, benchmarkId), eq(models.slug, modelSlug), ofTeam))) >
    0
  );
}

/** Condition: the version is evaluated in later rounds. */
export const inUse = inArray(modelVersions.state, running);

/** True for an image that a trained version in use runs. */
const hasTrainedInUse = sql`exists (select from model_versions trained where trained.image_version_id = ${modelVersions.versionId}
    and trained.state in ('checking', 'active'))`;

/**
 * Condition: the version's file may be needed again. A trained version needs its image's file; other retired
 * images are too large to be stored.
 */
export const needsFile = sql`${modelVersions.state} <> 'refused' and (${modelVersions.state} <> 'retired'
  or ${modelVersions.kind} <> 'container'
  or ${hasTrainedInUse}
  or exists (select from trainings t where t.image_version_id = ${modelVersions.versionId} and t.finished_at is null)
  or exists (
    select from submissions s left join practice_scores p on p.submission_id = s.submission_id and p.state = 'queued'
    where s.version_id = ${modelVersions.versionId}
      and (s.state not in ('scored', 'rejected', 'failed') or p.submission_id is not null)))`;

/** Lists versions whose file may be needed again, including those that trainings are about to make. */
export async function listVersionsWithFile(db: Executor, versionIds: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: modelVersions.versionId })
    .from(modelVersions)
    .where(and(inArray(modelVersions.versionId, versionIds), needsFile))
    .unionAll(
      db
        .select({ id: trainings.versionId })
        .from(trainings)
        .where(and(inArray(trainings.versionId, versionIds), isNull(trainings.finishedAt))),
    );
  return new Set(rows.map(({ id }) => id));
}

/** Lists which of these dry runs aren't finished, and so need their file. */
export async function listDryRunsWithFile(db: Executor, dryRunIds: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: dryRuns.dryRunId })
    .from(dryRuns)
    .where(and(inArray(dryRuns.dryRunId, dryRunIds), inArray(dryRuns.state, ['queued', 'running'])));
  return new Set(rows.map(({ id }) => id));
}

/**
 * Lists when each version of a model was frozen. If a refused version's name was used again, the later
 * version counts.
 */
export async function listFreezings(
  db: Executor,
  { benchmarkId, modelSlug }: { benchmarkId: string; modelSlug: string },
): Promise<{ version: string; frozenAt: Date }[]> {
  return db
    .select({ version: modelVersions.version, frozenAt: modelVersions.frozenAt })
    .from(modelVersions)
    .innerJoin(models, eq(models.modelId, modelVersions.modelId))
    .where(
      and(
        eq(models.benchmarkId, benchmarkId),
        eq(models.slug, modelSlug),
        ne(modelVersions.state, 'refused'),
      ),
    );
}
