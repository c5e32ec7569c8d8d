import { randomBytes } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './fixtures';

const unique = () => randomBytes(4).toString('hex');

/** The session of a page as the API takes it. */
async function apiOf(page: Page) {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  return { cookie, origin: new URL(page.url()).origin };
}

async function createBenchmark(page: Page): Promise<string> {
  const slug = `people-${unique()}`;
  const created = await page.request.post('/api/v1/benchmarks', {
    headers: await apiOf(page),
    data: { slug, title: 'People', task: 'regression', metric: 'mae' },
  });
  expect(created.status()).toBe(201);
  return slug;
}

async function invite(page: Page, slug: string, email: string, role: string): Promise<void> {
  await page.goto(`/maintain/${slug}/people`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel(role).check();
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(page.getByText(`The link is on its way to ${email}`)).toBeVisible();
}

/** The newest link that was mailed to an address. */
async function linkFor(page: Page, email: string): Promise<string> {
  await page.goto('/inbox');
  const mail = page.getByRole('article').filter({ hasText: email }).filter({ hasText: 'Invitation' }).first();
  return (await mail.locator('a[href*="/invitations/"]').getAttribute('href')) ?? '';
}

test('an invited auditor follows the link through sign-in, accepts with the button, and finds nothing to press', async ({
  maintainer,
  page,
}) => {
  const email = `auditor-${unique()}@example.org`;
  const slug = await createBenchmark(maintainer);
  await invite(maintainer, slug, email, 'Auditor');
  const link = await linkFor(maintainer, email);

  await maintainer.goto(link);
  await expect(maintainer.getByText('a•••@example.org')).toBeVisible();
  await expect(maintainer.locator('main')).not.toContainText(email);

  await page.goto(link);
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Finvitations%2F/);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page).toHaveURL(/\/sign-in\/sent/);
  await page.goto('/inbox');
  const signInLink = page.locator(`a[href*="${encodeURIComponent(email)}"]`).first();
  await page.goto((await signInLink.getAttribute('href')) ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/invitations\//);

  // Opening it, even twice, has accepted nothing.
  await page.reload();
  await maintainer.goto(`/maintain/${slug}/people`);
  await expect(maintainer.getByText('Invitations that wait')).toBeVisible();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page).toHaveURL(`/maintain/${slug}`);
  await expect(page.getByText('You are an auditor of this benchmark')).toBeVisible();
  await expect(page.locator('main').getByRole('button')).toHaveCount(0);
  const refused = await page.request.post(`/api/v1/benchmarks/${slug}/rounds/1/seal`, {
    headers: await apiOf(page),
  });
  expect(refused.status()).toBe(403);
  await page.goto(link);
  await expect(page.getByText('The invitation no longer works')).toBeVisible();
});

test('the last owner can neither leave nor step down', async ({ maintainer }) => {
  const slug = await createBenchmark(maintainer);
  await maintainer.goto(`/maintain/${slug}/people`);
  await maintainer.getByText('Leave', { exact: true }).click();
  await maintainer.getByRole('button', { name: 'Leave this benchmark' }).click();
  await expect(maintainer.getByText('A benchmark keeps an owner')).toBeVisible();
  await maintainer.reload();
  await maintainer.getByRole('combobox').selectOption('auditor');
  await maintainer.getByRole('button', { name: 'Change' }).click();
  await expect(maintainer.getByText('A benchmark keeps an owner')).toBeVisible();
});

test('kinds of mail are switched off in the settings, integrity notices are not', async ({ page }) => {
  await signIn(page, `mail-${unique()}@example.org`);
  await page.goto('/settings#mail');
  await expect(page.getByLabel('A round is frozen')).toBeDisabled();
  await page.getByLabel('A round has opened').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('A round has opened')).not.toBeChecked();
  await expect(page.getByLabel('The official ranking is out')).toBeChecked();
  await expect(page.getByLabel('A round is frozen')).toBeChecked();
});

test('the pages of people are free of axe’s findings and don’t scroll sideways at 320 pixels', async ({
  maintainer,
}) => {
  const slug = await createBenchmark(maintainer);
  const email = `${'long-'.repeat(8)}${unique()}@example.org`;
  await invite(maintainer, slug, email, 'Owner');
  const paths = [`/maintain/${slug}/people`, await linkFor(maintainer, email), '/settings'];
  await maintainer.setViewportSize({ width: 320, height: 800 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await maintainer.emulateMedia({ colorScheme });
    for (const path of paths) {
      await maintainer.goto(path);
      const { violations } = await new AxeBuilder({ page: maintainer }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      const overflow = await maintainer.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path).toBe(0);
    }
  }
});

test.describe('without JavaScript', () => {
  test('an owner invites, changes a role and removes a person', async ({ browser, baseURL, maintainer }) => {
    const slug = await createBenchmark(maintainer);
    const email = `helper-${unique()}@example.org`;
    await invite(maintainer, slug, email, 'Auditor');
    const link = await linkFor(maintainer, email);
    const helper = await browser.newContext({ baseURL });
    const helperPage = await helper.newPage();
    await signIn(helperPage, email);
    const storageState = await helper.storageState();
    await helper.close();

    const plainHelper = await browser.newContext({ baseURL, storageState, javaScriptEnabled: false });
    const accepting = await plainHelper.newPage();
    await accepting.goto(link);
    await accepting.getByRole('button', { name: 'Accept' }).click();
    await expect(accepting).toHaveURL(`/maintain/${slug}`);
    await plainHelper.close();

    const plain = await browser.newContext({
      baseURL,
      storageState: await maintainer.context().storageState(),
      javaScriptEnabled: false,
    });
    const page = await plain.newPage();
    await page.goto(`/maintain/${slug}/people`);
    await page.getByLabel('E-mail address').fill(`other-${unique()}@example.org`);
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await expect(page.getByText('The link is on its way')).toBeVisible();
    const row = page.locator('tr', { hasText: email });
    await row.getByRole('combobox').selectOption('maintainer');
    await row.getByRole('button', { name: 'Change' }).click();
    await page.goto(`/maintain/${slug}/people`);
    await expect(row.getByRole('combobox')).toHaveValue('maintainer');
    await row.getByText('Remove', { exact: true }).click();
    await row.getByRole('button', { name: `Remove ${email}` }).click();
    await expect(row).toHaveCount(0);
    await plain.close();
  });
});
