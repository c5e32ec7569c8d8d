import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { isStress } from '@/testing/stress';
import { expectAccessible, expectNarrow, expectTextsDisjoint } from './expect-accessible';
import { expect, signIn, test } from './fixtures';

const demo = '/benchmarks/late-flights-2001';
const publicPages = [
  '/',
  '/benchmarks',
  '/benchmarks?q=flights',
  '/benchmarks?q=nothing-is-called-so&task=wrong&page=x',
  demo,
  `${demo}?compare=1`,
  `${demo}?columns=version,log_loss,used,gap,equated,last_rank,last,openness,submitted`,
  `${demo}/data`,
  `${demo}/rules`,
  `${demo}/rounds`,
  `${demo}/rounds/4`,
  `${demo}/compare`,
  `${demo}/compare?model=logistic-regression-monthly&model=logistic-regression`,
  `${demo}/rounds/3`,
  `${demo}/rounds/5`,
  `${demo}/rounds/2`,
  `${demo}/rounds/3/subgroups`,
  `${demo}/rounds/3/how-made`,
  `${demo}/rounds/3/share`,
  `${demo}/rounds/2/verify`,
  `${demo}/rounds/5/verify`,
  `${demo}/rounds/2/score`,
  `${demo}/rounds/2/errata`,
  `${demo}/rounds/4/report`,
  `${demo}/models/logistic-regression-monthly`,
  `${demo}/models/neural-network/system`,
  `${demo}?open=code,data`,
  `${demo}?team=demo-team-north&q=regression`,
  '/teams/demo-team-north',
  '/submit',
  '/client',
  `${demo}/badges`,
  `${demo}/changelog`,
  `${demo}/submit`,
  '/methods',
  '/methods/metrics',
  '/docs/api',
  '/sign-in',
];
const personalPages = [
  `${demo}/submit`,
  '/submissions',
  '/enter',
  '/maintain',
  '/maintain/new',
  '/settings',
  '/settings/delete',
  '/maintain/narrow',
  '/maintain/narrow/schedule',
  '/maintain/narrow/feedback',
  '/maintain/narrow/participants',
  '/maintain/narrow/announcements',
  '/maintain/narrow/settings',
  '/maintain/narrow/flags',
  '/maintain/narrow/people',
  '/maintain/narrow/entry',
];

test('every public page is free of axe’s findings by day and by night, does not scroll sideways at 320 pixels, has no sentence of more than 25 words, keeps to its content security policy and logs no error', async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on(
    'console',
    (message) => message.type() === 'error' && complaints.push(`${page.url()}: ${message.text()}`),
  );
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  for (const path of publicPages) await expectWellMade(page, path);
  expect(complaints).toEqual([]);
});

test('every page behind sign-in is free of axe’s findings by day and by night, does not scroll sideways at 320 pixels, and has no sentence of more than 25 words', async ({
  page,
  request,
}) => {
  // The address is long enough to push its neighbours in the page's header.
  await signIn(page, 'axe-of-a-rather-long-address@example.org');
  // The person has a benchmark of their own, so that its page for maintainers has content.
  await createBenchmark(page, request, { slug: 'narrow', title: 'Narrow' });
  for (const path of personalPages) await expectWellMade(page, path);
});

async function createBenchmark(page: Page, request: APIRequestContext, wishes: object): Promise<void> {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const origin = new URL(page.url()).origin;
  const created = await request.post('/api/v1/benchmarks', {
    headers: { cookie, origin },
    data: { task: 'regression', metric: 'mae', ...wishes },
  });
  expect(created.status()).toBe(201);
}

