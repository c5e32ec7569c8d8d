import { expectAccessible, expectNarrow } from './expect-accessible';
import { expect, signIn, test } from './fixtures';

const demo = '/benchmarks/late-flights-2001';

for (const { path, title, way, leadsTo } of [
  {
    path: '/benchmarks/late-flight-2001',
    title: 'No such benchmark',
    way: 'Search for “late flight 2001”',
    leadsTo: '/benchmarks?q=late+flight+2001',
  },
  { path: `${demo}/rounds/99`, title: 'No such round', way: 'Rounds of this benchmark', leadsTo: demo },
  {
    path: `${demo}/rounds/99/errata`,
    title: 'No such round',
    way: 'Rounds of this benchmark',
    leadsTo: demo,
  },
  { path: `${demo}/models/nobody`, title: 'No such model', way: 'Ranking of this benchmark', leadsTo: demo },
  { path: '/teams/nobody', title: 'No such team', way: 'All benchmarks', leadsTo: '/benchmarks' },
  { path: '/tides', title: 'Nothing at this address', way: 'All benchmarks', leadsTo: '/benchmarks' },
])
  test(`${path} responds 404 with “${title}” and links to other pages`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page).toHaveTitle(`${title} · Tidemark`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expectAccessible(page);
    await expectNarrow(page);
    await page.getByRole('main').getByRole('link', { name: way }).click();
    await expect(page).toHaveURL(leadsTo);
    await expect(page.getByRole('main').getByText('Late flights 2001').first()).toBeVisible();
  });

test('signed-in people get the same 404 for missing pages of their own', async ({ page }) => {
  await signIn(page, 'lost@example.org');
  const id = '00000000-0000-4000-8000-000000000000';
  for (const [path, title] of [
    [`/submissions/${id}`, 'No such submission'],
    [`/dry-runs/${id}`, 'No such dry run'],
    ['/maintain/nothing', 'No such benchmark'],
    ['/benchmarks/nothing/submit', 'No such benchmark'],
  ] as const) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(page).toHaveTitle(`${title} · Tidemark`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  }
});

test('pages behind sign-in have titles of their own', async ({ page }) => {
  await signIn(page, 'maintainer@demo.invalid');
  const maintain = '/maintain/late-flights-2001';
  for (const [path, title] of [
    [maintain, 'Rounds and checks, Late flights 2001'],
    [`${maintain}/schedule`, 'Schedule, Late flights 2001'],
    [`${maintain}/feedback`, 'Feedback, Late flights 2001'],
    [`${maintain}/settings`, 'Settings, Late flights 2001'],
    [`${maintain}/flags`, 'Flags, Late flights 2001'],
    [`${maintain}/people`, 'People, Late flights 2001'],
    [`${maintain}/rounds/4`, 'May 2001, Late flights 2001'],
    [`${maintain}/rounds/1/errata`, 'Errata of February 2001, Late flights 2001'],
    [`${demo}/submit`, 'Submit to May 2001, Late flights 2001'],
    [`${demo}/rounds/4/report`, 'Report a leak, May 2001, Late flights 2001'],
  ] as const) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(200);
    await expect(page).toHaveTitle(`${title} · Tidemark`);
  }
  await page.goto(`${maintain}/rounds/99`);
  await expect(page).toHaveTitle('No such round · Tidemark');
});

test('a page title shows no round to a person without a role in an unlisted benchmark', async ({ page }) => {
  await signIn(page, 'lost@example.org');
  for (const path of ['/maintain/late-flights-2001', '/maintain/late-flights-2001/rounds/5']) {
    await page.goto(path);
    await expect(page).toHaveTitle('Not yours to maintain: Late flights 2001 · Tidemark');
  }
});

test('unknown paths and methods under /api get a problem document', async ({ request }) => {
  for (const [method, path, status, code] of [
    ['GET', '/api', 404, 'not_found'],
    ['GET', '/api/v1', 404, 'not_found'],
    ['GET', '/api/v1/tides', 404, 'not_found'],
    ['POST', '/api/v2/benchmarks/late-flights-2001', 404, 'not_found'],
    ['DELETE', '/api/v1/benchmarks', 405, 'method_not_allowed'],
    ['GET', `/api/v1${demo}/follow`, 405, 'method_not_allowed'],
  ] as const) {
    const response = await request.fetch(path, { method });
    expect([path, response.status(), response.headers()['content-type']]).toEqual([
      path,
      status,
      'application/problem+json',
    ]);
    expect((await response.json()).code).toBe(code);
  }
  const refused = await request.delete('/api/v1/benchmarks');
  expect(refused.headers().allow).toBe('GET, HEAD, POST');
  const options = await request.fetch('/api/v1/benchmarks', { method: 'OPTIONS' });
  expect([options.status(), options.headers().allow]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
  expect((await request.head('/api/v1/benchmarks')).status()).toBe(200);
});
