import { randomBytes } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import { expectAccessible, expectNarrow } from './expect-accessible';
import { expect, signIn, test } from './fixtures';
import { openDatabase } from './walls/database';

const unique = randomBytes(3).toString('hex');

const slug = `harbours-${unique}`;

const ids = Array.from({ length: 200 }, (_, i) => `ship${String(i).padStart(3, '0')}`);
const isLate = (i: number) => mixBits(i + 7) % 3 === 0;
const csv = (header: string, row: (id: string, i: number) => string) =>
  `${header}\n${ids.map(row).join('\n')}\n`;

const testSet = csv('id,weight,label', (id, i) => `${id},${100 + i},${isLate(i) ? 'late' : 'punctual'}`);
/** Right but for one item of `every`. */
const predictions = (every: number) =>
  csv('id,prediction', (id, i) => `${id},${isLate(i) === (i % every !== 0) ? 'late' : 'punctual'}`);

/** Headers of an API request with the page's session. */
async function headersOf(page: Page) {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  return { cookie, origin: new URL(page.url()).origin };
}

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

async function openRound(page: Page): Promise<void> {
  const headers = await headersOf(page);
  const post = (path: string, more: object) => page.request.post(`/api/v1${path}`, { headers, ...more });
  const created = await post('/benchmarks', {
    data: {
      slug,
      title: `Harbours ${unique}`,
      task: 'binary',
      classes: ['punctual', 'late'],
      metric: 'accuracy',
    },
  });
  expect(created.status(), await created.text()).toBe(201);
  const uploaded = await post(`/benchmarks/${slug}/rounds`, {
    multipart: { metadata: JSON.stringify({ title: 'May' }), test_set: file('may.csv', testSet) },
  });
  expect(uploaded.ok(), await uploaded.text()).toBe(true);
  // The test set is checked first, and opening waits for the seal.
  for (const step of ['seal', 'open'])
    await expect
      .poll(async () => (await post(`/benchmarks/${slug}/rounds/1/${step}`, { data: {} })).status(), {
        timeout: 180_000,
      })
      .toBeLessThan(300);
}

/** Submits for a team. @returns the status of the response */
async function submit(page: Page, team: string, every: number): Promise<number> {
  const sent = await page.request.post(`/api/v1/benchmarks/${slug}/submissions`, {
    headers: { ...(await headersOf(page)), 'idempotency-key': randomBytes(8).toString('hex') },
    multipart: {
      metadata: JSON.stringify({ model: `Model of ${team}`, version: String(every), team }),
      file: file('p.csv', predictions(every)),
    },
  });
  return sent.status();
}

async function person(browser: Browser, baseURL: string | undefined, name: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL })).newPage();
  await signIn(page, `${name}-${unique}@example.org`);
  return page;
}

