import { and, asc, eq, gt, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { leasesMax } from '@/lib/core/run/run';
import type { Executor, Transaction } from '../client';
import { runners, runs } from '../schema/runs';

export type RunRow = typeof runs.$inferSelect;

export type RunnerRow = typeof runners.$inferSelect;

/** One lease of a run. Only the newest one of a run may change it. */
export type Lease = Pick<RunRow, 'runId' | 'fence'>;

export async function insertRun(db: Executor, runId: string, awaitedUntil: Date): Promise<void> {
  await db.insert(runs).values({ runId, awaitedUntil });
}

/** A run that its scorer waits for; `isLost`: its runner has been silent for a lease. A revoked runner is none. */
export type AwaitedRun = Pick<RunRow, 'state' | 'fence'> & { isLost: boolean; runner: RunnerRow | null };

export async function findAwaitedRun(db: Executor, runId: string): Promise<AwaitedRun | undefined> {
  const [row] = await db
    .select({
      state: runs.state,
      fence: runs.fence,
      isLost: sql<boolean>`${runs.state} in ('leased', 'prepared') and ${runs.leasedUntil} < site_clock()`,
      runner: runners,
    })
    .from(runs)
    .leftJoin(runners, and(eq(runners.runnerId, runs.runnerId), isNull(runners.revokedAt)))
    .where(eq(runs.runId, runId));
  return row;
}

export async function renewWait(db: Executor, runId: string, awaitedUntil: Date): Promise<void> {
  await db.update(runs).set({ awaitedUntil }).where(eq(runs.runId, runId));
}

export async function updateRunPrepared(db: Executor, { runId, fence }: Lease): Promise<boolean> {
  const rows = await db
    .update(runs)
    .set({ state: 'prepared' })
    .where(and(eq(runs.runId, runId), eq(runs.fence, fence), eq(runs.state, 'leased')))
    .returning({ runId: runs.runId });
  return rows.length > 0;
}

export async function deleteRun(db: Executor, runId: string): Promise<void> {
  await db.delete(runs).where(eq(runs.runId, runId));
}

/** Those of the ids that are runs. */
export async function listKnownRuns(db: Executor, runIds: string[]): Promise<Set<string>> {
  const rows = await db.select({ runId: runs.runId }).from(runs).where(inArray(runs.runId, runIds));
  return new Set(rows.map(({ runId }) => runId));
}

/** Deletes the runs of dead scorers. */
export async function deleteAbandonedRuns(db: Executor, now: Date): Promise<Lease[]> {
  return db
    .delete(runs)
    .where(lt(runs.awaitedUntil, now))
    .returning({ runId: runs.runId, fence: runs.fence });
}

export async function insertRunner(
  db: Executor,
  values: Pick<RunnerRow, 'name' | 'tokenSha256' | 'recipient' | 'publicKey'>,
): Promise<boolean> {
  const rows = await db
    .insert(runners)
    .values(values)
    .onConflictDoNothing({ target: runners.name })
    .returning({ runnerId: runners.runnerId });
  return rows.length > 0;
}

/** Revokes a runner, whose lease another one takes at once. False without such a runner. */
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
  seen: { seenAt: Date; failedTrials?: string[] | null },
): Promise<void> {
  await db.update(runners).set(seen).where(eq(runners.runnerId, runnerId));
}

/** Registered runners that aren't revoked. */
export async function countRunners(db: Executor): Promise<number> {
  return db.$count(runners, isNull(runners.revokedAt));
}

/** Runners that were heard since `since` and whose sandbox holds. */
export async function countActiveRunners(db: Executor, since: Date): Promise<number> {
  return db.$count(
    runners,
    and(isNull(runners.revokedAt), gte(runners.seenAt, since), sql`${runners.failedTrials} = '{}'`),
  );
}

/** True while a run waits for a runner, without a lock: most requests of runners find none. */
export async function hasFreeRun(db: Executor): Promise<boolean> {
  return (await db.$count(runs, isFree(sql`site_clock()`))) > 0;
}

const isFree = (now: Date | SQL) =>
  and(
    or(
      eq(runs.state, 'waiting'),
      and(inArray(runs.state, ['leased', 'prepared']), lt(runs.leasedUntil, now)),
    ),
    lt(runs.fence, leasesMax),
    gt(runs.awaitedUntil, now),
  );

const isInUse = (runnerId: string) =>
  sql`exists (select from ${runners} where ${runners.runnerId} = ${runnerId} and ${runners.revokedAt} is null)`;

/**
 * Leases the oldest run that waits, or whose runner was silent for a lease, to a runner. Each lease has a fence of its own, and two
 * runners never get the same run.
 */
export async function leaseRun(
  tx: Transaction,
  runnerId: string,
  { now, leasedUntil }: { now: Date; leasedUntil: Date },
): Promise<Lease | undefined> {
  const [free] = await tx
    .select({ runId: runs.runId })
    .from(runs)
    .where(and(isFree(now), isInUse(runnerId)))
    .orderBy(asc(runs.createdAt))
    .limit(1)
    .for('update', { skipLocked: true });
  if (!free) return undefined;
  const [lease] = await tx
    .update(runs)
    .set({ state: 'leased', fence: sql`${runs.fence} + 1`, runnerId, leasedUntil })
    .where(eq(runs.runId, free.runId))
    .returning({ runId: runs.runId, fence: runs.fence });
  return lease;
}

/** The run of a lease that is in force; undefined when another one has begun, it has run out or the run has ended. */
export async function findLeasedRun(
  db: Executor,
  { runId, fence }: Lease,
  { runnerId, now }: { runnerId: string; now: Date },
): Promise<RunRow | undefined> {
  const [row] = await db
    .select()
    .from(runs)
    .where(and(isLease({ runId, fence }), eq(runs.runnerId, runnerId), gt(runs.leasedUntil, now)));
  return row;
}

/** Renews a lease. False, without a change, when another one has begun or the run has ended. */
export async function renewLease(
  db: Executor,
  lease: Lease,
  { runnerId, now, leasedUntil }: { runnerId: string; now: Date; leasedUntil: Date },
): Promise<boolean> {
  const rows = await db
    .update(runs)
    .set({ leasedUntil })
    .where(
      and(
        isLease(lease),
        eq(runs.runnerId, runnerId),
        gt(runs.leasedUntil, now),
        inArray(runs.state, ['leased', 'prepared']),
      ),
    )
    .returning({ runId: runs.runId });
  return rows.length > 0;
}

/** Ends a lease with its result. False, without a change, when another one has begun or the run has ended. */
export async function updateRunReturned(
  db: Executor,
  lease: Lease,
  { runnerId, now }: { runnerId: string; now: Date },
): Promise<boolean> {
  const rows = await db
    .update(runs)
    .set({ state: 'returned' })
    .where(
      and(isLease(lease), eq(runs.runnerId, runnerId), eq(runs.state, 'prepared'), gt(runs.leasedUntil, now)),
    )
    .returning({ runId: runs.runId });
  return rows.length > 0;
}

const isLease = ({ runId, fence }: Lease) => and(eq(runs.runId, runId), eq(runs.fence, fence));
