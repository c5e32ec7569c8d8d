import { mixBits } from '@/lib/core/round/checks/hash-text';
import { expect, test } from './fixtures';

const slug = 'ripe-or-not';
const ids = Array.from({ length: 200 }, (_, i) => `fruit${String(i).padStart(3, '0')}`);
const isRipe = (i: number) => mixBits(i + 1) % 3 === 0;

const csv = (header: string, row: (id: string, i: number) => string) =>
  `${header}\n${ids.map(row).join('\n')}\n`;
const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const testSet = csv('id,weight,label', (id, i) => `${id},${100 + i},${isRipe(i) ? 'ripe' : 'green'}`);
/** Right for three items of four. */
const predictions = csv(
  'id,prediction',
  (id, i) => `${id},${isRipe(i) === (i % 4 !== 0) ? 'ripe' : 'green'}`,
);
/** Right for one item of two. */
const worsePredictions = csv(
  'id,prediction',
  (id, i) => `${id},${isRipe(i) === (i % 2 !== 0) ? 'ripe' : 'green'}`,
);

test('a maintainer uploads a hidden test set, a participant submits, a ranking is published', async ({
  maintainer,
  researcher,
  page,
}) => {
  await test.step('the maintainer creates a benchmark', async () => {
    await maintainer.goto('/maintain/new');
    await maintainer.getByLabel('Title').fill('Ripe or not');
    await maintainer.getByRole('textbox', { name: 'Address' }).fill(slug);
    await maintainer.getByLabel('Description').fill('Is it **ripe**? <script>alert(1)</script>');
    await maintainer.getByRole('textbox', { name: 'Classes' }).fill('green\nripe');
    await maintainer.getByLabel('Metric that ranks').selectOption('accuracy');
    await maintainer.locator('input[name=feedback_policy][value=exact]').check();
    await maintainer.getByRole('button', { name: /create/i }).click();
    await expect(maintainer).toHaveURL(`/maintain/${slug}`);
  });

  await test.step('a faulty test set is reported by its line, without the label', async () => {
    // A benchmark without rounds shows the upload as its only step.
    await expect(maintainer.locator('main h2').first()).toHaveText('Next test set');
    await expect(maintainer.getByRole('region', { name: 'Steps' })).toHaveCount(0);
    await maintainer.getByLabel('Title').fill('March');
    await maintainer
      .getByLabel('Test set')
      .setInputFiles(file('march.csv', testSet.replace('fruit004,104,green', 'fruit004,104,purple')));
    await maintainer.getByRole('button', { name: 'Upload and check' }).click();
    await expect(maintainer.getByText(/is not a class of this benchmark/i).first()).toBeVisible();
    // From the first upload on the checks come first, with a link to the next one.
    await expect(maintainer.getByRole('status').getByText('March is uploaded.')).toBeVisible();
    await expect(maintainer.locator('main h2').last()).toHaveText('Next test set');
    await expect(maintainer.getByRole('link', { name: 'Upload the next test set' })).toHaveAttribute(
      'href',
      '#next-test-set',
    );
    await expect(maintainer.getByTestId('findings')).toContainText('6:14');
    await expect(maintainer.locator('main')).not.toContainText('purple');
  });

  await test.step('the draft is renamed and gets the corrected test set, which is checked, sealed and opened', async () => {
    await maintainer.getByRole('link', { name: 'replace the test set of this draft' }).click();
    // Waits for the draft's page, since the page before it has a title field too.
    await expect(maintainer).toHaveURL(`/maintain/${slug}/rounds/1`);
    await maintainer.getByLabel('Title').fill('March again');
    await maintainer.getByRole('button', { name: 'Save' }).click();
    await expect(maintainer.getByRole('heading', { name: 'March again, draft', level: 1 })).toBeVisible();
    await maintainer.getByLabel('Test set').setInputFiles(file('march.csv', testSet));
    await maintainer.getByRole('button', { name: 'Replace the test set and check' }).click();
    const checks = maintainer.getByTestId('checks');
    await expect(checks.getByRole('row', { name: /Size of the test set/ })).toContainText('warn under');
    // The participant's file names the ids of the test set.
    await maintainer.getByLabel('Give the items new ids').uncheck();
    await maintainer.getByRole('button', { name: 'Seal March again' }).click();
    await expect(maintainer.getByText('sealed, no date yet')).toBeVisible();
    await maintainer.goto(`/maintain/${slug}`);
    await maintainer.getByLabel('Publish its inputs and take submissions, until it closes.').check();
    await maintainer.getByRole('button', { name: 'Open March again' }).click();
    await expect(maintainer.getByRole('button', { name: 'Close March again now' })).toBeVisible();
  });

  await test.step('the round’s close is postponed; an earlier close is refused', async () => {
    await maintainer.goto(`/maintain/${slug}/rounds/1`);
    const extension = maintainer.locator('form', { hasText: 'Extend March again' });
    await extension.getByLabel('New close (UTC)').fill('2001-01-01T00:00');
    await extension.getByLabel('Reason').fill('The site was away.');
    await extension.getByRole('button').click();
    await expect(maintainer.getByTestId('field-fault')).toContainText('A later instant than');
    await extension
      .getByLabel('New close (UTC)')
      .fill(`${new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)}T00:00`);
    await extension.getByRole('button').click();
    await expect(maintainer.getByText('Saved.')).toBeVisible();
    await maintainer.goto(`/maintain/${slug}`);
  });

  await test.step('a researcher is shown the line of a faulty file before anything is sent', async () => {
    await researcher.goto(`/benchmarks/${slug}/submit`);
    await researcher
      .locator('input[type=file]')
      .setInputFiles(file('p.csv', predictions.replace('fruit002,', 'fruit0O2,')));
    await expect(researcher.getByText(/fruit0O2/).first()).toBeVisible();
    await expect(researcher.getByTestId('findings')).toContainText('4');
    await expect(researcher.getByRole('button', { name: /^Submit \(uses/ })).toBeDisabled();
  });

  await test.step('a valid file gives a receipt, and the score appears without a reload', async () => {
    await researcher.locator('input[type=file]').setInputFiles(file('p.csv', predictions));
    await researcher.getByLabel('Name').fill('Three of four');
    await researcher.getByText('Code, weights, training data').click();
    await researcher.getByLabel('Code', { exact: true }).selectOption('open');
    await researcher.getByLabel('Training cut-off').fill('2026-02');
    await researcher.getByLabel('Parameters').fill('1,200');
    await researcher.getByLabel('Link to the code').fill('http://example.org/code');
    await researcher.getByLabel('Notes').fill('Seen by the team.');
    await researcher.getByRole('button', { name: /^Submit \(uses/ }).click();
    await expect(researcher.getByTestId('field-fault')).toContainText('https://');
    await expect(researcher.getByLabel('Training cut-off')).toHaveValue('2026-02');
    await researcher.getByLabel('Link to the code').fill('https://example.org/code');
    await researcher.getByRole('button', { name: /^Submit \(uses/ }).click();
    await expect(researcher.getByRole('heading', { name: /receipt/i })).toBeVisible();
    // Two texts change without a reload: the one beside the receipt, and the list below.
    await expect(researcher.getByText('It is scored. Your feedback is below')).toBeVisible({
      timeout: 60_000,
    });
    await expect(researcher.getByTestId('newest-feedback')).toContainText(/\d \([\d.]+–[\d.]+\)/);
    await researcher.getByRole('link', { name: 'See the feedback' }).click();
    await expect(researcher.getByTestId('verdict')).toContainText(/\d \([\d.]+–[\d.]+\)/);
  });

  await test.step('a worse version sent later does not count, and its page says so, and lets the team choose it', async () => {
    const regionOf = (name: string) => researcher.getByRole('region', { name });
    await expect(regionOf('Is it better than my current best?')).toContainText('first reported score');
    await expect(researcher.getByTestId('left')).toContainText('18 of 19');
    await regionOf('What do I have left?').getByRole('link', { name: 'Submit another version' }).click();
    await researcher.locator('input[type=file]').setInputFiles(file('worse.csv', worsePredictions));
    await researcher.getByLabel('Name').fill('Three of four');
    await researcher.getByLabel('Version').fill('2');
    await researcher.getByRole('button', { name: /^Submit \(uses/ }).click();
    await researcher.getByRole('link', { name: 'See the feedback' }).click();
    await expect(regionOf('Is it better than my current best?')).toContainText(
      'is worse than that of version',
    );
    // The number of remaining submissions changes at once, before a reload.
    await expect(researcher.getByTestId('left')).toContainText('17 of 19');
    const counts = regionOf('What counts now?');
    await expect(counts).toContainText('Version 1 counts for Three of four.');
    await counts.getByRole('radio', { name: /^Version 2, this one/ }).check();
    await counts.getByRole('button', { name: 'Save choice' }).click();
    await expect(counts).toContainText('this one, counts for Three of four because you chose it.');
    await counts.getByRole('radio', { name: 'The best reported score' }).check();
    await counts.getByRole('button', { name: 'Save choice' }).click();
    await expect(counts).toContainText('Version 1 counts for Three of four.');
  });

  await test.step('the public sees a provisional table, and after the close the official ranking', async () => {
    await page.goto(`/benchmarks/${slug}`);
    await expect(page.locator('main')).toContainText(/provisional/i);
    await expect(page.getByText('Three of four').first()).toBeVisible();
    await maintainer.reload();
    await maintainer.getByLabel('Reason').fill('March is over');
    await maintainer.locator('input[name=confirmed]').check();
    await maintainer.getByRole('button', { name: 'Close March again now' }).click();
    await expect(async () => {
      await page.goto(`/benchmarks/${slug}`);
      await expect(page.getByTestId('ranking-row').first()).toContainText('Three of four', {
        timeout: 1_000,
      });
      await expect(page.locator('main')).toContainText(/official ranking/i, { timeout: 1_000 });
    }).toPass();
    await expect(page.locator('main script')).toHaveCount(0);
    await page.getByRole('navigation').getByRole('link', { name: 'Data', exact: true }).click();
    await expect(page.locator('main b, main strong').filter({ hasText: 'ripe' }).first()).toBeVisible();
  });

  await test.step('the row shows the team’s disclosure, filters find it, and the model’s page has all of it', async () => {
    const row = page.getByTestId('ranking-row');
    await expect(async () => {
      await page.goto(`/benchmarks/${slug}?columns=openness`);
      await expect(row.getByRole('img', { name: /^code open, weights undisclosed/ })).toBeVisible({
        timeout: 500,
      });
    }).toPass();
    const filter = page.getByTestId('ranking-filter');
    await filter.getByText('Columns', { exact: true }).click();
    await filter.getByRole('checkbox', { name: 'Code open' }).check();
    await filter.getByRole('button', { name: 'Apply' }).click();
    await expect(page).toHaveURL(/open=code/);
    await expect(row).toHaveCount(1);
    await filter.getByText('Columns', { exact: true }).click();
    await filter.getByRole('checkbox', { name: 'Weights open' }).check();
    await filter.getByRole('button', { name: 'Apply' }).click();
    await expect(page).toHaveURL(/open=code&open=weights/);
    await expect(row).toHaveCount(0);
    await filter.getByRole('link', { name: 'Show all' }).click();
    await row.getByRole('link', { name: 'Three of four' }).click();
    await expect(page.getByRole('heading', { name: 'Three of four', level: 1 })).toBeVisible();
    const disclosure = page.getByTestId('disclosure');
    await expect(disclosure).toContainText('2026-02');
    await expect(disclosure).toContainText('1,200');
    const link = disclosure.getByRole('link', { name: 'example.org' });
    await expect(link).toHaveAttribute('href', 'https://example.org/code');
    await expect(link).toHaveAttribute('rel', 'nofollow noopener');
    await expect(page.locator('main')).toContainText('with the reveal');
    await expect(page.locator('main')).not.toContainText('Seen by the team.');
  });
});
