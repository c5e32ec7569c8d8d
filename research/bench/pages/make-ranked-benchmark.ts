import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { findEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { waitUntil } from '@/testing/wait-until';
import { call, openRound, type Site } from '../site/with-site';

const items = makeBinaryItems(200);

/** A benchmark with one closed round and its official ranking, of one model. */
export async function makeRankedBenchmark(site: Site, slug: string): Promise<void> {
  const [maintainer, researcher] = [
    await site.makeToken('maintainer@example.org'),
    await site.makeToken('researcher@example.org'),
  ];
  await call(site, maintainer, '/benchmarks', {
    ...{ slug, title: `Pages of ${slug}`, task: 'binary', classes: ['no', 'yes'], metric: 'accuracy' },
    summary: 'Tell from some numbers whether something was so.',
    feedback_policy: 'final-only',
  });
  await openRound(site, maintainer, { slug, number: 1, title: 'First', testSet: formatTestSet(items) });
  const form = new FormData();
  form.set('metadata', JSON.stringify({ model: 'Only model' }));
  form.set('file', new Blob([formatPredictions(items.ids, (i) => (i % 3 === 0 ? 'yes' : 'no'))]), 'a.csv');
  await call(site, researcher, `/benchmarks/${slug}/submissions`, form);
  const round = `/benchmarks/${slug}/rounds/1`;
  await call(site, maintainer, `${round}/close`, { reason: 'It is a bench' });
  await waitUntil(async () => (await site.callApi(maintainer, `${round}/leaderboard`)).ok, { everyMs: 500 });
}

/**
 * Extends the official ranking of a benchmark's round with copies of its entries to the requested length. Each has its own name,
 * score, interval, gap and version, and all but the first another team. As superuser, since a published ranking is immutable.
 */
export async function plantRankings(
  sql: postgres.Sql,
  wanted: Readonly<Record<string, number>>,
): Promise<void> {
  await sql`set session_replication_role = replica`;
  // Numbers and names differ between rows as real ones do; otherwise they would compress to nothing.
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

/** A connection to a bench site's database as its superuser, closed after `use`. */
export async function withSuperuser<T>(dataDir: string, use: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const secrets: { superuserPassword: string } = JSON.parse(
    await readFile(join(dataDir, 'secrets.json'), 'utf8'),
  );
  const sql = postgres({
    ...{ host: '127.0.0.1', port: findEmbeddedPostgres(dataDir), database: 'tidemark' },
    ...{ username: 'postgres', password: secrets.superuserPassword, max: 1 },
  });
  try {
    return await use(sql);
  } finally {
    await sql.end();
  }
}
