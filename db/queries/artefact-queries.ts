import { and, inArray, ne } from 'drizzle-orm';
import type { Executor } from '../client';
import { dryRuns, modelVersions } from '../schema/models';

/** Those of the versions whose file may be wanted again: all but the refused ones. */
export async function listVersionsWithFile(db: Executor, versionIds: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: modelVersions.versionId })
    .from(modelVersions)
    .where(and(inArray(modelVersions.versionId, versionIds), ne(modelVersions.state, 'refused')));
  return new Set(rows.map(({ id }) => id));
}

/** Those of the dry runs that aren't over. */
export async function listDryRunsWithFile(db: Executor, dryRunIds: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: dryRuns.dryRunId })
    .from(dryRuns)
    .where(and(inArray(dryRuns.dryRunId, dryRunIds), inArray(dryRuns.state, ['queued', 'running'])));
  return new Set(rows.map(({ id }) => id));
}