async function found(page: Page, name: string): Promise<string> {
  await page.goto('/settings#teams');
  await page.getByLabel('Team’s name').fill(name);
  await page.getByRole('button', { name: 'Found the team' }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

test('two people found a team, and merge with a third', async ({ maintainer, browser, baseURL }) => {
  test.setTimeout(600_000);
  await openRound(maintainer);
  const astrid = await person(browser, baseURL, 'astrid');
  const ben = await person(browser, baseURL, 'ben');
  const carla = await person(browser, baseURL, 'carla');
  const lab = await found(astrid, `Harbour Lab ${unique}`);

  await test.step('a person shows a name, and invites another by a link', async () => {
    await astrid.goto('/settings#profile');
    await astrid.locator('input[name=profile_name]').fill('Astrid Nordlund');
    await astrid.locator('input[name=shown][value=name]').check();
    await astrid.getByRole('button', { name: 'Save profile' }).click();
    await expect(astrid.locator('input[name=shown][value=name]')).toBeChecked();
    await astrid.goto(`/teams/${lab}`);
    await astrid.getByRole('button', { name: 'Name me here' }).click();
    await expect(astrid.getByRole('button', { name: 'Don’t name me' })).toBeVisible();
    await astrid.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = await astrid.locator('code', { hasText: '/invitations/' }).textContent();
    await ben.goto(new URL(link ?? '').pathname);
    await expect(ben.getByText('Astrid Nordlund invites you to')).toBeVisible();
    await expectAccessible(ben);
    await ben.getByRole('button', { name: /^Join/ }).click();
    await expect(ben.getByTestId('team-members').getByText('(you)')).toBeVisible();
  });

  await test.step('the team’s first submission binds both of them', async () => {
    expect(await submit(astrid, lab, 4)).toBe(202);
    const other = await found(ben, `Ben alone ${unique}`);
    expect(await submit(ben, other, 3)).toBe(409);
  });

  await test.step('a captain renames the team, and the former address leads to it', async () => {
    await astrid.goto(`/teams/${lab}`);
    await astrid.getByText('Rename and describe').click();
    await astrid.getByLabel('Name', { exact: true }).fill(`Harbour Crew ${unique}`);
    await astrid.getByLabel('Description').fill('Delays of ships.');
    await astrid.getByRole('button', { name: 'Save' }).click();
    await expect(astrid.getByRole('heading', { name: `Harbour Crew ${unique}`, level: 1 })).toBeVisible();
    await astrid.goto(`/teams/${lab}`);
    await expect(astrid).toHaveURL(`/teams/harbour-crew-${unique}`);
    await expect(astrid.getByText('Formerly')).toContainText(`Harbour Lab ${unique}`);
    await expectNarrow(astrid);
  });

  const crew = `harbour-crew-${unique}`;
  const club = await found(carla, `Tide Table Club ${unique}`);
  await test.step('its captain asks a third person’s team to merge, which agrees', async () => {
    expect(await submit(carla, club, 5)).toBe(202);
    // The form lists the benchmarks in whose table the team stands.
    await expect
      .poll(
        async () => {
          await astrid.goto(`/teams/${crew}`);
          return astrid.getByText('Ask another team').count();
        },
        { timeout: 180_000 },
      )
      .toBe(1);
    await astrid.getByText('Ask another team').click();
    await astrid.getByLabel('The other team’s address').fill(club);
    await astrid.getByLabel('Common name').fill(`Harbour and Tide ${unique}`);
    await astrid.getByRole('button', { name: 'Ask that team' }).click();
    await expect(astrid.getByTestId('merge')).toContainText('waits for a captain');
    await carla.goto(`/teams/${club}`);
    await expect(carla.getByTestId('merge')).toContainText('2 of 20');
    await carla.getByRole('button', { name: 'Agree to merge' }).click();
    await expect(carla.getByTestId('merge')).toContainText('maintainers may object until');
    await maintainer.goto(`/maintain/${slug}/flags`);
    await expect(maintainer.getByTestId('agreed-merge')).toContainText('unless a maintainer objects');
  });

  await test.step('after a day without an objection they share feedback, under a common name', async () => {
    const sql = await openDatabase('superuser');
    await sql`update team_merges set objections_until = now() - interval '1 millisecond' where merged_at is null`;
    await sql.end();
    await expect
      .poll(
        async () => {
          await carla.goto(`/teams/${club}`);
          return carla.getByTestId('merge').textContent();
        },
        { timeout: 180_000 },
      )
      .toContain('merged, with a new team');
    await carla
      .getByTestId('merge')
      .getByRole('link', { name: `Harbour and Tide ${unique}` })
      .click();
    await expect(carla.getByTestId('team-members').getByRole('row')).toHaveCount(4);
    await carla.goto(`/benchmarks/${slug}/submit`);
    await expect(carla.getByText('your team shares feedback and exposure with')).toBeVisible();
  });
  for (const page of [astrid, ben, carla]) await page.context().close();
});
