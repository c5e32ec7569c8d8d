import { test as base, expect, type Page } from '@playwright/test';

/** Signs a page in the way a person does: asks for the link, reads the mail, presses the button. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page).toHaveURL(/\/sign-in\/sent/);
  await page.goto('/inbox');
  // The newest mail to this address; others may stand above it.
  const link = page.locator(`a[href*="${encodeURIComponent(email)}"]`).first();
  await page.goto((await link.getAttribute('href')) ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

type People = { maintainer: Page; researcher: Page };

/** Two people, each with a browser of their own, signed in. */
export const test = base.extend<People>({
  maintainer: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ baseURL });
    const page = await context.newPage();
    await signIn(page, 'maintainer@example.org');
    await use(page);
    await context.close();
  },
  researcher: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ baseURL });
    const page = await context.newPage();
    await signIn(page, 'researcher@example.org');
    await use(page);
    await context.close();
  },
});

export { expect };
