import { constants, gzipSync } from 'node:zlib';
import { loadOnce } from '@/bench/pages/load-once';
import { fillRankings } from './fill-rankings';
import { expect, test } from './fixtures';
import { openDatabase } from './walls/database';

const slug = 'late-flights-2001';

/** What one only reads; what sends something may weigh more. */
const read = [
  '/',
  '/benchmarks',
  `/benchmarks/${slug}`,
  `/benchmarks/${slug}/rounds/1`,
  `/benchmarks/${slug}/changelog`,
  '/methods',
  '/docs/api',
];

for (const path of read)
  test(`${path} needs at most 131 kB of scripts and 80 kB of fonts, and nothing on it moves while it loads`, async ({
    browser,
    baseURL,
  }) => {
    const { scriptBytes, fontBytes, cls } = await loadOnce(browser, `${baseURL}${path}`);
    // Next would send nothing to a browser that it takes for a robot.
    expect(scriptBytes).toBeGreaterThan(10_000);
    expect(scriptBytes).toBeLessThanOrEqual(131_000);
    expect(fontBytes).toBeGreaterThan(10_000);
    expect(fontBytes).toBeLessThanOrEqual(80_000);
    expect(cls).toBe(0);
  });

test('a benchmark’s page with ten rows is at most 48 kB as gzip', async ({ request }) => {
  const page = await request.get(`/benchmarks/${slug}`);
  const body = await page.body();
  expect(body.toString().match(/data-testid="ranking-row"/g)).toHaveLength(10);
  expect(gzipSync(body).length).toBeLessThanOrEqual(48_000);
});

test('a benchmark’s page with a hundred rows that have everything is at most 60 kB as gzip', async ({
  request,
}) => {
  const sql = await openDatabase('superuser');
  const putBack = await fillRankings(sql, slug, 100);
  try {
    const page = await request.get(`/benchmarks/${slug}?not=kept`);
    const body = await page.body();
    const html = body.toString();
    expect(html.match(/data-testid="ranking-row"/g)).toHaveLength(100);
    for (const column of ['used', 'gap', 'equated'])
      expect(html.match(new RegExp(`data-label="${column}"`, 'g')), column).toHaveLength(100);
    const lastRanks = html.match(/>was /g);
    expect(lastRanks).toHaveLength(100);
    // As kept pages are packed.
    expect(gzipSync(body, { level: constants.Z_BEST_COMPRESSION }).length).toBeLessThanOrEqual(60_000);
  } finally {
    await putBack();
    await sql.end();
  }
});
