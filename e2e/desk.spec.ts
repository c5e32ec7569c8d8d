import { randomBytes } from 'node:crypto';
import { expectAccessible, expectNarrow } from './expect-accessible';
import { expect, signIn, test } from './fixtures';

const host = 'maintainer@demo.invalid';

test('a host downloads the sheet of participants, copies the benchmark, changes settings, and announces', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signIn(page, host);
  const played = '/maintain/late-flights-2001';

  await page.goto(`${played}/participants`);
  const rows = page.getByTestId('participants').getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  await expectAccessible(page);
  const [sheet] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV, all rounds' }).click(),
  ]);
  expect(sheet.suggestedFilename()).toBe('late-flights-2001-participants.csv');
  const stream = await sheet.createReadStream();
  let csv = '';
  for await (const chunk of stream) csv += chunk;
  expect(csv.split('\r\n')[0]).toContain('team_name,own_name,members,people,host,submissions');
  // A revealed round of the demo has official scores; an open one has none.
  expect(csv).toMatch(/,revealed,.*,roc_auc,0\.\d+,/);
  expect(csv).not.toMatch(/,open,.*,roc_auc,/);
  expect(csv).not.toMatch(/(^|,)[=+@]/m);

  const slug = `desk-${randomBytes(4).toString('hex')}`;
  await page.goto(`${played}/settings`);
  await expect(page.getByText('the benchmark can no longer be deleted')).toBeVisible();
  await page.getByLabel('Title of the copy').fill('Desk copy');
  await page.getByLabel('Address of the copy').fill(slug);
  await page.getByRole('button', { name: 'Copy the benchmark' }).click();
  await expect(page).toHaveURL(`/maintain/${slug}/settings`);
  await expectAccessible(page);
  await expectNarrow(page);

  await page.getByLabel('Licence of the data').fill('no licence');
  await page.getByRole('button', { name: 'Save the data’s description' }).click();
  await expect(page.getByTestId('field-fault')).toContainText('SPDX');
  await page.getByLabel('Licence of the data').fill('CC-BY-4.0');
  await page.getByLabel('Columns', { exact: false }).first().fill('hour | integer | h | planned departure');
  await page.getByRole('button', { name: 'Save the data’s description' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.getByLabel('Submissions of a team in a round').fill('9');
  await page.getByRole('button', { name: 'Save for later rounds' }).click();
  await expect(page).toHaveURL(/saved=rounds/);
  await expect(page.getByLabel('Submissions of a team in a round')).toHaveValue('9');
  await page.getByLabel('Name of the file').fill('own.csv');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from('id,label\na,1\n') });
  await page.getByRole('button', { name: 'Upload the training file' }).click();
  await expect(page.getByRole('link', { name: 'own.csv' })).toBeVisible();
  await page.goto(`/benchmarks/${slug}/data`);
  await expect(page.getByTestId('terms')).toContainText('CC-BY-4.0');
  await expect(page.getByText('planned departure (integer, h)')).toBeVisible();
  await expect(page.getByRole('rowheader', { name: /own\.csv/ })).toBeVisible();

  await page.goto(`/maintain/${slug}/announcements`);
  const announce = async () => {
    await page.getByLabel('Title').fill('The header of your file');
    await page.getByRole('textbox', { name: 'Text' }).fill('It is id,p_on_time,p_late.');
    await page.getByRole('button', { name: 'Announce' }).click();
  };
  await announce();
  await expect(page.getByText('The mails are on their way')).toBeVisible();
  await announce();
  await expect(page.getByText('Announced today already')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/benchmarks/${slug}`);
  await expect(page.getByTestId('announcement')).toContainText('The header of your file');
  const feed = await page.request.get(`/benchmarks/${slug}/feed.atom`);
  expect(await feed.text()).toContain('The header of your file');
  await page.goto(`/benchmarks/${slug}/changelog`);
  await page.getByRole('button', { name: 'Follow this benchmark' }).click();
  await expect(page.getByRole('button', { name: 'No longer follow' })).toBeVisible();

  await page.goto(`/maintain/${slug}/settings`);
  await page.getByText('Delete this benchmark').click();
  await page.getByRole('button', { name: 'Delete it' }).click();
  await expect(page).toHaveURL('/maintain');
  expect((await page.request.get(`/benchmarks/${slug}`)).status()).toBe(404);
});
