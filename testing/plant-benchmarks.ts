import type postgres from 'postgres';

/**
 * Inserts this number of listed benchmarks, each with a closed round and its official ranking of 30 models. They are copies of
 * a ranked round. Triggers are off, since a real round must pass through its states one after another. Every ninth benchmark
 * has words of its own in its texts.
 * @param sql a single connection as superuser
 * @returns a function that removes all of them
 */
export async function plantBenchmarks(
  sql: postgres.Sql,
  { count, roundId }: { count: number; roundId: string },
): Promise<() => Promise<void>> {
  await sql`set session_replication_role = replica`;
  await sql`
    create temporary table planted as select gen_random_uuid() as benchmark_id, gen_random_uuid() as round_id, n from generate_series(1, ${count}) n`;
  await sql`
    insert into benchmarks select (jsonb_populate_record(b, jsonb_build_object('benchmark_id', p.benchmark_id, 'slug', 'planted-' || p.n,
      'title', (array['Late trains', 'Early birds', 'Ripe fruit', 'Torn ligaments', 'Street signs'])[1 + p.n % 5] || ' of district ' || p.n,
      'summary', case when p.n % 9 = 0 then 'Which of the estuaries silt up?' else 'What happens next, hour by hour, in district ' || p.n || '?' end,
      'next_rotation_at', null, 'overdue_since', null, 'schedule', '{"cadence": {"kind": "none"}, "timeZone": "UTC"}'::jsonb))).*
    from planted p, rounds r join benchmarks b using (benchmark_id) where r.round_id = ${roundId}`;
  await sql`
    insert into rounds select (jsonb_populate_record(r, jsonb_build_object('round_id', p.round_id, 'benchmark_id', p.benchmark_id, 'number', 1, 'queue_order', 1))).*
    from planted p, rounds r where r.round_id = ${roundId}`;
  await sql`
    insert into snapshots (round_id, split, revision, published_at, leaderboard)
    select p.round_id, 'final', 1, s.published_at, jsonb_set(s.leaderboard, '{entries}', (
      select jsonb_agg(s.leaderboard -> 'entries' -> 0 || jsonb_build_object('rank', m, 'rank_lower', 1 + m / 5, 'tied_with_leader', m < 5,
        'model', 'Model ' || m || ' of district ' || p.n, 'team', 'Team ' || (p.n * 30 + m) % 997)) from generate_series(1, 30) m))
    from planted p, snapshots s where s.round_id = ${roundId} and s.split = 'final' and s.revision = 1`;
  await sql`
    insert into due_dates select (jsonb_populate_record(d, jsonb_build_object('round_id', p.round_id))).*
    from planted p, due_dates d where d.round_id = ${roundId}`;
  await sql`
    insert into audit_events (at, act, actor_kind, benchmark_id, round_id, detail, is_public)
    select now() - p.n * interval '1 minute', 'ranking_published', 'scorer', p.benchmark_id, p.round_id, '{}', true from planted p`;
  await sql`select refresh_benchmark_listing(benchmark_id) from planted`;
  await sql`analyze benchmark_listings, benchmarks, rounds, snapshots, audit_events`;
  return async () => {
    await sql`delete from audit_events where benchmark_id in (select benchmark_id from planted)`;
    for (const table of ['snapshots', 'due_dates', 'rounds'])
      await sql`delete from ${sql(table)} where round_id in (select round_id from planted)`;
    for (const table of ['benchmark_listings', 'benchmarks'])
      await sql`delete from ${sql(table)} where benchmark_id in (select benchmark_id from planted)`;
    await sql`drop table planted`;
  };
}
