import { loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import type { Site } from '../site/with-site';
import { makeRankedBenchmark } from './make-ranked-benchmark';
import { plantRankings } from './plant-rankings';
import { timeOf } from './time-of';
import { withSuperuser } from './with-superuser';

const slug = 'ranks-2000';
const modelCount = 2_000;

/** With a query, so that no response is cached. */
const addresses: Readonly<Record<string, string>> = {
  'its first hundred rows': `/benchmarks/${slug}?not=cached`,
  'the last hundred': `/benchmarks/${slug}?page=20`,
  'a search in it': `/benchmarks/${slug}?q=model-1234`,
  'the whole as JSON': `/api/v1/benchmarks/${slug}/rounds/1/leaderboard?not=cached`,
  'the whole as CSV': `/api/v1/benchmarks/${slug}/rounds/1/leaderboard?format=csv`,
};

/** How long a published ranking of 2,000 models takes, and how much of it is sent. */
export async function measureLongRanking(site: Site): Promise<void> {
  await makeRankedBenchmark(site, slug);
  await withSuperuser(site.dataDir, (sql) => plantRankings(sql, { [slug]: modelCount }));
  console.log(`A ranking of ${modelCount} models: medians of 31 requests; load ${loadavg()[0]!.toFixed(1)}`);
  for (const [name, path] of Object.entries(addresses)) {
    const { ms, byteCount } = await timeOf(`${site.url}${path}`);
    const packed = gzipSync(Buffer.from(await (await fetch(`${site.url}${path}`)).arrayBuffer()));
    console.log(
      `${name}: ${ms.toFixed(1)} ms, ${(byteCount / 1024).toFixed(0)} kB, ${(packed.length / 1024).toFixed(0)} kB as gzip`,
    );
  }
}
