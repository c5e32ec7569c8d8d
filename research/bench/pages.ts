import { loadavg } from 'node:os';
import { makeRankedBenchmark, plantRankings, withSuperuser } from './pages/make-ranked-benchmark';
import { measureGrowth, measureLongRanking } from './pages/measure-growth';
import { measureLoading } from './pages/measure-loading';
import { measureServed } from './pages/measure-served';
import { withEmptySite } from './pages/with-empty-site';
import { type Site, withSite } from './site/with-site';

/**
 * Speed of a whole site without a demo, on loopback: cached pages with and without nginx in front, page loads on a phone,
 * uncached pages as the site fills, and a ranking of 2,000 models. `npm run bench:pages -- [served] [loading] [growth] [long]`,
 * all of them by default.
 */

/** Loads the site's pages, and a Next page with only a heading, in one run. */
async function showLoading(site: Site): Promise<void> {
  const pages = ['/', '/benchmarks/ranks-50', '/benchmarks/ranks-1000', '/methods'];
  const loading = await withEmptySite((empty) =>
    measureLoading(
      new Map([...pages.map((path) => [path, site.url + path] as const), ['an empty site of Next’s', empty]]),
    ),
  );
  for (const [name, { lcpSeconds, cls, scriptBytes, fontBytes, longestTaskMs }] of loading ?? [])
    console.log(
      `${name} at 390 px, processor four times as slow: LCP ${lcpSeconds.toFixed(2)} s, CLS ${cls.toFixed(3)}, ` +
        `script ${(scriptBytes / 1000).toFixed(1)} kB, fonts ${(fontBytes / 1000).toFixed(1)} kB, longest task ${Math.round(longestTaskMs)} ms; load ${loadavg()[0]!.toFixed(1)}`,
    );
  if (!loading) console.log('No Chromium here: nothing was loaded.');
}

const splits = {
  served: measureServed,
  loading: showLoading,
  growth: measureGrowth,
  long: measureLongRanking,
};
const words = process.argv.slice(2);
await withSite('pages', async (site) => {
  for (const slug of ['ranks-50', 'ranks-1000']) await makeRankedBenchmark(site, slug);
  await withSuperuser(site.dataDir, (sql) => plantRankings(sql, { 'ranks-50': 50, 'ranks-1000': 1_000 }));
  for (const [name, measure] of Object.entries(splits))
    if (words.length === 0 || words.includes(name)) await measure(site);
});
