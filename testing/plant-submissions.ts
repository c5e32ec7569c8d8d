import type postgres from 'postgres';

/**
 * Fills a round with copies of its first submission, ten for the only model of each team. One of the ten has a reported score,
 * as under a feedback ladder; the others have feedback without a score. Inserted as superuser with triggers off, since these
 * would check each as a new submission.
 */
export async function plantSubmissions(
  sql: postgres.Sql,
  roundId: string,
  wantedCount: number,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const [counted] = await tx<{ missing: number }[]>`
      select ${wantedCount}::int - count(*)::int as missing from submissions where round_id = ${roundId}`;
    const missing = Math.max(0, counted?.missing ?? 0);
    await tx`
      create temporary table planted on commit drop as
      select s.submission_id as of, gen_random_uuid() as submission_id, n, k, m.model_id, m.team_id,
        s.received_at - (${missing}::int - 10 * n - k) * interval '1 millisecond' as received_at
      from (select * from submissions where round_id = ${roundId} and feedback is not null order by received_at limit 1) s,
        (select n, gen_random_uuid() as model_id, gen_random_uuid() as team_id
          from generate_series(0, ${Math.ceil(missing / 10)}::int - 1) n) m,
        generate_series(0, 9) k
      where 10 * n + k < ${missing}::int`;
    await tx`
      insert into teams select (jsonb_populate_record(t, jsonb_build_object('team_id', p.team_id,
        'slug', 'team-' || left(p.team_id::text, 13), 'name', 'Team ' || p.team_id, 'skeleton', 'team ' || p.team_id))).*
      from planted p join submissions s on s.submission_id = p.of join teams t on t.team_id = s.team_id where k = 0`;
    await tx`
      insert into models select (jsonb_populate_record(m, jsonb_build_object('model_id', p.model_id, 'team_id', p.team_id,
        'slug', 'model-' || left(p.model_id::text, 13), 'name', 'Model ' || p.model_id, 'skeleton', 'model ' || p.model_id))).*
      from planted p join submissions s on s.submission_id = p.of join models m on m.model_id = s.model_id where k = 0`;
    await tx`
      insert into submissions select (jsonb_populate_record(s, jsonb_build_object('submission_id', p.submission_id,
        'team_id', p.team_id, 'model_id', p.model_id, 'idempotency_key', p.submission_id, 'received_at', p.received_at,
        'version', left(p.submission_id::text, 13), 'version_skeleton', left(p.submission_id::text, 13),
        'file_sha256', encode(sha256(p.submission_id::text::bytea), 'hex'),
        'feedback', s.feedback || case when k = 0 then '{"outcome": "improved", "score": 0.6123, "standard_error": 0.0213}'
          else '{"outcome": "no_improvement", "score": null, "standard_error": null}' end::jsonb))).*
      from planted p join submissions s on s.submission_id = p.of`;
    await tx`
      insert into round_slots (round_id, team_id, group_id, slot, submission_id)
      select ${roundId}, team_id, team_id, k + 1, submission_id from planted`;
    await tx`
      insert into feedback_tallies (round_id, team_id, incumbent_submission_id, score_count, improvement_count, refusal_count)
      select ${roundId}, team_id, submission_id, 0, 1, 9 from planted where k = 0`;
  });
  // Otherwise autovacuum and the checkpointer would process the inserted rows while the test measures times.
  await sql`vacuum analyze`;
  await sql`checkpoint`;
}
