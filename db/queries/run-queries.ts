import { and, asc, eq, gt, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { ArtefactKind } from '@/lib/core/benchmark';
import { leasesMax, type RunClass, runPriorities } from '@/lib/core/run/run';
import type { Executor, Transaction } from '../client';
import { runners, runs, runTurns } from '../schema/runs';
import { isHeard, type RunnerRow } from './runner-queries';

export type RunRow = typeof runs.$inferSelect;

/** One lease of a run. Only a run's newest lease, the one with the highest fence, may change the run. */
export type Lease = Pick<RunRow, 'runId' | 'fence'>;

type NewRun = Pick<
  typeof runs.$inferInsert,
  | 'purpose'
  | 'kind'
  | 'submissionId'
  | 'dryRunId'
  | 'trainingId'
  | 'roundId'
  | 'attempt'
  | 'isLong'
  | 'priority'
  | 'userId'
  | 'queuedAt'
  | 'otherThanRunnerId'
>;

/**
 * Inserts a run that waits for a runner. False, without a change, if its submission, practice or dry run has
 * a run already.
 */
export async function insertRun(tx: Executor, values: NewRun): Promise<boolean> {
  const rows = await tx.insert(runs).values(values).onConflictDoNothing().returning({ runId: runs.runId });
  return rows.length > 0;
}

/**
 * Ends a run and inserts the next run of its submission, which takes over the first run's waiting time,
 * person and priority.
 */
export async function replaceRun(
  tx: Transaction,
  { runId, fence, losses, prepares, finishes, state, runnerId, leasedUntil, heldUntil, ...kept }: RunRow,
  changes: Partial<NewRun>,
): Promise<void> {
  await tx.delete(runs).where(eq(runs.runId, runId));
  await tx.insert(runs).values({ ...kept, ...changes });
}

/** Condition: the benchmark trusts the run's runner with its models and inputs. */
const isTrusted = sql`exists (
  select from runners r, benchmarks b where r.runner_id = ${runs.runnerId} and r.runner_id is distinct from ${runs.otherThanRunnerId}
    and b.benchmark_id = benchmark_of_run(${runs}) and runner_may_run(r, b, ${runs.kind}))`;

/**
 * Begins a try to prepare a leased run; undefined if another lease has begun, or the run is prepared or has
 * ended. Here the scorer itself checks which runner gets hidden inputs: if the web process has leased the run
 * to a runner that the benchmark doesn't trust, the run waits again.
 */
export async function claimPreparation(
  db: Executor,
  runId: string,
): Promise<{ run: RunRow; runner: RunnerRow } | undefined> {
  const isLeased = and(eq(runs.runId, runId), eq(runs.state, 'leased'));
  const [run] = await db
    .update(runs)
    .set({ prepares: sql`${runs.prepares} + 1` })
    .where(and(isLeased, isTrusted))
    .returning();
  if (run?.runnerId == null) {
    await db
      .update(runs)
      .set({ state: 'waiting', runnerId: null, leasedUntil: null })
      .where(and(isLeased, sql`not ${isTrusted}`));
    return undefined;
  }
  const [runner] = await db.select().from(runners).where(eq(runners.runnerId, run.runnerId));
  return runner && { run, runner };
}

/**
 * Begins a try to go on with a run that has ended: returned or lost; undefined for any other one. The runner
 * is null if there is none, or if it was revoked.
 */
export async function claimReturn(
  db: Executor,
  runId: string,
): Promise<{ run: RunRow; runner: RunnerRow | null } | undefined> {
  const [run] = await db
    .update(runs)
    .set({ finishes: sql`${runs.finishes} + 1` })
    .where(and(eq(runs.runId, runId), inArray(runs.state, ['returned', 'lost'])))
    .returning();
  if (!run) return undefined;
  const [runner] = run.runnerId
    ? await db
        .select()
        .from(runners)
        .where(and(eq(runners.runnerId, run.runnerId), isNull(runners.revokedAt)))
    : [];
  return { run, runner: runner ?? null };
}

/**
 * Locks a run that is to be prepared for a lease. False if the lease has expired, another one has begun, or
 * the runner isn't trusted any more: a run that is prepared too late would count as lost by the runner.
 */
export async function lockLease(tx: Transaction, { runId, fence }: Lease): Promise<boolean> {
  const rows = await tx
    .select({ runId: runs.runId })
    .from(runs)
    .where(
      and(
        isLease({ runId, fence }),
        eq(runs.state, 'leased'),
        gt(runs.leasedUntil, sql`site_clock()`),
        isTrusted,
      ),
    )
    .for('update');
  return rows.length > 0;
}

/** Marks a run as prepared. @param heldUntil the time until which the lease may be renewed */
export async function updateRunPrepared(tx: Executor, lease: Lease, heldUntil: Date): Promise<void> {
  await tx.update(runs).set({ state: 'prepared', heldUntil }).where(isLease(lease));
}

/** Lets a run wait for another runner, after one returned no valid result. */
export async function updateRunWaiting(db: Executor, { runId, fence }: Lease): Promise<void> {
  await db
    .update(runs)
    .set({ state: 'waiting', runnerId: null, leasedUntil: null, losses: sql`${runs.losses} + 1` })
    .where(and(eq(runs.runId, runId), eq(runs.fence, fence)));
}

export async function deleteRun(db: Executor, runId: string): Promise<void> {
  await db.delete(runs).where(eq(runs.runId, runId));
}

/** Returns those of the ids that belong to existing runs. */
export async function listKnownRuns(db: Executor, runIds: string[]): Promise<Set<string>> {
  const rows = await db.select({ runId: runs.runId }).from(runs).where(inArray(runs.runId, runIds));
  return new Set(rows.map(({ runId }) => runId));
}

/** Marks runs as lost for good that the maximum number of runners have lost, and returns them. */
export async function updateRunsLost(tx: Transaction): Promise<string[]> {
  const rows = await tx
    .update(runs)
    .set({ state: 'lost', losses: sql`${runs.losses} + (${runs.state} = 'prepared')::int` })
    .where(
      or(
        and(
          eq(runs.state, 'prepared'),
          lt(runs.leasedUntil, sql`site_clock()`),
          gte(runs.losses, leasesMax - 1),
        ),
        and(eq(runs.state, 'waiting'), gte(runs.losses, leasesMax)),
      ),
    )
    .returning({ runId: runs.runId });
  return rows.map(({ runId }) => runId);
}

/** Time after which a repetition that found no runner is dropped. */
const repeatDeadline = '1 day';

/**
 * Deletes runs whose submission, practice, dry run or training has ended without them, and repetitions that
 * waited too long.
 */
export async function deleteRunsOfEnded(db: Executor): Promise<Lease[]> {
  return db
    .delete(runs)
    .where(
      sql`not case ${runs.purpose}
        when 'dry_run' then exists (select from dry_runs d
          where d.dry_run_id = ${runs.dryRunId} and d.state = 'running' and d.attempt = ${runs.attempt})
        when 'train' then exists (select from trainings t where t.training_id = ${runs.trainingId} and t.state = 'queued')
        when 'trained_sample' then exists (select from trainings t where t.training_id = ${runs.trainingId} and t.state = 'checking')
        when 'practice' then exists (select from practice_scores p
          where p.submission_id = ${runs.submissionId} and p.round_id = ${runs.roundId} and p.state = 'queued' and p.attempt = ${runs.attempt})
        when 'repeat' then ${runs.queuedAt} > site_clock() - ${repeatDeadline}::interval
        else exists (select from submissions s
          where s.submission_id = ${runs.submissionId} and s.state = 'scoring' and s.attempt = ${runs.attempt}) end`,
    )
    .returning({ runId: runs.runId, fence: runs.fence });
}

/** The kinds of runs that a runner can take, by its engines and free slots. */
export type TakenRuns = { readonly classes: readonly RunClass[]; readonly kinds: readonly ArtefactKind[] };

/**
 * True if a run that this runner can take waits, checked without a lock because most requests of runners find
 * none.
 */
export async function hasFreeRun(db: Executor, runnerId: string, taken: TakenRuns): Promise<boolean> {
  const free = await db
    .select({ runId: runs.runId })
    .from(runs)
    .where(isFree(runnerId, sql`site_clock()`, taken))
    .limit(1);
  return free.length > 0;
}

/**
 * Time that a runner must wait before it may take a run again that it lost: other runners may be busy, or
 * take no runs of this class.
 */
const leftToOthersFor = '10 minutes';

/** Condition: a runner has lost the run lately. @param runner the runner's alias in the query */
const hasLost = (runner: SQL) => sql`(
  exists (select from runner_losses l where l.run_id = ${runs.runId} and l.runner_id = ${runner}.runner_id
    and l.lost_at > site_clock() - ${leftToOthersFor}::interval)
  or ${runs.state} = 'prepared' and ${runs.runnerId} = ${runner}.runner_id
    and ${runs.leasedUntil} > site_clock() - ${leftToOthersFor}::interval)`;

/**
 * Condition: this runner may take the run. A run that it has lost is left to other runners, while one of them
 * is alive.
 */
const isForRunner = (runnerId: string) => sql`exists (
  select from runners r, benchmarks b where r.runner_id = ${runnerId} and r.runner_id is distinct from ${runs.otherThanRunnerId}
    and b.benchmark_id = benchmark_of_run(${runs}) and runner_may_run(r, b, ${runs.kind})
    and not (${hasLost(sql`r`)} and exists (
      select from runners other
      where ${isHeard(sql`other`, sql`${runs.kind}`)} and runner_may_run(other, b, ${runs.kind})
        and other.runner_id is distinct from ${runs.otherThanRunnerId} and not ${hasLost(sql`other`)})))`;

const isFree = (runnerId: string, now: Date | SQL, { classes, kinds }: TakenRuns) =>
  and(
    isForRunner(runnerId),
    or(
      and(eq(runs.state, 'waiting'), lt(runs.losses, leasesMax)),
      and(eq(runs.state, 'leased'), lt(runs.leasedUntil, now)),
      and(eq(runs.state, 'prepared'), lt(runs.leasedUntil, now), lt(runs.losses, leasesMax - 1)),
    ),
    inArray(runs.kind, [...kinds]),
    inArray(
      sql`case when ${runs.purpose} = 'train' then 'training' when ${runs.isLong} then 'long' when ${runs.purpose} = 'dry_run' then 'dry_run' else 'short' end`,
      [...classes],
    ),
  );

const turnOf = sql`(select t.leased_at from run_turns t where t.user_id = ${runs.userId})`;

/**
 * Leases to a runner a run that waits, or whose runner was silent for the duration of a lease. Each lease has
 * a fence of its own, and two runners never get the same run. Runs for which a person waits come first, and
 * people are served in turn: each waits for at most one run of each other person. Every second lease of a
 * runner is the run that has waited longest, so that no stream of submissions delays automatic evaluations
 * for longer than every second run. Practice runs and repetitions, which don't affect rankings, come last.
 */
export async function leaseRun(
  tx: Transaction,
  runnerId: string,
  { taken, now, leasedUntil }: { taken: TakenRuns; now: Date; leasedUntil: Date },
): Promise<(Lease & Pick<RunRow, 'purpose' | 'isLong'>) | undefined> {
  const [runner] = await tx
    .update(runners)
    .set({ leaseCount: sql`${runners.leaseCount} + 1` })
    .where(and(eq(runners.runnerId, runnerId), isNull(runners.revokedAt)))
    .returning({ leaseCount: runners.leaseCount });
  if (!runner) return undefined;
  const isOldestFirst = sql`${runner.leaseCount}::int % 2 = 0 and ${runs.priority} < ${runPriorities.practice}`;
  const [free] = await tx
    .select({ runId: runs.runId, userId: runs.userId })
    .from(runs)
    .where(isFree(runnerId, now, taken))
    .orderBy(
      // The waiting time of a person's runs begins at the person's last turn.
      sql`case when ${isOldestFirst} then greatest(${runs.queuedAt}, ${turnOf}) end`,
      asc(runs.priority),
      sql`(select count(*) from runs other where other.user_id = ${runs.userId} and other.state in ('leased', 'prepared'))`,
      sql`${turnOf} nulls first`,
      asc(runs.queuedAt),
      asc(runs.runId),
    )
    .limit(1)
    .for('update', { skipLocked: true });
  if (!free) return undefined;
  const [lease] = await tx
    .update(runs)
    .set({
      state: 'leased',
      fence: sql`${runs.fence} + 1`,
      losses: sql`${runs.losses} + (${runs.state} = 'prepared')::int`,
      runnerId,
      leasedUntil,
    })
    .where(eq(runs.runId, free.runId))
    .returning({ runId: runs.runId, fence: runs.fence, purpose: runs.purpose, isLong: runs.isLong });
  if (free.userId)
    await tx
      .insert(runTurns)
      .values({ userId: free.userId, leasedAt: now })
      .onConflictDoUpdate({ target: runTurns.userId, set: { leasedAt: now } });
  return lease;
}

/**
 * Finds the run of a valid lease; undefined if another lease has begun, this one has expired or the run has
 * ended.
 */
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

/**
 * Renews the lease of a prepared run. A lease whose run the scorer doesn't prepare expires, so that it
 * doesn't occupy a runner. False, without a change, if another lease has begun or the run has ended.
 */
export async function renewLease(
  db: Executor,
  lease: Lease,
  { runnerId, now, leasedUntil }: { runnerId: string; now: Date; leasedUntil: Date },
): Promise<boolean> {
  const rows = await db
    .update(runs)
    .set({
      leasedUntil: sql`case ${runs.state} when 'prepared'
        then least(${leasedUntil.toISOString()}::timestamptz, ${runs.heldUntil}) else ${runs.leasedUntil} end`,
    })
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

/**
 * Ends a lease because its result has come. False, without a change, if another lease has begun or the run
 * has ended.
 */
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

/** Ids of the files that a leased run needs: its image's and, for a trained version, its trained model's. */
export type ArtefactsOfRun = { readonly image: string; readonly trained: string | null };

/**
 * Finds the version whose image a leased run uses, and the trained version whose file it reads; null for a
 * dry run, which has one file.
 */
export async function findArtefactsOf(
  db: Executor,
  { submissionId, trainingId }: Pick<RunRow, 'submissionId' | 'trainingId'>,
): Promise<ArtefactsOfRun | null> {
  const [row] = await db.execute<ArtefactsOfRun>(
    trainingId === null
      ? sql`select coalesce(v.image_version_id, v.version_id) as image,
          case when v.image_version_id is not null then v.version_id end as trained
        from submissions s join model_versions v using (version_id) where s.submission_id = ${submissionId}`
      : sql`select image_version_id as image, case state when 'checking' then version_id else (
          select v.version_id from model_versions v
          where v.image_version_id = t.image_version_id and v.state in ('checking', 'active') order by v.frozen_at desc limit 1) end as trained
        from trainings t where t.training_id = ${trainingId}`,
  );
  return row ?? null;
}
