import { loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import type postgres from 'postgres';
import { plantBenchmarks } from '@/testing/plant-benchmarks';
import { waitUntil } from '@/testing/wait-until';
import { computeMedian } from '../peer/time-program';
import { call, type Site } from '../site/with-site';
import { makeRankedBenchmark, plantRankings, withSuperuser } from './make-ranked-benchmark';

const slug = 'growing';
const repetitions = 31;

/** Numbers of submissions in one round, and of other benchmarks: 250 fill a page of the list, and one page of search results. */
const sizes = [
  { submissions: 100, benchmarks: 250 },
  { submissions: 10_000, benchmarks: 700 },
  { submissions: 100_000, benchmarks: 2_000 },
] as const;

/** With a query, so that no response is cached. */
const addresses: Readonly<Record<string, string>> = {
  home: '/?not=cached',
  'list of benchmarks': '/benchmarks?not=cached',
  'search in the list': '/benchmarks?q=late+trains',
  benchmark: `/benchmarks/${slug}?not=cached`,
  round: `/benchmarks/${slug}/rounds/1?not=cached`,
  model: `/benchmarks/${slug}/models/only-model?not=cached`,
  team: '/teams/TEAM?not=cached',
  'ranking as JSON': `/api/v1/benchmarks/${slug}/rounds/1/leaderboard?not=cached`,
  'benchmarks as JSON': '/api/v1/benchmarks?not=cached',
  'own submissions as JSON': '/api/v1/submissions',
};

/** Durations of uncached responses in milliseconds as the site fills: medians, one request after the other. */
export async function measureGrowth(site: Site): Promise<void> {
  await makeRankedBenchmark(site, slug);
  // Otherwise the scorer would process the planted data during the measurement.
  await withSuperuser(site.dataDir, (sql) =>
    waitUntil(async () => (await sql`select from overfitting_measurements`).length > 0),
  );
  const token = await site.makeToken('researcher@example.org');
  const { entries } = await call(site, token, `/benchmarks/${slug}/rounds/1/leaderboard`);
  const paths = Object.entries(addresses).map(
    ([name, path]) => [name, path.replace('TEAM', entries[0].team_slug)] as const,
  );
  const taken = new Map<string, number[]>();
  await withSuperuser(site.dataDir, async (sql) => {
    for (const size of sizes) {
      await plantSubmissions(sql, slug, size.submissions);
      const takeAway = await plantBenchmarks(sql, {
        count: size.benchmarks,
        roundId: await findRound(sql),
      });
      // Otherwise the database would write the planted data for minutes during the measurement.
      await sql`vacuum analyze`;
      await sql`checkpoint`;
      for (const [name, path] of paths) {
        const { ms } = await timeOf(`${site.url}${path}`, {
          token: path.includes('/submissions') ? token : null,
          repetitions,
        });
        taken.set(name, [...(taken.get(name) ?? []), ms]);
      }
      await takeAway();
    }
  });
  const sizesText = sizes.map((size) => `${size.submissions} submissions and ${size.benchmarks} benchmarks`);
  console.log(
    `With ${sizesText.join(', ')}: medians of ${repetitions} requests; load ${loadavg()[0]!.toFixed(1)}`,
  );
  for (const [name, [first = Number.NaN, ...later]] of taken)
    console.log(
      `${name}: ${first.toFixed(1)} ms; ${later.map((ms) => `${ms.toFixed(1)} ms, ${(ms / first).toFixed(2)} of it`).join('; ')}`,
    );
}

async function findRound(sql: postgres.Sql): Promise<string> {
  const [round] = await sql<{ round_id: string }[]>`
    select round_id from rounds join benchmarks using (benchmark_id) where slug = ${slug}`;
  if (!round) throw new Error(`${slug} has no round`);
  return round.round_id;
}

const longSlug = 'ranks-2000';

const modelCount = 2_000;

/** With a query, so that no response is cached. */
const longAddresses: Readonly<Record<string, string>> = {
  'its first hundred rows': `/benchmarks/${longSlug}?not=cached`,
  'the last hundred': `/benchmarks/${longSlug}?page=20`,
  'a search in it': `/benchmarks/${longSlug}?q=model-1234`,
  'the whole as JSON': `/api/v1/benchmarks/${longSlug}/rounds/1/leaderboard?not=cached`,
  'the whole as CSV': `/api/v1/benchmarks/${longSlug}/rounds/1/leaderboard?format=csv`,
};

/** Durations and sizes of the responses with a published ranking of 2,000 models. */
export async function measureLongRanking(site: Site): Promise<void> {
  await makeRankedBenchmark(site, longSlug);
  await withSuperuser(site.dataDir, (sql) => plantRankings(sql, { [longSlug]: modelCount }));
  console.log(`A ranking of ${modelCount} models: medians of 31 requests; load ${loadavg()[0]!.toFixed(1)}`);
  for (const [name, path] of Object.entries(longAddresses)) {
    const { ms, byteCount } = await timeOf(`${site.url}${path}`);
    const packed = gzipSync(Buffer.from(await (await fetch(`${site.url}${path}`)).arrayBuffer()));
    console.log(
      `${name}: ${ms.toFixed(1)} ms, ${(byteCount / 1024).toFixed(0)} kB, ${(packed.length / 1024).toFixed(0)} kB as gzip`,
    );
  }
}

/**
 * Fills a round up to so many submissions, copies of its first: ten of each model, each model of a separate team. As superuser
 * and without triggers, since the round is over.
 */
async function plantSubmissions(sql: postgres.Sql, slug: string, wantedCount: number): Promise<void> {
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

/** Median duration of a whole response in milliseconds, one request after the other, and its bytes on the wire. */
async function timeOf(
  url: string,
  { token = null, repetitions = 31 }: { token?: string | null; repetitions?: number } = {},
): Promise<{ ms: number; byteCount: number }> {
  const headers = { 'accept-encoding': 'identity', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const times: number[] = [];
  let byteCount = 0;
  for (let turn = 0; turn < repetitions; turn += 1) {
    const begunAt = performance.now();
    const response = await fetch(url, { headers });
    if (!response.ok) throw new Error(`${url} responded ${response.status}`);
    byteCount = (await response.arrayBuffer()).byteLength;
    times.push(performance.now() - begunAt);
  }
  return { ms: computeMedian(times), byteCount };
}
