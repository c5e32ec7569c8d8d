import { randomBytes } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import { expect, signIn, test } from './fixtures';
import { apiOf, bodyOf, bringRound, createToken } from './site';

test.use({ javaScriptEnabled: false });

/** An own benchmark with an open round, made by the API. */
async function openRoundOf(request: APIRequestContext, email: string): Promise<string> {
  const maintainer = apiOf(request, await createToken(email, 'Without Script'));
  const slug = `scriptless-${randomBytes(4).toString('hex')}`;
  await bodyOf(
    await maintainer.post('/benchmarks', { slug, title: 'Scriptless', task: 'regression', metric: 'mae' }),
  );
  const rows = Array.from({ length: 40 }, (_, i) => `r${i},${i % 7},${mixBits(i + 1) % 101}`);
  const { number } = await bodyOf<{ number: number }>(
    await maintainer.upload(
      `/benchmarks/${slug}/rounds`,
      'test_set',
      { title: 'Small' },
      `id,x,label\n${rows.join('\n')}\n`,
    ),
  );
  const round = `/benchmarks/${slug}/rounds/${number}`;
  await bringRound(maintainer, round, 'seal');
  await bringRound(maintainer, round, 'open');
  return slug;
}

// The blanks pass the browser's own check of a required field; the server trims them.
test.describe('refused form', () => {
  test('keeps what was typed in a leak report that is too short', async ({ page }) => {
    await page.goto('/benchmarks/late-flights-2001/rounds/3/report');
    await page.getByLabel('What you found').fill('seen           ');
    await page.getByLabel('How to reach you').fill('reader@example.org');
    await page.getByRole('button', { name: 'Send the report' }).click();
    await expect(page.getByTestId('field-fault')).toHaveText('Give at least 10 characters');
    await expect(page.getByLabel('What you found')).toHaveValue(/^seen/);
    await expect(page.getByLabel('How to reach you')).toHaveValue('reader@example.org');
  });

  test('explains five refusals: an extension to an earlier close, a freeze without a reason, a draft that closes before it opens, an invalid invitation, and the last owner leaving', async ({
    page,
    request,
  }) => {
    const email = 'scriptless@example.org';
    const slug = await openRoundOf(request, email);
    await signIn(page, email);

    await page.goto(`/maintain/${slug}/rounds/1`);
    const extension = page.locator('form', { hasText: 'Extend Small' });
    await extension.getByLabel('New close (UTC)').fill('2001-01-01T00:00');
    await extension.getByLabel('Reason').fill('The site was away.');
    await extension.getByRole('button').click();
    await expect(page.getByTestId('field-fault')).toContainText('A later instant than');
    const close = `${new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)}T00:00`;
    await extension.getByLabel('New close (UTC)').fill(close);
    await extension.getByRole('button').click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await expect(page.getByLabel('New close (UTC)')).toHaveValue(close);
    const freeze = page.locator('form', { hasText: 'Freeze Small now' });
    await freeze.getByLabel('Reason').fill('   ');
    await page.getByRole('button', { name: 'Freeze Small now' }).click();
    await expect(page.getByTestId('field-fault')).toHaveText('It is empty');
    await freeze.getByLabel('Reason').fill('Labels were seen.');
    await page.getByRole('button', { name: 'Freeze Small now' }).click();
    await expect(page.getByText('is frozen since')).toBeVisible();

    const maintainer = apiOf(request, await createToken(email, 'Without Script'));
    const { number } = await bodyOf<{ number: number }>(
      await maintainer.upload(`/benchmarks/${slug}/rounds`, 'test_set', { title: 'Next' }, 'id,x,label\n'),
    );
    await page.goto(`/maintain/${slug}/rounds/${number}`);
    await page.getByLabel('Planned opening (UTC)').fill('2031-02-01T00:00');
    await page.getByLabel('Planned close (UTC)').fill('2031-01-01T00:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByTestId('field-fault')).toHaveText('A round closes after it opens');
    await page.getByLabel('Planned close (UTC)').fill('2031-03-01T00:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    const file = { name: 'next.csv', mimeType: 'text/csv', buffer: Buffer.from('id,x,label\na,1,2\n') };
    await page.getByLabel('Test set').setInputFiles(file);
    await page.getByRole('button', { name: 'Replace the test set and check' }).click();
    await expect(page).toHaveURL(`/maintain/${slug}/rounds/${number}?replaced`);
    await expect(page.getByRole('heading', { name: 'Next, draft', level: 1 })).toBeVisible();
    await page.getByLabel('Delete Next and its file').check();
    await page.getByRole('button', { name: 'Delete the draft' }).click();
    await expect(page).toHaveURL(`/maintain/${slug}`);
    await expect(page.getByRole('link', { name: 'Next', exact: true })).toHaveCount(0);

    await page.goto(`/maintain/${slug}/people`);
    await page.getByLabel('E-mail address').fill('nobody at all');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await expect(page.getByTestId('field-fault')).toHaveText('Give an e-mail address');
    await expect(page.getByLabel('E-mail address')).toHaveValue('nobody at all');

    await page.goto(`/maintain/${slug}/people`);
    await page.getByText('Leave', { exact: true }).click();
    await page.getByRole('button', { name: 'Leave this benchmark' }).click();
    await expect(page.getByText('A benchmark needs an owner')).toBeVisible();
  });
});
