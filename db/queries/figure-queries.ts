import { sql } from 'drizzle-orm';
import { runnerSilentMs } from '@/lib/core/run/run';
import type { Executor } from '../client';

/** Instants are seconds since the epoch. */
export type SiteFigures = {
  now: number;
  /** The newest heartbeat of any scorer. */
  newestBeatAt: number | null;
  /** The newest heartbeat of the machine that was silent for longest. */
  oldestBeatAt: number | null;
  /** The newest ranking of an open round. */
  rankedAt: number | null;
  /** The last recorded backup. */
  backedUpAt: number | null;
  /** Submissions scored after `scoredAfter` and until `scoredUntil`, without automatic ones, whose outcome waits for the close. */
  scoredCount: number;
  scoredUntil: number;
  /** Registered runners that were heard in the last minute. */
  runnerCount: number;
  /** Runners that were set aside, since they lost too many runs. */
  asideRunnerCount: number;
  /** Runs that wait for a runner, and those that one has. */
  waitingRunCount: number;
  leasedRunCount: number;
  busyConnectionCount: number;
  idleConnectionCount: number;
};

/**
 * Figures of the whole site, in one statement. Scores of the last 30 s aren't counted yet, since the transaction of one may not
 * have ended.
 * @param scoredAfter the last `scoredUntil`; null counts none
 */
export async function readSiteFigures(db: Executor, scoredAfter: number | null): Promise<SiteFigures> {
  const [row] = await db.execute<SiteFigures>(sql`
    with clock as materialized (
      select clock_timestamp() as now, date_trunc('second', clock_timestamp() - interval '30 seconds') as scored_until
    ), beats as (
      select max(beat_at) as beat_at from scorer_heartbeats group by boot_id
    ), connections as (
      select state from pg_stat_activity where datname = current_database() and usename = current_user
    )
    select extract(epoch from now)::double precision as now,
      (select extract(epoch from max(beat_at)) from beats)::double precision as "newestBeatAt",
      (select extract(epoch from min(beat_at)) from beats)::double precision as "oldestBeatAt",
      (select extract(epoch from max(newest.published_at)) from rounds cross join lateral (
        select published_at from snapshots
        where snapshots.round_id = rounds.round_id and split = 'feedback' order by revision desc limit 1) newest
       where rounds.state = 'open')::double precision as "rankedAt",
      (select extract(epoch from max(at)) from audit_events where act = 'backup_made')::double precision as "backedUpAt",
      (select count(*) from submissions
       where state = 'scored' and not is_automatic and finished_at > to_timestamp(${scoredAfter}::double precision) and finished_at <= scored_until)::int as "scoredCount",
      extract(epoch from scored_until)::double precision as "scoredUntil",
      (select count(*) from runners
       where revoked_at is null and seen_at > now - make_interval(secs => ${runnerSilentMs / 1_000}))::int as "runnerCount",
      (select count(*) from runners where revoked_at is null and aside_at is not null)::int as "asideRunnerCount",
      (select count(*) from runs where state = 'waiting')::int as "waitingRunCount",
      (select count(*) from runs where state in ('leased', 'prepared'))::int as "leasedRunCount",
      (select count(*) from connections where state <> 'idle')::int as "busyConnectionCount",
      (select count(*) from connections where state = 'idle')::int as "idleConnectionCount"
    from clock`);
  if (!row) throw new Error('the database returned no figures');
  return row;
}
