import { type Browser, test as base, expect, type Page } from '@playwright/test';
import { awaitJourneySite, isJourneySite } from '@/scripts/test/journey-sites';

/** The demo takes more than a minute on two cores, and many times that on a busy machine. */
const startTimeoutMs = 900_000;

/** Signs a page in as a person does: requests the link, reads the mail, presses the button. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page).toHaveURL(/\/sign-in\/sent/);
  // The link to the inbox is shown at once, with JavaScript too.
  await expect(page.getByRole('main').getByRole('link', { name: 'inbox', exact: true })).toBeVisible();
  await page.goto('/inbox');
  // The newest mail to this address; mails to others may be above it.
  const link = page.locator(`a[href*="${encodeURIComponent(email)}"]`).first();
  await page.goto((await link.getAttribute('href')) ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

type People = { maintainer: Page; researcher: Page; rival: Page };

/** A person with a browser of their own, signed in. */
async function signedIn(
  { browser, baseURL }: { browser: Browser; baseURL: string | undefined },
  email: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await signIn(page, email);
  await use(page);
  await context.close();
}

/** A running site, and the people that a journey requests. */
export const test = base.extend<People, { site: undefined }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use, { project }) => {
      if (isJourneySite(project.name)) await awaitJourneySite(project.name, startTimeoutMs - 10_000);
      await use(undefined);
    },
    { scope: 'worker', auto: true, timeout: startTimeoutMs },
  ],
  maintainer: ({ browser, baseURL }, use) => signedIn({ browser, baseURL }, 'maintainer@example.org', use),
  researcher: ({ browser, baseURL }, use) => signedIn({ browser, baseURL }, 'researcher@example.org', use),
  rival: ({ browser, baseURL }, use) => signedIn({ browser, baseURL }, 'rival@example.org', use),
});

export { expect };
