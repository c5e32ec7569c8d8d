import { and, eq, inArray, isNull, notInArray, or } from 'drizzle-orm';
import type { Executor } from '../client';
import { models } from '../schema/models';
import { submissions, versionFiles } from '../schema/submissions';

/** Lists the file of each version of a team's model in a round, by the model's name. */
export async function listVersionFiles(
  db: Executor,
  { roundId, teamId, model }: { roundId: string; teamId: string; model: string },
): Promise<{ version: string; fileSha256: string }[]> {
  return db
    .select({ version: versionFiles.version, fileSha256: versionFiles.fileSha256 })
    .from(versionFiles)
    .innerJoin(models, eq(models.modelId, versionFiles.modelId))
    .where(and(eq(versionFiles.roundId, roundId), eq(models.teamId, teamId), eq(models.name, model)));
}

/**
 * Lists the file of each version of a model in each of these rounds. @param modelSlug the model's slug in the
 * benchmark
 */
export async function listFilesOfModel(
  db: Executor,
  {
    benchmarkId,
    modelSlug,
    roundIds,
  }: { benchmarkId: string; modelSlug: string; roundIds: readonly string[] },
): Promise<{ roundId: string; version: string; fileSha256: string }[]> {
  if (roundIds.length === 0) return [];
  return db
    .select({
      roundId: versionFiles.roundId,
      version: versionFiles.version,
      fileSha256: versionFiles.fileSha256,
    })
    .from(versionFiles)
    .innerJoin(models, eq(models.modelId, versionFiles.modelId))
    .where(
      and(
        eq(models.benchmarkId, benchmarkId),
        eq(models.slug, modelSlug),
        inArray(versionFiles.roundId, [...roundIds]),
      ),
    );
}

/**
 * Finds a team's accepted submission of the same file in the open round, unless it was rejected, failed or
 * withdrawn. An automatic evaluation counts whatever its outcome, which is secret until the close.
 */
export async function findEarlierFile(
  db: Executor,
  { roundId, teamId, fileSha256 }: { roundId: string; teamId: string; fileSha256: string },
): Promise<{ submissionId: string; model: string; version: string } | undefined> {
  const [row] = await db
    .select({ submissionId: submissions.submissionId, model: models.name, version: submissions.version })
    .from(submissions)
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .where(
      and(
        eq(submissions.roundId, roundId),
        eq(submissions.teamId, teamId),
        eq(submissions.fileSha256, fileSha256),
        or(submissions.isAutomatic, notInArray(submissions.state, ['rejected', 'failed'])),
        isNull(submissions.withdrawnAt),
      ),
    )
    .limit(1);
  return row;
}
