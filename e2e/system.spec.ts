import { expect, test } from './fixtures';

const slug = 'late-flights-2001';

test('a ranking leads to what renewing a model gained, and its page, table and downloads have the same numbers', async ({
  page,
  request,
}) => {
  await page.goto(`/benchmarks/${slug}`);
  const row = page.getByTestId('ranking-row').filter({ hasText: 'Neural network' });
  await row.getByRole('link', { name: '3 versions' }).click();
  await expect(page).toHaveURL(/\/models\/neural-network\/system$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Neural network');

  const call = `/api/v1/benchmarks/${slug}/models/neural-network/system`;
  const system = await (await request.get(call)).json();
  expect(system.first).toBe('2001-01');
  expect(system.gains.map(({ version }: { version: string }) => version)).toEqual(['2001-02', '2001-03']);
  expect(system.ages.map(({ age }: { age: number }) => age)).toEqual([1, 2]);
  const gains = page
    .getByRole('img', { name: /^Newest version minus the first one/ })
    .filter({ visible: true });
  await expect(gains).toHaveCount(1);
  const differences = system.gains.map(
    ({ difference }: { difference: number }) =>
      `${difference < 0 ? '−' : '+'}${Math.abs(100 * difference).toFixed(2)}`,
  );
  for (const difference of differences)
    await expect(gains.getByText(difference, { exact: true })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Change by age/ }).filter({ visible: true })).toHaveCount(1);
  await expect(page.getByTestId('versions').getByRole('rowheader')).toContainText([
    '2001-03',
    '2001-02',
    '2001-01',
  ]);

  const csv = await (await request.get(`${call}?format=csv`)).text();
  expect(csv.trim().split('\r\n')).toHaveLength(1 + 3 + 2);
  for (const curve of ['gain', 'age'])
    expect(await (await request.get(`${call}?format=svg&curve=${curve}`)).text()).toContain('</svg>');

  await page.getByRole('link', { name: 'Neural network', exact: true }).click();
  await page.getByRole('link', { name: /^\d, compared$/ }).click();
  await expect(page).toHaveURL(/\/system$/);
});

test('a model of one version has no comparison of versions', async ({ page, request }) => {
  const response = await request.get(`/api/v1/benchmarks/${slug}/models/base-rate/system`);
  expect(response.status()).toBe(404);
  await page.goto(`/benchmarks/${slug}/models/base-rate/system`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No versions to compare');
  await page.getByRole('link', { name: 'The model' }).click();
  await expect(page).toHaveURL(/\/models\/base-rate$/);
});
