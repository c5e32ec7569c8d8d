import { sql } from 'drizzle-orm';
import { runnerSilentMs } from '@/lib/core/run/run';
import type { Executor } from '../client';

/** Figures about the whole site, for monitoring. Instants are seconds since the epoch. */
export type SiteFigures = {
  now: number;
  /** Time of the newest heartbeat of any scorer. */
  newestBeatAt: number | null;
  /** Time of the newest heartbeat on the machine that has been silent for longest. */
  oldestBeatAt: number | null;
  /** Time of the newest provisional ranking of an open round. */
  rankedAt: number | null;
  /** Time of the last recorded backup. */
  backedUpAt: number | null;
  /**
   * Number of submissions scored after `scoredAfter` and until `scoredUntil`, without automatic evaluations,
   * whose outcome is secret until the close.
   */
  scoredCount: number;
  scoredUntil: number;
  /** Number of registered runners that called the site in the last minute. */
  runnerCount: number;
  /** Number of runners that get no more runs because they lost too many. */
  asideRunnerCount: number;
  /** Number of runs that wait for a runner; below, of runs that a runner has. */
  waitingRunCount: number;
  leasedRunCount: number;
  busyConnectionCount: number;
  idleConnectionCount: number;
};

/**
 * Reads the figures of the whole site in one statement. Scores of the last 30 s don't count yet, since their
 * transaction may not have ended. @param scoredAfter the `scoredUntil` of the last call; null counts none
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