test('the text of a host is drawn inside its box alone: hundreds of stacked marks, and styles that the sanitizer would drop', async ({
  page,
  request,
}) => {
  await signIn(page, 'host-of-marks@example.org');
  const tower = `A tower: ${`o${'\u0301'.repeat(300)}`.repeat(8)}`;
  const wide = `| ${'wide | '.repeat(80)}\n|${'-|'.repeat(80)}`;
  const raw = '<div style="position:fixed">Raw</div>';
  // The first paragraph is the summary in lists.
  const description = ['Text of a host.', tower, raw, '- [ ] a task', wide].join('\n\n');
  await createBenchmark(page, request, { slug: 'stacked', title: 'Stacked', description });
  await page.goto('/benchmarks/stacked/data');
  const box = page.locator('.prose').filter({ hasText: 'A tower' });
  // No colour of the site.
  await box.evaluate((element) => element.style.setProperty('color', 'lime'));
  const drawn = await countDrawn(page, box);
  expect(drawn.inside).toBeGreaterThan(0);
  expect(drawn.outside).toBe(0);
  for (const style of [
    { position: 'fixed', inset: '0', zIndex: '9999' },
    { position: 'absolute', top: '-300px', left: '-300px', width: '3000px', height: '3000px' },
    { margin: '-200px', padding: '400px' },
    { width: '5000px', height: '10px', marginTop: '-90px' },
  ]) {
    await box.evaluate((element, styles) => {
      const inside = document.createElement('div');
      inside.textContent = 'A tower';
      Object.assign(inside.style, { background: 'lime', ...styles });
      element.replaceChildren(inside);
    }, style);
    expect((await countDrawn(page, box)).outside, JSON.stringify(style)).toBe(0);
    await box.evaluate((element) => element.style.setProperty('contain', 'none'));
    expect((await countDrawn(page, box)).outside, `${JSON.stringify(style)}, uncontained`).toBeGreaterThan(0);
    await box.evaluate((element) => element.style.removeProperty('contain'));
  }
});

/** Numbers of lime pixels of a page inside and outside a box. */
async function countDrawn(page: Page, box: Locator): Promise<{ inside: number; outside: number }> {
  const { x, y, width, height } = (await box.boundingBox())!;
  const edges = {
    ...{ left: Math.floor(x), right: Math.ceil(x + width) },
    ...{ top: Math.floor(y), bottom: Math.ceil(y + height) },
  };
  const picture = (await page.screenshot({ fullPage: true })).toString('base64');
  return page.evaluate(
    async ({ png, left, right, top, bottom }) => {
      const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      const counted = { inside: 0, outside: 0 };
      for (let at = 0; at < data.length; at += 4) {
        if (data[at]! > 100 || data[at + 1]! < 200 || data[at + 2]! > 100) continue;
        const [column, row] = [(at / 4) % bitmap.width, Math.floor(at / 4 / bitmap.width)];
        const isInside = column >= left && column < right && row >= top && row < bottom;
        counted[isInside ? 'inside' : 'outside'] += 1;
      }
      return counted;
    },
    { png: picture, ...edges },
  );
}

/** Desktop width; under stress also a tablet's and a small phone's, where axe takes as long again for each. */
const widths = isStress ? [1280, 768, 320] : [1280];

/** Makes all checks of a page in one visit, since loading it again would show the same. */
async function expectWellMade(page: Page, path: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto(path);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 720 });
    await expectTextsDisjoint(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page, 'colours');
  }
  await expectNarrow(page);
  // No word limit where formulas are derived and types are spelled out.
}

test('a row of a ranking has four things, on a phone in two lines and the plot beside them', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(demo);
  const rows = page.getByTestId('ranking-row');
  await expect(rows).toHaveCount(10);
  const heights = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
  expect(Math.max(...heights)).toBeLessThan(92);
  for (const part of [/^frozen (during|before)/, /^\d\d\.\d\d–\d\d\.\d\d$/, /^Demo team/])
    await expect(rows.first().getByText(part).first()).toBeVisible();
  expect(await rows.first().locator('td, th').count()).toBe(5);
});

test('on the narrowest phone no two model names look the same, and further columns are two taps away', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(demo);
  const names = page.getByTestId('ranking-row').locator('.cell-model > a');
  await expect(names).toHaveCount(10);
  expect(
    await names.evaluateAll((all) => all.filter((name) => name.scrollHeight > name.clientHeight + 1).length),
  ).toBe(0);
  const first = page.getByTestId('ranking-row').first();
  for (const label of ['version', 'adjusted score'])
    await expect(first.locator(`[data-label="${label}"]`)).toHaveCount(0);
  await page.getByText('Columns', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Version' }).check();
  await page.getByRole('checkbox', { name: 'Adjusted score' }).check();
  await page.getByRole('button', { name: 'Apply' }).click();
  for (const label of ['version', 'adjusted score'])
    await expect(first.locator(`[data-label="${label}"]`)).toBeVisible();
  await expectNarrow(page);
});

test('each page of a benchmark has at most 900 words, and the main page begins with the result', async ({
  page,
}) => {
  for (const path of [demo, `${demo}/data`, `${demo}/rules`, `${demo}/rounds`, `${demo}/rounds/3`]) {
    await page.goto(path);
    // biome-ignore lint/performance/useDomNodeTextContent: words that nobody sees don’t count.
    const text = await page.getByRole('main').innerText();
    expect(text.split(/\s+/).length, path).toBeLessThanOrEqual(900);
  }
  await page.goto(demo);
  await expect(page.getByTestId('result')).toHaveText(/tie for first\.|is first/);
  await expect(page.getByTestId('freshness')).toContainText(/Next test set: \d+ \w{3} 20\d\d\./);
});

