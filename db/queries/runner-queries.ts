import { and, asc, count, eq, gte, inArray, isNotNull, isNull, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { ArtefactKind } from '@/lib/core/benchmark';
import { lossesMax, type RunnerLossCode, runnerSilentMs } from '@/lib/core/run/run';
import type { Executor, Transaction } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { runnerLosses, runners, runs } from '../schema/runs';

export type RunnerRow = typeof runners.$inferSelect;

/** Place, sizes and benchmarks of a runner, as an operator registered them. */
export type RunnerFacts = Pick<RunnerRow, 'place' | 'coresMax' | 'memoryMbMax' | 'gpuCount' | 'boundTo'>;

export async function insertRunner(
  db: Executor,
  values: Pick<RunnerRow, 'name' | 'tokenSha256' | 'recipient' | 'publicKey'> & Partial<RunnerFacts>,
): Promise<boolean> {
  const rows = await db
    .insert(runners)
    .values(values)
    .onConflictDoNothing({ target: runners.name })
    .returning({ runnerId: runners.runnerId });
  return rows.length > 0;
}

/** Revokes a runner; other runners may take its leased run at once. False if there is no such runner. */
export async function updateRunnerRevoked(tx: Transaction, name: string, revokedAt: Date): Promise<boolean> {
  const [revoked] = await tx
    .update(runners)
    .set({ revokedAt })
    .where(and(eq(runners.name, name), isNull(runners.revokedAt)))
    .returning({ runnerId: runners.runnerId });
  if (!revoked) return false;
  await tx
    .update(runs)
    .set({ leasedUntil: sql`'-infinity'` })
    .where(and(eq(runs.runnerId, revoked.runnerId), inArray(runs.state, ['leased', 'prepared'])));
  return true;
}

export async function listRunners(db: Executor): Promise<RunnerRow[]> {
  return db.select().from(runners).orderBy(asc(runners.createdAt));
}

export async function findRunnerByToken(db: Executor, tokenSha256: string): Promise<RunnerRow | undefined> {
  const [row] = await db
    .select()
    .from(runners)
    .where(and(eq(runners.tokenSha256, tokenSha256), isNull(runners.revokedAt)));
  return row;
}

export async function updateRunnerSeen(
  db: Executor,
  runnerId: string,
  asked: { failedTrials?: string[] | null; kinds?: ArtefactKind[] } = {},
): Promise<void> {
  const seenAt = sql`date_trunc('milliseconds', site_clock())`;
  await db
    .update(runners)
    .set({ ...asked, seenAt })
    .where(eq(runners.runnerId, runnerId));
}

/**
 * Lists the failed sandbox trials of each runner of the whole site that called since `since`; null for a
 * runner without a sandbox.
 */
export async function listActiveSandboxes(db: Executor, since: Date): Promise<(string[] | null)[]> {
  const rows = await db
    .select({ failedTrials: runners.failedTrials })
    .from(runners)
    .where(
      and(
        isNull(runners.revokedAt),
        isNull(runners.asideAt),
        isNull(runners.boundTo),
        gte(runners.seenAt, since),
      ),
    );
  return rows.map(({ failedTrials }) => failedTrials);
}

/**
 * Condition: the runner called lately, its sandbox passed the self-test, and it takes runs of this kind.
 * @param runner the runner's alias in the query
 */
export const isHeard = (runner: SQL, kind: SQL) => sql`(
  ${runner}.seen_at > site_clock() - make_interval(secs => ${runnerSilentMs / 1_000})
  and ${runner}.failed_trials = '{}' and ${kind} = any (${runner}.kinds))`;

/** Lists the runners that could serve a benchmark, including those that it doesn't trust. */
export async function listRunnersFor(db: Executor, benchmarkId: string): Promise<RunnerRow[]> {
  return db
    .select()
    .from(runners)
    .where(
      and(
        isNull(runners.revokedAt),
        sql`(${runners.boundTo} is null or ${benchmarkId} = any (${runners.boundTo}))`,
      ),
    )
    .orderBy(asc(runners.createdAt), asc(runners.name));
}

/** Lists the slugs of benchmarks that run models and trust no runner that is large enough. */
export async function listBenchmarksWithoutRunner(db: Executor): Promise<string[]> {
  const rows = await db
    .select({ slug: benchmarks.slug })
    .from(benchmarks)
    .where(
      sql`(${benchmarks.modelSignature} is not null and not exists (select from runners r where runner_may_run(r, ${benchmarks}, 'onnx'))
        or ${benchmarks.containerNeeds} is not null and not exists (select from runners r where runner_may_run(r, ${benchmarks}, 'container')))`,
    )
    .orderBy(asc(benchmarks.slug));
  return rows.map(({ slug }) => slug);
}

/** Finds a trusted runner other than `name` that called lately; undefined if there is none. */
export async function findOtherRunner(
  db: Executor,
  { benchmarkId, kind, name }: { benchmarkId: string; kind: ArtefactKind; name: string },
): Promise<RunnerRow | undefined> {
  const [found] = await db
    .select({ runner: runners })
    .from(runners)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, benchmarkId))
    .where(
      and(
        sql`${runners.name} <> ${name}`,
        isHeard(sql`${runners}`, sql`${kind}::artefact_kind`),
        sql`runner_may_run(${runners}, ${benchmarks}, ${kind})`,
      ),
    )
    .limit(1);
  return found?.runner;
}

