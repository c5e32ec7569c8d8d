import { createServer, type Server } from 'node:http';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';

const slug = 'late-flights-2001';

/** A page of another site that frames an address of this one. */
async function withFrameOf(url: string, use: (page: string) => Promise<void>): Promise<void> {
  const server: Server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      `<!doctype html><title>Another site</title><iframe src="${url}" width="320" height="420"></iframe>`,
    );
  });
  const port = await listenOnLoopback(server);
  try {
    await use(`http://127.0.0.1:${port}/`);
  } finally {
    server.close();
  }
}

test('another site can frame a ranking’s first rows, as a small page without scripts or cookies', async ({
  page,
  context,
  baseURL,
}) => {
  const url = `${baseURL}/embed/${slug}`;
  for (const _ of ['made', 'kept']) {
    const response = await fetch(url);
    expect(response.headers.getSetCookie()).toEqual([]);
    const policies = (response.headers.get('content-security-policy') ?? '').split(', ');
    expect(policies).toHaveLength(1);
    expect(policies[0]).toContain('frame-ancestors *');
    const text = await response.text();
    expect(Buffer.byteLength(text)).toBeLessThan(15_000);
    expect(text).not.toContain('<script');
  }
  const failed: string[] = [];
  page.on('console', (message) => {
    // Messages about scripts that Playwright itself runs in every frame; the page has no scripts.
    const isOfTrace = message.text().startsWith('Blocked script execution');
    if (message.type() === 'error' && !isOfTrace) failed.push(message.text());
  });
  await withFrameOf(url, async (other) => {
    await page.goto(other);
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('heading', { name: 'Late flights 2001' })).toBeVisible();
    expect(await frame.getByRole('row').count()).toBeGreaterThan(5);
    await expect(frame.getByText('Scores are ROC AUC × 100')).toBeVisible();
    const opened = context.waitForEvent('page');
    await frame.getByRole('link', { name: 'Late flights 2001' }).click();
    await expect((await opened).getByRole('heading', { level: 1 })).toHaveText('Late flights 2001');
    expect(await context.cookies()).toEqual([]);
  });
  expect(failed).toEqual([]);
});

test('the framed page fits its frame’s width and is readable, at every width and in both themes', async ({
  page,
}) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [280, 320, 480, 760]) {
      await page.setViewportSize({ width, height: 400 });
      await page.goto(`/embed/${slug}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
});

test('a long model name wraps in the frame and is shown whole', async ({ page }) => {
  for (const width of [320, 390, 480, 600, 760]) {
    await page.setViewportSize({ width, height: 400 });
    await page.goto(`/embed/${slug}`);
    const names = page.locator('.name');
    await expect(names).toHaveCount(6);
    const cut = await names.evaluateAll((all) =>
      all.filter(
        (name) => name.scrollHeight > name.clientHeight + 1 || name.scrollWidth > name.clientWidth + 1,
      ),
    );
    expect(cut).toEqual([]);
  }
});

test('no other page can be framed', async ({ page, baseURL }) => {
  for (const path of [`/benchmarks/${slug}`, '/', '/sign-in', '/embed/../sign-in', `/card/${slug}.png`])
    await withFrameOf(`${baseURL}${path}`, async (other) => {
      const refused = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
      await page.goto(other);
      await refused;
    });
});

test('pages name their link preview, a picture of 1200 × 630 pixels', async ({ page, request }) => {
  const model = 'logistic-regression-monthly';
  for (const path of [
    '/',
    `/benchmarks/${slug}`,
    `/benchmarks/${slug}/rounds/1`,
    `/benchmarks/${slug}/models/${model}`,
  ]) {
    await page.goto(path);
    const url = await page.locator('meta[property="og:image"]').getAttribute('content');
    const card = await request.get(new URL(url ?? '').pathname);
    expect([path, card.status(), card.headers()['content-type']]).toEqual([path, 200, 'image/png']);
    const bytes = await card.body();
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(bytes.length).toBeLessThan(150_000);
  }
});

test('the API page opens a call by its address, and tries calls that need no sign-in', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto('/docs/api#getLeaderboard');
  const entry = page.locator('#getLeaderboard');
  await expect(entry).toBeVisible();
  await entry.getByRole('button', { name: 'Try it' }).click();
  await expect(entry.getByText(/^200\n\{/)).toBeVisible();
  await expectAccessible(page);

  const plain = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const read = await plain.newPage();
  await read.goto('/docs/api#getBenchmark');
  const link = read.locator('#getBenchmark').getByRole('link', { name: '/api/v1/benchmarks/' });
  const response = await read.goto((await link.getAttribute('href')) ?? '');
  expect(response?.status()).toBe(200);
  await plain.close();
});

test('privacy, terms, contact and status are public pages', async ({ page }) => {
  for (const [name, title] of [
    ['Privacy', 'Privacy'],
    ['Terms', 'Terms'],
    ['Contact', 'Contact'],
    ['Status', 'Status'],
  ] as const) {
    await page.goto('/');
    await page.getByRole('contentinfo').getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expectAccessible(page);
  }
  await expect(page.getByRole('row', { name: /Scoring/ })).toContainText('works');
});
