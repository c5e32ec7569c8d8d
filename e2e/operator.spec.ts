import { expect, signIn, test } from './fixtures';
import { apiOf, bodyOf, createToken, runAdmin } from './site';

const reason = 'It names private people.';

test('an operator hides a benchmark with a public reason, visitors read it in its place, and it is shown again', async ({
  browser,
  baseURL,
  page,
  request,
}) => {
  const api = apiOf(request, await createToken('host-of-abuse@example.org', 'Host'));
  const { slug } = await bodyOf<{ slug: string }>(
    await api.post('/benchmarks', {
      ...{ slug: 'abusive-benchmark', title: 'An abusive benchmark', task: 'binary', classes: ['no', 'yes'] },
      ...{ metric: 'accuracy', feedback_policy: 'final-only' },
    }),
  );
  await signIn(page, 'operator@example.org');
  expect((await page.goto('/operate'))?.status()).toBe(404);
  runAdmin('make-operator', 'operator@example.org', '--reason', 'She runs the site.');

  await page.goto('/settings');
  await page.getByRole('link', { name: 'Operate this site' }).click();
  await page.getByLabel('Act').selectOption('hide');
  await page.getByLabel('On', { exact: true }).selectOption('benchmark');
  await page.getByLabel('Which one').fill('no-such-benchmark');
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Do it, publicly' }).click();
  await expect(page.getByText('There is no such benchmark.')).toBeVisible();
  await page.getByLabel('Which one').fill(slug);
  await page.getByRole('button', { name: 'Do it, publicly' }).click();
  await expect(page).toHaveURL(/\/moderation\/\d+$/);

  const visitor = await (await browser.newContext({ baseURL })).newPage();
  await visitor.goto(`/benchmarks/${slug}`);
  await expect(visitor).toHaveURL(/\/moderation\/\d+$/);
  await expect(visitor.getByText(`An operator hid the benchmark ${slug}.`)).toBeVisible();
  await expect(visitor.getByText(reason)).toBeVisible();
  const refused = await request.get(`/api/v1/benchmarks/${slug}`);
  expect(refused.status()).toBe(410);
  expect(await refused.json()).toMatchObject({ code: 'withdrawn' });
  await visitor.goto('/moderation');
  await expect(visitor.getByText(reason)).toBeVisible();
  await visitor.context().close();

  runAdmin('show', 'benchmark', slug, '--reason', 'The names are gone.');
  await expect.poll(async () => (await request.get(`/api/v1/benchmarks/${slug}`)).status()).toBe(200);
});
