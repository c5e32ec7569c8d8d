import { request as httpRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { plantBenchmarks } from '@/testing/plant-benchmarks';
import { expectAccessible, expectNarrow } from './expect-accessible';
import { expect, test } from './fixtures';
import { openDatabase } from './walls/database';

/** Maximum of a page's compressed bytes. */
const compressedBytesMax = 60_000;

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a visitor sees the recorded attack, and goes on to a ranking and to submitting', async ({
      page,
    }) => {
      await page.goto('/');
      const exact = page.getByRole('img', { name: /^Exact scores as feedback/ });
      const guarded = page.getByRole('img', { name: /^Tidemark’s feedback/ });
      await expect(exact).toHaveAccessibleName(
        /After 100 submissions the feedback score is [5-9]\d\.\d\d, from/,
      );
      await expect(guarded).toBeVisible();
      await expect(page.getByText(/points of pure overfitting/)).toBeVisible();
      await page.getByText('The numbers').click();
      const numbers = page.getByRole('table', { name: /^Scores of the file that the attack kept/ });
      await expect(numbers.getByRole('row')).toHaveCount(12);
      await expect(page.getByRole('link', { name: 'Submit a model' })).toHaveAttribute('href', '/submit');
      await expect(page.getByRole('link', { name: 'Host a benchmark' })).toHaveAttribute(
        'href',
        '/maintain/new',
      );
      await page.getByRole('link', { name: 'Late flights 2001' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Late flights 2001');
    });

    test('a search changes the address, and removing a filter leaves the others', async ({ page }) => {
      await page.goto('/benchmarks');
      await page.getByLabel('Search benchmarks').fill('exhibits');
      await page.getByText('More filters').click();
      await page.getByLabel('Sort').selectOption('title');
      await page.getByRole('button', { name: 'Search' }).click();
      await expect(page).toHaveURL(/q=exhibits/);
      await expect(page).toHaveURL(/sort=title/);
      await expect(nameOf(page, 'Freshness exhibit')).toBeVisible();
      await expect(nameOf(page, 'Late flights 2001')).toHaveCount(0);
      const states = page.getByRole('navigation', { name: 'Benchmarks by state' });
      await states.getByRole('link', { name: 'retired' }).click();
      await expect(page).toHaveURL(/freshness=retired/);
      await expect(nameOf(page, 'Freshness exhibit')).toHaveCount(0);
      await page.getByLabel('Official ranking').selectOption('stale');
      await page.getByRole('button', { name: 'Apply' }).click();
      await expect(page).toHaveURL(/freshness=stale/);
      await expect(nameOf(page, 'Freshness exhibit: leaked')).toBeVisible();
      await expect(nameOf(page, 'Freshness exhibit')).toHaveCount(0);
      await expect(page.getByLabel('Search benchmarks')).toHaveValue('exhibits');
    });

    test('a search without a result names the filter that hides the matches, and offers to clear it', async ({
      page,
    }) => {
      await page.goto('/benchmarks?q=radiology&task=text');
      await expect(page.getByRole('heading', { name: 'No benchmark matches “radiology”' })).toBeVisible();
      await expect(page.getByText(/^Task: texts\. \d+ others are hidden\.$/)).toBeVisible();
      await page.getByRole('link', { name: 'Clear filters' }).click();
      await expect(nameOf(page, 'Late flights 2001')).toBeVisible();
    });
  });

const nameOf = (page: Page, name: string) =>
  page.getByTestId('benchmarks').getByRole('rowheader').getByRole('link', { name, exact: true });

test('a row of the list has four facts: the benchmark’s name, its official ranking, the best score with metric and interval, and the next test set', async ({
  page,
}) => {
  await page.goto('/benchmarks');
  const row = page.getByTestId('benchmarks').getByRole('row', { name: /Attack exhibit/ });
  await expect(row).toContainText(/Accuracy \d\d\.\d\d \(\d\d\.\d\d–\d\d\.\d\d\)/);
  await expect(row).toContainText('no round is open');
  await expect(row.getByRole('cell')).toHaveCount(3);
});

test('an address with unknown values gets a response that lists what was ignored', async ({ page }) => {
  for (const query of [
    'task=wrong&state=draft&page=x',
    'page=999',
    'q=%00&page=-1',
    'q=%ff%fe&sort=%27',
    `q=${'x'.repeat(3000)}`,
    'q[]=a&q=b&q=c',
  ]) {
    const response = await page.goto(`/benchmarks?${query}`);
    expect(response?.status(), query).toBe(200);
  }
  await page.goto('/benchmarks?task=wrong&page=x');
  await expect(page.getByText('The address has an unknown page, task, which was ignored.')).toBeVisible();
  await page.goto('/benchmarks?page=999');
  await page.getByRole('link', { name: 'Go to the last page' }).click();
  await expect(nameOf(page, 'Late flights 2001')).toBeVisible();
});

test('two thousand benchmarks have pages of fifty, which stay small and are searched', async ({
  page,
  baseURL,
}) => {
  const sql = await openDatabase('superuser');
  const [round] = await sql`
    select round_id from rounds join benchmarks using (benchmark_id) where slug = 'late-flights-2001' and number = 1`;
  const takeAway = await plantBenchmarks(sql, { count: 2000, roundId: round?.round_id });
  try {
    for (const path of ['/', '/benchmarks', '/benchmarks?sort=models&page=7', '/benchmarks?q=district']) {
      const bytes = await fetchCompressed(`${baseURL}${path}`);
      expect(bytes, path).toBeLessThanOrEqual(compressedBytesMax);
    }
    await page.goto('/benchmarks?sort=models');
    const rows = page.getByTestId('benchmarks').getByRole('row');
    await expect(rows).toHaveCount(51);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page, 'colours');
    await page.getByRole('link', { name: 'Next 50' }).click();
    await expect(page.getByText(/^51–100 of 2,0\d\d$/)).toBeVisible();
    await page.getByLabel('Search benchmarks').fill('"district 1777"');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(nameOf(page, 'Ripe fruit of district 1777')).toBeVisible();
    await expectNarrow(page);
  } finally {
    await takeAway();
    await sql.end();
  }
});

/** Bytes of a page sent to a browser that accepts gzip. */
function fetchCompressed(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        const body = Buffer.concat(pieces);
        expect(response.headers['content-encoding']).toBe('gzip');
        expect(gunzipSync(body).toString()).toContain('</html>');
        resolve(body.byteLength);
      });
    })
      .on('error', reject)
      .end();
  });
}
