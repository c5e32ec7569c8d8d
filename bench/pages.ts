import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { countRequests } from './pages/count-requests';
import { drawServed, type Served } from './pages/draw-served';
import { makeRankedBenchmark } from './pages/make-ranked-benchmark';
import { measureGrowth } from './pages/measure-growth';
import { measureLoading } from './pages/measure-loading';
import { measureLongRanking } from './pages/measure-long-ranking';
import { type Peer, type ServedAnswer, startNginx, startNode } from './pages/peers';
import { plantRankings } from './pages/plant-rankings';
import { withEmptySite } from './pages/with-empty-site';
import { withSuperuser } from './pages/with-superuser';
import { computeMedian } from './peer/median';
import { type Site, withSite } from './site/with-site';

/**
 * How many requests a second the site answers from what it keeps, beside nginx with one worker and a bare server of Node's that send
 * the same bytes, in turn, five times each; then how a phone loads its pages; then how long what isn't kept takes as the site fills, and how
 * long a ranking of 2,000 models does. The first is drawn, too: docs/pictures/served.svg.
 * `npm run bench:pages -- [served] [loading] [growth] [long]`, all of them where none is named. A whole site without a demo, on loopback alone.
 */
const rounds = 5;
const seconds = Number(process.env.BENCH_SECONDS ?? 3);

const paths: Readonly<Record<string, string>> = {
  home: '/',
  'benchmark-50': '/benchmarks/ranks-50',
  'benchmark-1000': '/benchmarks/ranks-1000',
  badge: '/badge/ranks-50.svg',
  'leaderboard-json': '/api/v1/benchmarks/ranks-50/rounds/1/leaderboard',
};

/** What the site sends to whoever takes gzip, as it comes. */
const fetchServed = (name: string, url: string): Promise<ServedAnswer> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('end', () => {
        if (answer.statusCode !== 200) return reject(new Error(`${url} answered ${answer.statusCode}`));
        const headers = Object.entries(answer.headers)
          .filter(([header]) => !['date', 'connection', 'keep-alive', 'content-length'].includes(header))
          .map(([header, value]) => [header, [value ?? ''].flat().join(', ')]);
        resolve({ name, headers: Object.fromEntries(headers), body: Buffer.concat(chunks) });
      });
    })
      .once('error', reject)
      .end();
  });

const how = `${cpus().length} cores, wrk with one thread and 32 connections, gzip; medians of ${rounds} runs of ${seconds} s, in turn`;

async function compare(
  site: string,
  peers: readonly Peer[],
  served: readonly ServedAnswer[],
): Promise<Served[]> {
  console.log(how);
  const medians: Served[] = [];
  for (const { name, body } of served) {
    const urls = new Map([
      ['site', `${site}${paths[name]}`],
      ...peers.map((peer) => [peer.name, `${peer.url}/${name}`] as const),
    ]);
    const counts = new Map<string, number[]>([...urls.keys()].map((who) => [who, []]));
    for (let round = 0; round < rounds; round += 1)
      for (const [who, url] of urls) counts.get(who)!.push(await countRequests(url, seconds));
    const median = (who: string) => computeMedian(counts.get(who)!);
    const shares = peers.map(
      ({ name: peer }) =>
        `${(median('site') / median(peer)).toFixed(2)} of ${peer} (${Math.round(median(peer))}/s)`,
    );
    const kilobytes = body.length / 1024;
    console.log(
      `${name}, ${kilobytes.toFixed(1)} kB: ${Math.round(median('site'))}/s, ${shares.join(', ')}; load ${loadavg()[0]!.toFixed(1)}`,
    );
    medians.push({ name, kilobytes, counts: new Map([...counts.keys()].map((who) => [who, median(who)])) });
  }
  return medians;
}

async function measureServed(site: Site): Promise<void> {
  const served: ServedAnswer[] = [];
  for (const [name, path] of Object.entries(paths)) served.push(await fetchServed(name, site.url + path));
  const folder = await mkdtemp(join(tmpdir(), 'bench-pages-'));
  const peers = (await Promise.all([startNginx(folder, served), startNode(folder, served)])).filter(
    (peer) => peer !== null,
  );
  try {
    const picture = drawServed(await compare(site.url, peers, served), how);
    await writeFile(new URL('../docs/pictures/served.svg', import.meta.url), picture);
  } finally {
    for (const peer of peers) peer.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The site's pages, and one of Next's with a heading and nothing else, in one run. */
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

const parts = {
  served: measureServed,
  loading: showLoading,
  growth: measureGrowth,
  long: measureLongRanking,
};
const words = process.argv.slice(2);
await withSite('pages', async (site) => {
  for (const slug of ['ranks-50', 'ranks-1000']) await makeRankedBenchmark(site, slug);
  await withSuperuser(site.dataDir, (sql) => plantRankings(sql, { 'ranks-50': 50, 'ranks-1000': 1_000 }));
  for (const [name, measure] of Object.entries(parts))
    if (words.length === 0 || words.includes(name)) await measure(site);
});
