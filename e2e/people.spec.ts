import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { Page } from '@playwright/test';
import { expectAccessible, expectNarrow } from './expect-accessible';
import { expect, signIn, test } from './fixtures';

const unique = () => randomBytes(4).toString('hex');

/** Headers of an API request with the page's session. */
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
  await expect(page.getByText(`The link was sent to ${email}`)).toBeVisible();
}

/** The newest mailed link of an address. */
async function linkFor(page: Page, email: string): Promise<string> {
  await page.goto('/inbox');
  const mail = page.getByRole('article').filter({ hasText: email }).filter({ hasText: 'Invitation' }).first();
  return (await mail.locator('a[href*="/invitations/"]').getAttribute('href')) ?? '';
}

test('an invited auditor follows the link through sign-in, accepts with the button, and finds no actions', async ({
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

  // Opening the link, even twice, accepts nothing.
  await page.reload();
  await maintainer.goto(`/maintain/${slug}/people`);
  await expect(maintainer.getByText('Open invitations')).toBeVisible();
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
  await expect(maintainer.getByText('A benchmark needs an owner')).toBeVisible();
  await maintainer.reload();
  await maintainer.getByRole('combobox').selectOption('auditor');
  await maintainer.getByRole('button', { name: 'Change' }).click();
  await expect(maintainer.getByText('A benchmark needs an owner')).toBeVisible();
});

test('the settings switch off kinds of mail, but not integrity notices', async ({ page }) => {
  await signIn(page, `mail-${unique()}@example.org`);
  await page.goto('/settings#mail');
  await expect(page.getByLabel('A round is frozen')).toBeDisabled();
  await page.getByLabel('A round has opened').uncheck();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
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
  for (const path of paths) {
    await maintainer.emulateMedia({ colorScheme: 'light' });
    await maintainer.goto(path);
    await expectNarrow(maintainer);
    await expectAccessible(maintainer);
    await maintainer.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(maintainer, 'colours');
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
    await expect(page.getByText('The link was sent')).toBeVisible();
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

/** Requests a sign-in link on the page. @returns the newest mailed link of the address */
async function requestLink(page: Page, email: string): Promise<string> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page).toHaveURL(/\/sign-in\/sent/);
  return newestSignInLink(page, email);
}

async function newestSignInLink(page: Page, email: string): Promise<string> {
  await page.goto('/inbox');
  const link = page.locator(`a[href*="${encodeURIComponent(email)}"]`).first();
  return (await link.getAttribute('href')) ?? '';
}

const isSignedIn = async (page: Page) => (await page.request.get('/api/v1/me')).status() === 200;

test.describe('sign-in link', () => {
  test('signs in no visitor by GET, from another site, or in another browser, which gets a link of its own', async ({
    page,
    browser,
    baseURL,
  }) => {
    const email = `link-${unique()}@example.org`;
    const link = new URL(await requestLink(page, email));
    for (const path of ['callback/email', 'callback/email/x', 'signin/email', 'signin/email/x']) {
      const opened = await page.request.get(`/api/auth/${path}${link.search}`);
      expect([path, opened.status()]).toEqual([path, 404]);
      expect((await page.request.post(`/api/auth/${path}${link.search}`)).status()).toBe(404);
    }
    expect(await isSignedIn(page)).toBe(false);

    const other = await browser.newContext({ baseURL });
    const elsewhere = await other.newPage();
    await elsewhere.goto(link.href);
    await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText(
      'Open the link where you asked for it',
    );
    await expect(elsewhere.getByRole('button', { name: 'Sign in', exact: true })).toHaveCount(0);
    await elsewhere.getByRole('button', { name: 'Send me a fresh link' }).click();
    await expect(elsewhere).toHaveURL(/\/sign-in\/sent/);
    await elsewhere.goto(await newestSignInLink(elsewhere, email));
    await elsewhere.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(elsewhere).not.toHaveURL(/\/sign-in/);
    expect(await isSignedIn(elsewhere)).toBe(true);
    await other.close();

    // Opening it elsewhere has not voided it.
    await page.goto(link.href);
    expect(await isSignedIn(page)).toBe(false);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page).not.toHaveURL(/\/sign-in/);
    expect(await isSignedIn(page)).toBe(true);
  });

  test('refuses a post without the site’s own Origin', async ({ page }) => {
    const email = `origin-${unique()}@example.org`;
    const link = await requestLink(page, email);
    const multipart = readHiddenFields(await (await page.request.get(link)).text());
    const own = new URL(link).origin;
    for (const origin of ['https://evil.example', 'null', undefined, own]) {
      const headers = origin === undefined ? undefined : { origin };
      const response = await page.request.post(link, { multipart, headers, maxRedirects: 0 });
      expect([origin, response.status() < 400]).toEqual([origin, origin === own]);
      expect(await isSignedIn(page)).toBe(origin === own);
    }
  });
});

/** Fields of a page's only form, as sent without scripts. */
function readHiddenFields(html: string): Record<string, string> {
  const main = html.slice(html.indexOf('<main'));
  const inputs = main.slice(main.indexOf('<form'), main.indexOf('</form>')).matchAll(/<input[^>]*>/g);
  return Object.fromEntries(
    [...inputs].map(([input]) => {
      const read = (name: string) =>
        (new RegExp(`${name}="([^"]*)"`).exec(input)?.[1] ?? '')
          .replaceAll('&quot;', '"')
          .replaceAll('&#x27;', "'")
          .replaceAll('&amp;', '&');
      return [read('name'), read('value')];
    }),
  );
}

test('the settings list sessions, and end each', async ({ page, browser, baseURL }) => {
  const email = `sessions-${unique()}@example.org`;
  await signIn(page, email);
  const other = await browser.newContext({ baseURL });
  const elsewhere = await other.newPage();
  await signIn(elsewhere, email);
  await page.goto('/settings#sessions');
  const sessions = page.locator('#sessions');
  await expect(sessions.getByRole('row')).toHaveCount(3);
  await expect(sessions.getByRole('row', { name: /this one/ })).toHaveCount(1);
  await sessions.getByRole('button', { name: 'End', exact: true }).click();
  await expect(sessions.getByRole('row')).toHaveCount(2);
  expect(await isSignedIn(elsewhere)).toBe(false);
  expect(await isSignedIn(page)).toBe(true);

  await page.getByLabel('What it is for').fill('a script');
  await page.getByRole('radio', { name: /^Read/ }).check();
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = (await page.locator('pre', { hasText: 'tdm_' }).textContent()) ?? '';
  const headers = { authorization: `Bearer ${token.trim()}` };
  expect((await page.request.get('/api/v1/me', { headers })).status()).toBe(200);
  const refused = await page.request.post('/api/v1/benchmarks', { headers, data: {} });
  expect([refused.status(), (await refused.json()).code]).toEqual([403, 'insufficient_scope']);
  await sessions.getByRole('button', { name: 'End all others' }).click();
  await expect(page.getByText('No token yet.')).toBeVisible();
  expect((await page.request.get('/api/v1/me', { headers })).status()).toBe(401);
  await other.close();
});

test.describe('without JavaScript, sign-in', () => {
  test.use({ javaScriptEnabled: false });

  test('works, and after five unused links responds 429 with the time to try again', async ({ page }) => {
    const email = `many-${unique()}@example.org`;
    let link = '';
    for (let i = 0; i < 5; i++) link = await requestLink(page, email);
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(email);
    const [response] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.getByRole('button', { name: 'Send me a link' }).click(),
    ]);
    expect(response.status()).toBe(429);
    expect(Number(await response.headerValue('retry-after'))).toBeGreaterThan(3_000);
    await expect(page.getByText('No more sign-in mail for now')).toBeVisible();
    await page.goto(link);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page).not.toHaveURL(/\/sign-in/);
    expect(await isSignedIn(page)).toBe(true);
  });
});

