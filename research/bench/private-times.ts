import { loadavg } from 'node:os';
import { keysOf } from '@/lib/core/keys-of';
import { openSession } from '@/scripts/test/open-session';
import { computeMedian } from './peer/time-program';
import { call, withSite } from './site/with-site';

/**
 * Response times of a private benchmark and of a missing one: 2,000 requests each, in pairs in random order, for a visitor and for a
 * signed-in stranger, on a page and in the API. `npm run bench:private-times -- [requests]`
 */
const requestCount = Number(process.argv[2] ?? 2_000);

const paths = {
  page: (slug: string) => `/benchmarks/${slug}/compare`,
  API: (slug: string) => `/api/v1/benchmarks/${slug}/training-data`,
};

/** Pages read a session alone, the API also a token. */
type Headers = Record<keyof typeof paths, Record<string, string>>;

await withSite('private-times', async (site) => {
  const host = await site.makeToken('host@example.org');
  const stranger = await site.makeToken('stranger@example.org');
  const { slug } = await call(site, host, '/benchmarks', {
    ...{ slug: 'hidden', title: 'Hidden', visibility: 'private', task: 'regression', metric: 'mae' },
    feedback_policy: 'final-only',
  });
  await call(site, host, `/benchmarks/${slug}/class-code`, {});
  const missing = String(slug).replace(/.{8}$/, '00000000');
  const readers: Record<string, Headers> = {
    visitor: { page: {}, API: {} },
    stranger: {
      page: { cookie: await openSession(site.dataDir, 'stranger@example.org') },
      API: { authorization: `Bearer ${stranger}` },
    },
  };
  await requireSignedIn(site.url, readers.stranger?.page ?? {});
  for (const [reader, headersOf] of Object.entries(readers))
    for (const name of keysOf(paths)) {
      const [headers, pathOf] = [headersOf[name], paths[name]];
      const times: [number[], number[]] = [[], []];
      for (let i = -100; i < requestCount; i++)
        for (const which of Math.random() < 0.5 ? ([0, 1] as const) : ([1, 0] as const)) {
          const begin = performance.now();
          const response = await fetch(site.url + pathOf([String(slug), missing][which]!), { headers });
          await response.arrayBuffer();
          if (response.status !== 404)
            throw new Error(`${name} responded ${response.status} to the ${reader}`);
          // The first ones warm up.
          if (i >= 0) times[which].push(performance.now() - begin);
        }
      const { z, area } = testRanks(...times);
      console.log(
        `${name} for a ${reader}: private ${computeMedian(times[0]).toFixed(3)} ms, missing ${computeMedian(times[1]).toFixed(3)} ms (medians of ${requestCount}); ` +
          `the private one is slower in ${(100 * area).toFixed(2)} % of the pairs, z ${z.toFixed(2)}; load ${loadavg()[0]!.toFixed(1)}`,
      );
    }
});

/** Throws unless a page recognises the person: it would measure a visitor again. */
async function requireSignedIn(url: string, headers: Record<string, string>): Promise<void> {
  const { status } = await fetch(`${url}/settings`, { headers, redirect: 'manual' });
  if (status !== 200) throw new Error(`/settings responded ${status} to the stranger`);
}

/** The Wilcoxon rank-sum test without ties (Mann and Whitney, 1947): the share of pairs in which the first is greater, and its normal score. */
function testRanks(first: readonly number[], second: readonly number[]): { area: number; z: number } {
  const all = [...first.map((ms) => ({ ms, isFirst: 1 })), ...second.map((ms) => ({ ms, isFirst: 0 }))];
  const rankSum = all.sort((a, b) => a.ms - b.ms).reduce((sum, { isFirst }, i) => sum + isFirst * (i + 1), 0);
  const [m, n] = [first.length, second.length];
  const u = rankSum - (m * (m + 1)) / 2;
  return { area: u / (m * n), z: (u - (m * n) / 2) / Math.sqrt((m * n * (m + n + 1)) / 12) };
}
