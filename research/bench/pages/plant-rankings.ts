import type postgres from 'postgres';

/**
 * Makes the official ranking of a benchmark's round as long as wanted, of the entries that it has: each under a name of its own, with
 * score, limits, gap and version of its own, and all but the first of another team. As superuser, for a published ranking never changes.
 */
export async function plantRankings(
  sql: postgres.Sql,
  wanted: Readonly<Record<string, number>>,
): Promise<void> {
  await sql`set session_replication_role = replica`;
  // Numbers and names differ from row to row as real ones do, or else they would pack as nothing.
  await sql`create or replace function pg_temp.share_of(n int, what text) returns numeric language sql immutable as
    $$ select ('x' || left(md5(what || n), 7))::bit(28)::int / 268435456.0 $$`;
  for (const [slug, rowCount] of Object.entries(wanted))
    await sql`
      update snapshots set leaderboard = leaderboard || jsonb_build_object('entered', ${rowCount}::int, 'entries', (
        select jsonb_agg(entry || jsonb_build_object('model', 'Model ' || n || ' ' || left(md5(n::text), 12), 'model_slug', 'model-' || n || '-' || left(md5(n::text), 12),
          'version', left(md5('version' || n), 4), 'team', 'Team ' || n || ' ' || left(md5('team' || n), 8),
          'team_slug', case when n = 1 then entry ->> 'team_slug' else 'team-' || n || '-' || left(md5('team' || n), 8) end, 'rank', n, 'score', score,
          'rank_lower', greatest(1, n - 20), 'rank_upper', least(${rowCount}::int, n + 20), 'tied_with_leader', n <= 21,
          'gap', round(0.03 * pg_temp.share_of(n, 'gap') - 0.01, 4), 'submissions_used', 1 + floor(5 * pg_temp.share_of(n, 'used')),
          'interval', entry -> 'interval' || jsonb_build_object(
            'lower', round(score - 0.02 - 0.01 * pg_temp.share_of(n, 'lower'), 4), 'upper', round(score + 0.02 + 0.01 * pg_temp.share_of(n, 'upper'), 4))) order by n)
        from generate_series(1, ${rowCount}::int) n,
          lateral (select round(0.95 - 0.4 * (n - pg_temp.share_of(n, 'score')) / ${rowCount}::int, 4) as score) scored,
          jsonb_path_query_first(leaderboard, '$.entries[0]') entry))
      where split = 'final' and round_id in (select round_id from rounds join benchmarks using (benchmark_id) where slug = ${slug})`;
}
