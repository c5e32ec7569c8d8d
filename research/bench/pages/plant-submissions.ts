import type postgres from 'postgres';

/**
 * Fills a round up to so many submissions, copies of the one that it has: ten of each model, each model of a team of its own. As
 * superuser and without triggers, for the round is over.
 */
export async function plantSubmissions(sql: postgres.Sql, slug: string, wantedCount: number): Promise<void> {
  await sql`set session_replication_role = replica`;
  await sql`
    create temporary table planted as
    select s.submission_id as of, gen_random_uuid() as submission_id, m.n, m.model_id, m.team_id, s.round_id
    from submissions s join rounds using (round_id) join benchmarks b using (benchmark_id),
      (select n, gen_random_uuid() as model_id, gen_random_uuid() as team_id from generate_series(1, ${wantedCount / 10}::int) n) m,
      generate_series(1, 10)
    where b.slug = ${slug} and s.submission_id = (
      select submission_id from submissions where round_id = s.round_id order by received_at limit 1)
    limit ${wantedCount}::int - (
      select count(*) from submissions join rounds using (round_id) join benchmarks using (benchmark_id) where slug = ${slug})`;
  await sql`
    insert into teams select (jsonb_populate_record(t, jsonb_build_object('team_id', p.team_id, 'slug', 'team-' || left(p.team_id::text, 13),
      'name', 'Team ' || p.team_id, 'skeleton', 'team ' || p.team_id))).*
    from (select distinct on (model_id) * from planted) p join submissions s on s.submission_id = p.of join teams t on t.team_id = s.team_id`;
  await sql`
    insert into models select (jsonb_populate_record(m, jsonb_build_object('model_id', p.model_id, 'team_id', p.team_id,
      'slug', 'model-' || left(p.model_id::text, 13), 'name', 'Model ' || p.model_id, 'skeleton', 'model ' || p.model_id))).*
    from (select distinct on (model_id) * from planted) p join submissions s on s.submission_id = p.of join models m on m.model_id = s.model_id`;
  await sql`
    insert into submissions select (jsonb_populate_record(s, jsonb_build_object('submission_id', p.submission_id, 'team_id', p.team_id,
      'model_id', p.model_id, 'idempotency_key', p.submission_id, 'version', left(p.submission_id::text, 13), 'version_skeleton', left(p.submission_id::text, 13),
      'file_sha256', encode(sha256(p.submission_id::text::bytea), 'hex')))).*
    from planted p join submissions s on s.submission_id = p.of`;
  await sql`drop table planted`;
  await sql`analyze`;
}
