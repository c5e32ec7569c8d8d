import { and, eq, gte, lt } from 'drizzle-orm';
import type { Executor } from '../client';
import { sandboxReports, scorerHeartbeats } from '../schema/publication';

export type SandboxReportRow = typeof sandboxReports.$inferInsert;

/** The report of the machine's current boot; undefined where there is none with this fingerprint. */
export async function findSandboxReport(
  db: Executor,
  bootId: string,
  fingerprint: string,
): Promise<SandboxReportRow | undefined> {
  const [row] = await db
    .select()
    .from(sandboxReports)
    .where(and(eq(sandboxReports.bootId, bootId), eq(sandboxReports.fingerprint, fingerprint)));
  return row;
}

/** Stores a report, and deletes those of boots before `forgetBefore`. */
export async function upsertSandboxReport(
  db: Executor,
  report: SandboxReportRow,
  forgetBefore: Date,
): Promise<void> {
  const { bootId, ...found } = report;
  await db
    .insert(sandboxReports)
    .values(report)
    .onConflictDoUpdate({ target: sandboxReports.bootId, set: found });
  await db.delete(sandboxReports).where(lt(sandboxReports.testedAt, forgetBefore));
}

/** One for each machine with a heartbeat since `since`; null where its sandbox hasn't been tested. */
export async function listSandboxesAtWork(
  db: Executor,
  since: Date,
): Promise<({ isFound: boolean; failed: string[] } | null)[]> {
  const rows = await db
    .selectDistinctOn([scorerHeartbeats.bootId], {
      report: { isFound: sandboxReports.isFound, failed: sandboxReports.failed },
    })
    .from(scorerHeartbeats)
    .leftJoin(sandboxReports, eq(sandboxReports.bootId, scorerHeartbeats.bootId))
    .where(gte(scorerHeartbeats.beatAt, since));
  return rows.map(({ report }) => report);
}