test.describe('sign-in endpoints', () => {
  test('refuse invalid requests, never with 500', async ({ request, baseURL }) => {
    const refusals = [
      ['GET', '/api/auth/csrf?callbackUrl=javascript:alert(1)', 422],
      ['GET', '/api/auth/signin?callbackUrl=javascript:alert(1)', 422],
      ['GET', '/api/auth/session?callbackUrl=https://evil.example/', 422],
      ['GET', '/api/auth/providers?callbackUrl=%00', 422],
      ['POST', '/api/auth/session', 405],
      ['PUT', '/api/auth/session', 405],
      ['POST', '/api/auth/_log', 404],
      ['GET', '/api/auth', 404],
    ] as const;
    for (const [method, path, status] of refusals) {
      const response = await request.fetch(path, { method });
      expect([method, path, response.status()]).toEqual([method, path, status]);
    }
    for (const data of ['null', '[]', '{', '{"callbackUrl":"javascript:alert(1)"}', 'x'.repeat(20_000)]) {
      const response = await request.post('/api/auth/signout', {
        headers: { 'content-type': 'application/json' },
        data,
      });
      expect([data.slice(0, 40), response.status()]).toEqual([data.slice(0, 40), expect.any(Number)]);
      expect(response.status()).toBeGreaterThanOrEqual(400);
      expect(response.status()).toBeLessThan(500);
    }
    const broken = await request.get('/api/auth/csrf', {
      headers: { cookie: 'next-auth.callback-url=javascript%3Aalert(1)' },
    });
    expect(broken.status()).toBe(422);
    expect(await rawStatus(baseURL ?? '', { method: 'TRACE', path: '/' })).toBe(405);
  });

  test('never show the inbox to a forwarded request', async ({ request, baseURL }) => {
    expect((await request.get('/inbox')).status()).toBe(200);
    for (const name of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP', 'X-Forwarded-Host'])
      for (const path of ['/inbox', '/%69nbox', '/inbox?_rsc=1'])
        expect([
          name,
          path,
          (await request.get(path, { headers: { [name]: '192.0.2.1' } })).status(),
        ]).toEqual([name, path, 404]);
    const headers = { 'x-forwarded-for': '192.0.2.1', 'x-tidemark-forwarded': 'no' };
    expect((await request.get('/inbox', { headers })).status()).toBe(404);
    for (const path of ['/badge/../inbox', '/teams/../inbox', '/embed/%2e%2e/inbox', '/card/..%2finbox'])
      for (const sent of [{}, headers])
        expect([path, await rawStatus(baseURL ?? '', { path, headers: sent })]).toEqual([path, 400]);
  });
});

/** Playwright sends no TRACE, and walks the steps of a path itself. */
function rawStatus(
  baseURL: string,
  options: { method?: string; path: string; headers?: Record<string, string> },
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(new URL(baseURL), options, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end();
  });
}
