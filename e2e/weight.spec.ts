import { constants, gzipSync } from 'node:zlib';
import { loadOnce } from '@/research/bench/pages/measure-loading';
import { fillRankings } from './fill-rankings';
import { expect, test } from './fixtures';
import { openDatabase } from './walls/database';

const slug = 'late-flights-2001';

/** Pages for reading; pages with forms may be heavier. */
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
  test(`${path} needs at most 154 kB of scripts as gzip and 80 kB of fonts, and nothing on it moves while it loads`, async ({
    browser,
    baseURL,
  }) => {
    const { scriptBytes, fontBytes, cls } = await loadOnce(browser, `${baseURL}${path}`);
    // Next would send no scripts to a browser that it takes for a robot.
    expect(scriptBytes).toBeGreaterThan(10_000);
    expect(scriptBytes).toBeLessThanOrEqual(154_000);
    expect(fontBytes).toBeGreaterThan(10_000);
    expect(fontBytes).toBeLessThanOrEqual(80_000);
    expect(cls).toBe(0);
  });

test.describe('outside UTC', () => {
  test.use({ timezoneId: 'Asia/Kathmandu' });

  for (const path of read)
    test(`${path} calls no Intl of the browser, which takes a slow phone 0.15 s`, async ({ page }) => {
      await page.addInitScript(watchIntl);
      await page.goto(path, { waitUntil: 'networkidle' });
      // React has hydrated; its effects show the reader's local time.
      await expect
        .poll(() =>
          page.evaluate(
            `Object.keys(document.querySelector('header')).some((key) => key.startsWith('__react'))`,
          ),
        )
        .toBe(true);
      if (path.includes('/rounds/')) await expect(page.getByText('your time').first()).toBeAttached();
      expect(await page.evaluate('window.woken')).toEqual([]);
    });
});

/** Runs in the page: records uses of Intl, direct or through a date, a number or a text. */
const watchIntl = `
  window.woken = [];
  const watched = (name) => ({
    construct: (...given) => (woken.push(name), Reflect.construct(...given)),
    apply: (...given) => (woken.push(name), Reflect.apply(...given)),
  });
  for (const name of Object.getOwnPropertyNames(Intl))
    if (typeof Intl[name] === 'function') Intl[name] = new Proxy(Intl[name], watched(name));
  for (const of of [Date, Number, BigInt, String])
    for (const name of Object.getOwnPropertyNames(of.prototype))
      if (name.includes('Locale')) of.prototype[name] = new Proxy(of.prototype[name], watched(name));`;

test('a benchmark’s page with ten rows is at most 150 kB of HTML, and 32 kB as gzip', async ({ request }) => {
  const page = await request.get(`/benchmarks/${slug}`);
  const body = await page.body();
  expect(body.toString().match(/data-testid="ranking-row"/g)).toHaveLength(10);
  expect(body.length).toBeLessThanOrEqual(150_000);
  expect(gzipSync(body).length).toBeLessThanOrEqual(32_000);
});

test('a benchmark’s page with a hundred rows is at most 40 kB as gzip, and 54 kB with a value in every column', async ({
  request,
}) => {
  const sql = await openDatabase('superuser');
  const putBack = await fillRankings(sql, slug, 100);
  try {
    const usual = await (await request.get(`/benchmarks/${slug}?not=cached`)).body();
    expect(usual.toString().match(/data-testid="ranking-row"/g)).toHaveLength(100);
    expect(gzipSync(usual, { level: constants.Z_BEST_COMPRESSION }).length).toBeLessThanOrEqual(40_000);
    const columns = 'evidence,log_loss,accuracy,used,gap,equated,last_rank,openness';
    const page = await request.get(`/benchmarks/${slug}?columns=${columns}`);
    const body = await page.body();
    const html = body.toString();
    for (const column of ['used', 'gap', 'equated', 'last_rank'])
      expect(html.match(new RegExp(`<td class="cell-${column}"`, 'g')), column).toHaveLength(100);
    expect(gzipSync(body, { level: constants.Z_BEST_COMPRESSION }).length).toBeLessThanOrEqual(54_000);
  } finally {
    await putBack();
    await sql.end();
  }
});
