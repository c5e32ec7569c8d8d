import type postgres from 'postgres';

/**
 * Gives a benchmark's official rankings so many entries each, copies of theirs: names, teams, versions and numbers differ from
 * row to row as real ones do, with the same models in each round, so that every row has its last round beside it. As superuser
 * and with triggers off, since a published ranking is immutable.
 * @returns a function that restores the rankings
 */
export async function fillRankings(
  sql: postgres.Sql,
  slug: string,
  count: number,
): Promise<() => Promise<void>> {
  await sql`set session_replication_role = replica`;
  // A number between 0 and 1, the same for the same words.
  await sql`create or replace function pg_temp.share_of(n int, what text) returns numeric language sql immutable as
    $$ select ('x' || left(md5(what || n), 7))::bit(28)::int / 268435456.0 $$`;
  await sql`create temporary table kept_rankings as
    select snapshot_id, leaderboard, rounds.number from snapshots join rounds using (round_id) join benchmarks using (benchmark_id)
    where slug = ${slug} and split = 'final'`;
  await sql`
    update snapshots s set leaderboard = s.leaderboard || jsonb_build_object('entered', ${count}::int, 'entries', (
      select jsonb_agg(entry || jsonb_build_object(
        'model', 'Model ' || left(md5('model' || n), 12), 'model_slug', 'model-' || left(md5('model' || n), 12), 'version', left(md5('version' || n), 4),
        'team', 'Team ' || left(md5('team' || n), 8), 'team_slug', 'team-' || left(md5('team' || n), 8),
        'rank', n, 'rank_lower', greatest(1, n - 3), 'rank_upper', least(${count}::int, n + 9), 'tied_with_leader', n < 5,
        'score', score, 'feedback_score', score, 'gap', null, 'submissions_used', 1 + floor(5 * pg_temp.share_of(n, 'used')),
        'secondary', (select jsonb_object_agg(key, round(pg_temp.share_of(n, key), 4)) from jsonb_each(entry -> 'secondary')),
        'best_of', case when n % 5 = 0 then jsonb_build_object('k', 3, 'optimism', round(0.01 * pg_temp.share_of(n, 'optimism'), 4)) end,
        'interval', (entry -> 'interval') || jsonb_build_object('lower', round(score - 0.02 - 0.01 * pg_temp.share_of(n, 'lower'), 4),
          'upper', round(score + 0.02 + 0.01 * pg_temp.share_of(n, 'upper'), 4))) order by n)
      from generate_series(1, ${count}::int) n,
        lateral (select round(0.95 - 0.4 * (n - pg_temp.share_of(n, 'score' || k.number)) / ${count}::int, 4) as score) scored,
        lateral (select s.leaderboard -> 'entries' -> (n % (jsonb_array_length(s.leaderboard -> 'entries') - 1)) as entry) one))
    from kept_rankings k where k.snapshot_id = s.snapshot_id`;
  await sql`create temporary table kept_measurements as
    select snapshot_id, overfitting from overfitting_measurements join kept_rankings using (snapshot_id)`;
  await sql`
    update overfitting_measurements o set overfitting = o.overfitting || jsonb_build_object('models', (
      select jsonb_agg(jsonb_build_object('model', entry ->> 'model_slug', 'version', entry ->> 'version', 'gap', jsonb_build_object(
        'unit', 'points', 'estimate', round(0.06 * pg_temp.share_of(n::int, 'gap') - 0.03, 4), 'lower', -0.0312,
        'upper', round(0.03 + 0.04 * pg_temp.share_of(n::int, 'gap'), 4), 'shown', n % 9 = 0)))
      from snapshots s, jsonb_array_elements(s.leaderboard -> 'entries') with ordinality of_table(entry, n)
      where s.snapshot_id = o.snapshot_id))
    from kept_rankings k where k.snapshot_id = o.snapshot_id`;
  return async () => {
    await sql`update overfitting_measurements o set overfitting = k.overfitting from kept_measurements k where k.snapshot_id = o.snapshot_id`;
    await sql`drop table kept_measurements`;
    await sql`update snapshots s set leaderboard = k.leaderboard from kept_rankings k where k.snapshot_id = s.snapshot_id`;
    await sql`drop table kept_rankings`;
  };
}