test('the form of a new benchmark begins with metric and task, and plans the test set’s size for them', async ({
  page,
}) => {
  await signIn(page, 'planner@example.org');
  await page.goto('/maintain/new');
  const metric = page.getByLabel('Metric that ranks');
  const task = page.locator('input[name=task]:checked');
  // Its list is that of the task once the page is hydrated.
  await expect(page.getByText('Only those that fit the task are listed.')).toBeVisible();
  await expect(metric).toHaveValue('roc_auc');
  await expect(task).toHaveValue('binary');
  await page.getByLabel('Metric to plan for').selectOption('macro_f1');
  await page.getByLabel('Share of each class').fill('50 30 20');
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await expect(page).toHaveURL(/plan_metric=macro_f1/);
  await expect(metric).toHaveValue('macro_f1');
  await expect(task).toHaveValue('multiclass');
  // The chosen metric stays while it fits another task, and returns after a task that it doesn't fit.
  await page.getByLabel('Two classes').check();
  await expect(metric).toHaveValue('macro_f1');
  await page.getByLabel('Regression').check();
  await expect(metric).not.toHaveValue('macro_f1');
  await page.getByLabel('Three or more classes').check();
  await expect(metric).toHaveValue('macro_f1');
  await page.goto('/maintain/new?items=6000&plan_metric=log_loss');
  await expect(page.getByText('Only those that fit the task are listed.')).toBeVisible();
  await expect(metric).toHaveValue('log_loss');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the ranking of a closed round is readable: models, scores and their intervals', async ({ page }) => {
    await page.goto(`${demo}/rounds/3`);
    const rows = page.getByTestId('ranking-row');
    await expect(rows).toHaveCount(10);
    await expect(rows.last()).toContainText('Base rate');
    await expect(rows.first()).toContainText(/\d\d\.\d\d–\d\d\.\d\d/);
  });

  test('the ranking is searched, sorted and given other columns by its address', async ({ page }) => {
    await page.goto(`${demo}/rounds/3`);
    const rows = page.getByTestId('ranking-row');
    await page.getByRole('searchbox', { name: 'Model or team' }).fill('trees south');
    await page.getByRole('searchbox', { name: 'Model or team' }).press('Enter');
    await expect(page).toHaveURL(/\?q=trees\+south/);
    await expect(rows).toHaveCount(2);
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.getByRole('link', { name: 'Model and team', exact: true }).click();
    await expect(page).toHaveURL(/\?sort=model$/);
    const names = await rows.locator('.cell-model > a').allTextContents();
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
    await page.getByText('Columns', { exact: true }).click();
    await page.getByRole('checkbox', { name: 'Submitted' }).check();
    const panel = page.getByRole('form', { name: 'Columns and filters' });
    await panel.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByRole('columnheader', { name: 'Submitted' })).toBeVisible();
    await expect(page).toHaveURL(/columns=submitted/);
    await expect(page).toHaveURL(/sort=model/);
  });

  test('an unknown sign-in link opens an error page and signs no visitor in', async ({ page }) => {
    await page.goto('/sign-in/confirm?token=none&email=a%40example.org&callbackUrl=%2F');
    await expect(page.getByRole('heading', { name: 'That link is no longer valid' })).toBeVisible();
    expect(await page.context().cookies()).not.toContainEqual(
      expect.objectContaining({ name: 'next-auth.session-token' }),
    );
  });
});

test('a later round shows each score first and then adjusted to the first round’s difficulty, except for the model at chance', async ({
  page,
}) => {
  await page.goto(`${demo}/rounds/3?columns=equated`);
  const rows = page.getByTestId('ranking-row');
  const adjusted = '[data-label="adjusted score"]';
  await expect(rows.first().getByTestId('score')).toContainText(/^\d\d\.\d\d/);
  await expect(rows.first().locator(adjusted)).toHaveText(/^\d\d\.\d\d ?\d\d\.\d\d–\d\d\.\d\d$/);
  await expect(rows.last().locator(adjusted)).toBeEmpty();
  await page.goto(`${demo}/rounds/3/how-made`);
  await expect(page.getByText(/by [4-7] anchor models/)).toBeVisible();
  await page.goto(`${demo}/rounds/1/how-made`);
  await expect(page.getByText('adjusted to the difficulty of this round')).toBeVisible();
  await page.goto(`${demo}/rounds/1?columns=equated`);
  await expect(page.locator(adjusted)).toHaveCount(0);
});

