import { expect, test } from './fixtures';

const slug = 'late-flights-2001';
/** April, which has an official ranking. */
const page3 = `/benchmarks/${slug}/rounds/3`;

test.describe('scores by slice', () => {
  test('lead from the official ranking to a heat map and to two models slice by slice', async ({ page }) => {
    await page.goto(page3);
    await page.getByRole('link', { name: 'By slice' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('April 2001, by slice');
    const heat = page.getByTestId('slices');
    await expect(heat.getByRole('row', { name: /All items 2,800/ })).toBeVisible();
    await expect(heat.getByRole('row', { name: /5–9 h \(morning\)/ })).toBeVisible();
    await expect(heat.getByText('best', { exact: true })).not.toHaveCount(0);
    await expect(page.getByTestId('slices-sentence')).toContainText(/slice/);
    await expect(page.getByTestId('pair-slices').getByRole('row')).toHaveCount(11);
  });

  test('compare another pair and choose the first columns without JavaScript', async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({
      baseURL,
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    await page.goto(`${page3}/subgroups`);
    await page.getByText('Choose models').click();
    await page.getByLabel('Naive Bayes').check();
    await page.getByRole('button', { name: 'Show these' }).click();
    const heads = page.getByTestId('slices').getByRole('columnheader');
    // A phone shows four models beside slice and items.
    await expect(heads).toHaveCount(6);
    await expect(heads.nth(2)).toContainText('Naive Bayes');
    await page.getByLabel('Model B').selectOption({ label: 'Naive Bayes' });
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(page.getByLabel('Model B')).toHaveValue('naive-bayes');
    await expect(page).toHaveURL(/model=naive-bayes/);
    await expect(page.getByTestId('slices-sentence')).toBeVisible();
    await context.close();
  });

  test('give the reason for their absence while a round is open', async ({ page }) => {
    await page.goto(`/benchmarks/${slug}/rounds/4/subgroups`);
    await expect(page.getByText('There are no scores by slice here')).toBeVisible();
  });
});