export async function findRunnerByName(db: Executor, name: string): Promise<RunnerRow | undefined> {
  const [row] = await db.select().from(runners).where(eq(runners.name, name));
  return row;
}

/**
 * Records that a runner has completed a run: its own losses no longer count, and the losses of other runners
 * that lost this run before are confirmed. @returns the runners with a confirmed loss
 */
export async function recordCompletedRun(
  db: Executor,
  { runId, runnerId }: { runId: string; runnerId: string },
): Promise<string[]> {
  await db.update(runners).set({ lossesSince: sql`site_clock()` }).where(eq(runners.runnerId, runnerId));
  const confirmed = await db
    .update(runnerLosses)
    .set({ isConfirmed: true })
    .where(
      and(
        eq(runnerLosses.runId, runId),
        ne(runnerLosses.runnerId, runnerId),
        eq(runnerLosses.isConfirmed, false),
      ),
    )
    .returning({ runnerId: runnerLosses.runnerId });
  return [...new Set(confirmed.map((loss) => loss.runnerId))];
}

/**
 * Sets aside, so that they get no more runs, those of the runners that have lost too many different models
 * since their last completed run. @returns their names
 */
export async function updateRunnersAside(tx: Transaction, runnerIds: string[]): Promise<string[]> {
  if (runnerIds.length === 0) return [];
  const rows = await tx
    .update(runners)
    .set({ asideAt: sql`site_clock()` })
    .where(
      and(
        inArray(runners.runnerId, runnerIds),
        isNull(runners.asideAt),
        sql`(select count(distinct l.artefact_sha256) from runner_losses l
          where l.runner_id = ${runners.runnerId} and l.is_confirmed
            and l.lost_at > coalesce(${runners.lossesSince}, '-infinity')) >= ${lossesMax}`,
      ),
    )
    .returning({ name: runners.name });
  return rows.map(({ name }) => name);
}

/** Lets a runner that was set aside get runs again. False if there is no such runner. */
export async function updateRunnerResumed(db: Executor, name: string, at: Date): Promise<boolean> {
  const rows = await db
    .update(runners)
    .set({ asideAt: null, lossesSince: at })
    .where(and(eq(runners.name, name), isNotNull(runners.asideAt), isNull(runners.revokedAt)))
    .returning({ runnerId: runners.runnerId });
  return rows.length > 0;
}

export type LossCount = { runnerId: string; code: RunnerLossCode; count: number };

/** Counts each runner's stored losses, by reason. */
export async function countLosses(db: Executor): Promise<LossCount[]> {
  return db
    .select({ runnerId: runnerLosses.runnerId, code: runnerLosses.code, count: count() })
    .from(runnerLosses)
    .groupBy(runnerLosses.runnerId, runnerLosses.code)
    .orderBy(asc(runnerLosses.code));
}

export async function deleteLossesBefore(db: Executor, before: Date): Promise<void> {
  await db.delete(runnerLosses).where(lt(runnerLosses.lostAt, before));
}
