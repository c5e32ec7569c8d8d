import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';

const slug = 'late-flights-2001';

test('models ticked in a ranking are compared round by round, and the page shows the API’s values', async ({
  page,
  request,
}) => {
  await page.goto(`/benchmarks/${slug}`);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  const boxes = page.getByRole('checkbox', { name: /^Compare / });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await boxes.nth(2).check();
  await expect(page.getByTestId('picked')).toHaveCount(3);
  await expect(page).toHaveURL(/model=.+&model=.+&model=/);
  // The choice is part of the address, and opening it ticks the same boxes.
  await page.reload();
  await expect(page.getByTestId('picked')).toHaveCount(3);
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/\/compare\?model=/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Three models, item by item');
  await expect(page.getByTestId('compare-sentence')).toContainText(/significantly (better|different)/);

  const query = new URL(page.url()).search;
  const response = await request.get(`/api/v1/benchmarks/${slug}/compare${query}`);
  const compared = await response.json();
  const pairs = compared.rounds.flatMap((round: { pairs: unknown[] | null }) => round.pairs ?? []);
  expect(pairs.length).toBeGreaterThanOrEqual(3);
  const verdicts = page.getByTestId('verdict');
  await expect(verdicts).toHaveCount(pairs.length);
  await expect(verdicts.filter({ hasText: 'is significantly better' })).toHaveCount(
    pairs.filter(({ is_significant }: { is_significant: boolean }) => is_significant).length,
  );
  const csv = await (await request.get(`/api/v1/benchmarks/${slug}/compare${query}&format=csv`)).text();
  expect(csv.trim().split('\r\n')).toHaveLength(1 + pairs.length);

  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'colours');
});

test('the comparison leaves out the open round and an unknown slug', async ({ request }) => {
  const rounds = await (await request.get(`/api/v1/benchmarks/${slug}/rounds`)).json();
  const open = rounds.items.find(({ state }: { state: string }) => state === 'open');
  const board = await (await request.get(`/api/v1/benchmarks/${slug}/rounds/1/leaderboard`)).json();
  const [first, second] = board.entries.map(({ model_slug }: { model_slug: string }) => model_slug);
  const compared = await (
    await request.get(`/api/v1/benchmarks/${slug}/compare?model=${first}&model=no-such-model&model=${second}`)
  ).json();
  expect(compared.models.map(({ letter }: { letter: string }) => letter)).toEqual(['A', 'B']);
  expect(compared.rounds.map(({ round }: { round: number }) => round)).not.toContain(open?.number);
});

test('the chart of models over rounds is drawn for four window widths, shows one of them, and downloads as a figure and a table', async ({
  page,
  request,
}) => {
  await page.goto(`/benchmarks/${slug}/rounds`);
  const figures = page.getByRole('img', { name: /^Adjusted to round \d+’s difficulty/ });
  await expect(figures.filter({ visible: true })).toHaveCount(1);
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(figures.filter({ visible: true })).toHaveCount(1);
  }
  const call = `/api/v1/benchmarks/${slug}/over-rounds`;
  const view = await (await request.get(call)).json();
  expect(view.rounds.length).toBeGreaterThan(1);
  const csv = await (await request.get(`${call}?format=csv`)).text();
  const points = view.models.flatMap(({ points }: { points: unknown[] }) => points);
  expect(csv.trim().split('\r\n')).toHaveLength(1 + points.length);
  expect(await (await request.get(`${call}?format=svg`)).text()).toMatch(/^<svg /);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the form below the ranking sends the ticked models', async ({ page }) => {
    await page.goto(`/benchmarks/${slug}`);
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    const boxes = page.getByRole('checkbox', { name: /^Compare / });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Two models, item by item');
    await page.getByRole('link', { name: 'Choose others' }).click();
    await expect(boxes.nth(0)).toBeChecked();
    await page.goto(`/benchmarks/${slug}/compare`);
    await expect(page.getByRole('link', { name: 'To the ranking' })).toBeVisible();
  });
});