test('the chart of an old round against a new one is drawn for four window widths, shows one of them, and downloads as a figure and a table', async ({
  page,
  request,
}) => {
  await page.goto(`${demo}/rounds/3`);
  const section = page.getByRole('region', { name: 'Old round against new' });
  const figure = section.getByRole('img');
  for (const width of [1440, 900, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(figure).toHaveCount(1);
    await expect(figure).toHaveAccessibleName(
      /^(?:All|Of) \d+ versions .* significan\w+ differen\w+ in both rounds/,
    );
  }
  const rows = section.getByRole('row');
  await section.getByText('versions in numbers').click();
  const shown = (await rows.count()) - 1;
  const read = async (format: string) => {
    const link = section.getByRole('link', { name: format });
    return (await request.get((await link.getAttribute('href')) ?? '')).text();
  };
  expect((await read('CSV')).trimEnd().split('\r\n')).toHaveLength(shown + 1);
  const svg = await read('SVG');
  expect(svg).toMatch(/^<svg xmlns=/);
  expect(svg.match(/<title>/g)).toHaveLength(shown);
});

test('the table is filtered while a visitor types, and a page says how it was made', async ({ page }) => {
  await page.goto(demo);
  await page.getByRole('searchbox', { name: 'Model or team' }).pressSequentially('naive');
  await expect(page.getByTestId('ranking-row')).toHaveCount(1);
  await expect(page).toHaveURL(/\?q=naive/);
  await expect(page.getByRole('searchbox', { name: 'Model or team' })).toBeFocused();
  await page.getByRole('link', { name: 'How this table was made' }).click();
  await expect(page).toHaveURL(/\/rounds\/\d+\/how-made$/);
  await expect(page.getByText('ROC AUC × 100; higher is better.')).toBeVisible();
  await expect(page.getByTestId('ranking-row')).toHaveCount(1);
  await expectAccessible(page);
});

test('a provisional table has no ranks and hides when models were frozen', async ({ page }) => {
  await page.goto(`${demo}/rounds/4`);
  await expect(page.getByTestId('ranking-row').first()).toBeVisible();
  for (const name of ['Rank', 'Model frozen'])
    await expect(page.getByRole('columnheader', { name: new RegExp(`^${name}`) })).toHaveCount(0);
  await expect(page.getByRole('columnheader', { name: /^Reported score/ })).toBeVisible();
});

test('the maintainers’ table says when a scheduled round will open', async ({ page }) => {
  await signIn(page, 'maintainer@demo.invalid');
  await page.goto('/maintain/late-flights-2001');
  const row = page.getByRole('row', { name: /^June 2001/ });
  await expect(row.getByRole('cell', { name: 'sealed', exact: true })).toBeVisible();
  const [opens, closes] = (await row.getByRole('cell').allTextContents()).slice(-2);
  for (const instant of [opens, closes]) expect(instant).toMatch(/^\d{4}-\d\d-\d\d 12:00 UTC$/);
});

test('a page, its API and its CSV show the same ranking', async ({ page, request }) => {
  const api = '/api/v1/benchmarks/late-flights-2001/rounds/3/leaderboard';
  const board = await (await request.get(api)).json();
  const csv = await (await request.get(`${api}?format=csv`)).text();
  await page.goto(`${demo}/rounds/3`);
  const names = await page.getByTestId('ranking-row').getByRole('rowheader').allTextContents();
  const models = board.entries.map(({ model }: { model: string }) => model);
  expect(names).toEqual(models.map((m: string) => expect.stringContaining(m)));
  expect(csv.trim().split('\r\n')).toHaveLength(models.length + 1);
});

test('search engines get canonical addresses, noindex of personal pages, and dates of changes', async ({
  page,
  request,
  baseURL,
}) => {
  await page.goto(`${demo}?sort=model`);
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', `${baseURL}${demo}`);
  await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', 'Late flights 2001');
  const robots = await (await request.get('/robots.txt')).text();
  expect(robots).toContain('Disallow: /settings');
  expect(robots).toContain(`Sitemap: ${baseURL}/sitemap.xml`);
  const map = await (await request.get('/sitemap.xml')).text();
  expect(map).toMatch(new RegExp(`<loc>${baseURL}${demo}</loc>\\s*<lastmod>\\d{4}-\\d\\d-\\d\\dT`));
  expect(await (await request.get('/llms.txt')).text()).toContain(`${baseURL}/api/v1/openapi.json`);
});
