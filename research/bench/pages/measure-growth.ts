import { loadavg } from 'node:os';
import type postgres from 'postgres';
import { plantBenchmarks } from '@/testing/plant-benchmarks';
import { waitUntil } from '@/testing/wait-until';
import { call } from '../site/call';
import type { Site } from '../site/with-site';
import { makeRankedBenchmark } from './make-ranked-benchmark';
import { plantSubmissions } from './plant-submissions';
import { timeOf } from './time-of';
import { withSuperuser } from './with-superuser';

const slug = 'growing';
const repetitions = 31;

/** Submissions of one round, and benchmarks beside it: 250 fill a page of the list, and one of what the search finds in it. */
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

/** How long answers take that aren't kept, in milliseconds, as the site fills: medians, one request after the other. */
export async function measureGrowth(site: Site): Promise<void> {
  await makeRankedBenchmark(site, slug);
  // Or else the scorer would assess what is planted beside what is measured.
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
      // As on a site that wasn't filled a second ago: or else the database writes for minutes beside what is measured.
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
  const told = sizes.map((size) => `${size.submissions} submissions and ${size.benchmarks} benchmarks`);
  console.log(
    `With ${told.join(', ')}: medians of ${repetitions} requests; load ${loadavg()[0]!.toFixed(1)}`,
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
