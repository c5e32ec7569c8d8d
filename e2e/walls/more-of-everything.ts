import type postgres from 'postgres';

/** A round's published data, copied with it. */
const published = [
  ['snapshots', 'snapshot_id'],
  ['equatings', 'equating_id'],
] as const;

/**
 * Adds thirty benchmarks, each with a ranked round, and twelve ranked rounds of the benchmark itself: copies of its first one,
 * without stored training files. Triggers are off, since a round passes its states one after another.
 * @param sql as superuser @returns a function that removes all of it again
 */
export async function plantMore(sql: postgres.Sql, slug: string): Promise<() => Promise<void>> {
  await sql`set session_replication_role = replica`;
  await sql`
    insert into benchmarks select (jsonb_populate_record(b, jsonb_build_object('benchmark_id', gen_random_uuid(),
      'slug', 'more-' || n, 'title', 'More ' || n, 'next_rotation_at', null, 'overdue_since', null,
      'schedule', '{"cadence": {"kind": "none"}, "timeZone": "UTC"}'::jsonb))).*
    from benchmarks b, generate_series(1, 30) n where slug = ${slug}`;
  await sql`
    create temporary table copies as
    select r.round_id as of, gen_random_uuid() as round_id, b.benchmark_id, 1 as number
    from rounds r join benchmarks o using (benchmark_id), benchmarks b
    where o.slug = ${slug} and r.number = 1 and b.slug like 'more-%'
    union all select r.round_id, gen_random_uuid(), r.benchmark_id, 100 + n
    from rounds r join benchmarks o using (benchmark_id), generate_series(1, 12) n where o.slug = ${slug} and r.number = 1`;
  await sql`
    insert into rounds select (jsonb_populate_record(r, to_jsonb(c) - 'of' || jsonb_build_object('queue_order', c.number,
      'archive', (select jsonb_agg(listed) from jsonb_array_elements(r.archive) listed where listed ->> 'name' not like 'train.%')))).*
    from rounds r join copies c on r.round_id = c.of`;
  for (const [table, key] of published)
    await sql`
      insert into ${sql(table)} select (jsonb_populate_record(t, jsonb_build_object(${key}::text, gen_random_uuid(), 'round_id', c.round_id))).*
      from ${sql(table)} t join copies c on t.round_id = c.of`;
  await sql`select refresh_benchmark_listing(benchmark_id) from copies`;
  return async () => {
    await sql`delete from benchmark_listings where slug like 'more-%'`;
    for (const table of [...published.map(([name]) => name), 'rounds'])
      await sql`delete from ${sql(table)} where round_id in (select round_id from copies)`;
    await sql`delete from benchmarks where slug like 'more-%'`;
    await sql`drop table copies`;
  };
}
