import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { journeyIssuerPort } from '@/scripts/test/journey-sites';
import { startTestIssuer, type TestIssuer } from '@/testing/start-test-issuer';
import { expectAccessible, expectNarrow } from './expect-accessible';
import { expect, signIn, test } from './fixtures';

const run = promisify(execFile);

const unique = () => randomBytes(4).toString('hex');

let issuer: TestIssuer;

test.beforeAll(async () => {
  issuer = await startTestIssuer({ sub: 'nobody' }, journeyIssuerPort);
});

test.afterAll(() => issuer?.stop());

async function signInAtIssuer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue with the test university' }).click();
}

/** Downloads the person's own data on the settings page. */
async function download(page: Page): Promise<Record<string, Record<string, unknown>[]>> {
  await page.goto('/settings#own-data');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('tidemark-own-data.json');
  return JSON.parse(readFileSync(await file.path(), 'utf8'));
}

async function deleteAccount(page: Page): Promise<void> {
  await page.getByLabel('Type “delete my account”').fill('delete my account');
  await page.getByRole('button', { name: 'Delete my account for good' }).click();
  await expect(page.getByText('The account is deleted.')).toBeVisible();
}

test('a person signs in with an OpenID Connect issuer, downloads their data, deletes the account, and is another person afterwards', async ({
  page,
}) => {
  const name = `Zdenka ${unique()}`;
  issuer.user = { sub: unique(), name };
  await page.goto('/settings/webhooks');
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fsettings%2Fwebhooks/);
  await signInAtIssuer(page);
  await expect(page).toHaveURL(/\/settings\/webhooks$/);

  const data = await download(page);
  expect(data.account).toMatchObject([{ name, email: null }]);
  expect(data.sign_in_methods).toMatchObject([{ provider: 'oidc' }]);
  expect(data.sessions).toHaveLength(1);

  await page.getByRole('link', { name: 'Delete the account' }).click();
  await expect(page.getByRole('heading', { name: 'What remains' })).toBeVisible();
  await page.getByLabel('Type “delete my account”').fill('yes');
  await page.getByRole('button', { name: 'Delete my account for good' }).click();
  await expect(page.getByText('Type “delete my account”.')).toBeVisible();
  await deleteAccount(page);
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/sign-in/);

  issuer.user = { ...issuer.user, name: 'Arabella' };
  await signInAtIssuer(page);
  await expect(page).toHaveURL(/\/settings$/);
  const anew = await download(page);
  expect(anew.account).toMatchObject([{ name: 'Arabella' }]);
  expect(anew.account?.[0]?.id).not.toBe(data.account?.[0]?.id);
});

test('a refused sign-in and an issuer that is away reach the page in plain words, without an account', async ({
  page,
}) => {
  issuer.user = { sub: unique(), name: 'Mandryka' };
  issuer.statedIssuer = 'https://other.example.org';
  await page.goto('/sign-in');
  await signInAtIssuer(page);
  await expect(page.getByText('Sign-in is not configured correctly on this site')).toBeVisible();
  issuer.statedIssuer = null;
  issuer.forge = () => 'no.id.token';
  await signInAtIssuer(page);
  await expect(page.getByText('The other site did not prove who you are')).toBeVisible();
  issuer.forge = null;
  issuer.stuck = { at: '/.well-known/openid-configuration', hasBegun: true };
  await signInAtIssuer(page);
  await expect(page.getByText('The other site could not be reached')).toBeVisible();
  issuer.stuck = null;
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('a person who signed in by mail adds the issuer in the settings, and deletes the account without scripts', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  const email = `deleted-${unique()}@example.org`;
  await signIn(page, email);
  issuer.user = { sub: unique() };
  await page.goto('/settings#sign-in-methods');
  await page.getByRole('button', { name: 'Add the test university' }).click();
  await expect(page.getByRole('button', { name: 'End the test university' })).toBeVisible();
  await page.goto('/settings/delete');
  await expectNarrow(page);
  await expectAccessible(page);
  const plain = await browser.newContext({
    ...{ baseURL, javaScriptEnabled: false },
    storageState: await context.storageState(),
  });
  const plainPage = await plain.newPage();
  await plainPage.goto('/settings/delete');
  await deleteAccount(plainPage);
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/sign-in/);
  await Promise.all([plain.close(), context.close()]);
});

test('the commands of docs/participating.md check a file and list what is left', async ({
  page,
  baseURL,
}) => {
  await signIn(page, `docs-${unique()}@example.org`);
  await page.goto('/settings#tokens');
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin: new URL(page.url()).origin };
  const made = await page.request.post('/api/v1/tokens', { headers, data: { name: 'docs' } });
  const { token } = await made.json();
  const found = await (await page.request.get('/api/v1/benchmarks/late-flights-2001/rounds')).json();
  const rounds: { number: number; state: string }[] = found.items;
  const open = rounds.find(({ state }) => state === 'open');
  const blocks = [...readFileSync('docs/participating.md', 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)];
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-participating-'));
  try {
    const { stdout } = await run('bash', ['-euc', blocks.map(([, text]) => text).join('\necho\n')], {
      cwd: folder,
      env: {
        ...process.env,
        ...{ SITE: baseURL, TOKEN: token, BENCHMARK: 'late-flights-2001', ROUND: String(open?.number) },
      },
    });
    expect(JSON.parse(readFileSync(join(folder, 'checked.json'), 'utf8'))).toMatchObject({ valid: true });
    expect(stdout).toContain('"feedback_shared_with":');
    expect(stdout).toContain('"items":[]');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
