import type { Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';
import { apiOf, bodyOf, bringRound, createToken } from './site';

const slug = 'images-that-run';

const testSet = [
  'id,a,b,label',
  ...Array.from({ length: 60 }, (_, i) => {
    const [a, b] = [(i * 37 + 11) % 97, (i * 53 + 29) % 89];
    return `round-1-${i},${a},${b},${b > a !== (i % 6 === 0) ? 'yes' : 'no'}`;
  }),
  '',
].join('\n');

async function choose(page: Page, content: string): Promise<void> {
  await page.goto(`/benchmarks/${slug}/submit?kind=container`);
  const file = { name: 'mine.tar.gz', mimeType: 'application/gzip', buffer: Buffer.from(content) };
  await page.getByTestId('drop-zone').locator('input').setInputFiles(file);
}

test('a benchmark grants containers what they may use, and takes an image by its page', async ({
  researcher,
  request,
}) => {
  const api = apiOf(request, await createToken('images-maintainer@example.org', 'Images Maintainer'));

  await test.step('a maintainer opens a round with hidden inputs', async () => {
    await bodyOf(
      await api.post('/benchmarks', {
        slug,
        title: 'Images that run',
        task: 'binary',
        classes: ['no', 'yes'],
        metric: 'accuracy',
        accepts: ['container'],
        inputs: 'hidden',
        container_needs: { cores: 2, memory_mb: 1024, wall_seconds: 60 },
        model_sample: [
          { a: 1, b: 2 },
          { a: 7, b: 3 },
        ],
      }),
    );
    await bodyOf(await api.upload(`/benchmarks/${slug}/rounds`, 'test_set', { title: 'Round 1' }, testSet));
    await bringRound(api, `/benchmarks/${slug}/rounds/1`, 'seal');
    await bringRound(api, `/benchmarks/${slug}/rounds/1`, 'open');
  });

  await test.step('the rules say what a run may use, and the sample is the file that an image reads', async () => {
    await researcher.goto(`/benchmarks/${slug}/rules`);
    await expect(researcher.getByText('2 cores, 1 GB of memory, 1 minute')).toBeVisible();
    await expectAccessible(researcher);
    const sample = await request.get(`/api/v1/benchmarks/${slug}/model-sample`);
    expect(await sample.text()).toBe('id,a,b\nsample-1,1,2\nsample-2,7,3\n');
  });

  await test.step('the form stops an empty file, and offers to try another one', async () => {
    await choose(researcher, '');
    await expect(researcher.getByTestId('findings')).toContainText('docker save');
    await expect(researcher.getByRole('button', { name: 'Only check' })).toBeDisabled();
    await choose(researcher, 'not an image, which the site finds when it runs it');
    await expect(researcher.getByText('checked on the site')).toBeVisible();
    await expect(researcher.getByRole('button', { name: 'Only check' })).toBeEnabled();
    await expectAccessible(researcher);
  });

  await test.step('the image gets a receipt', async () => {
    await researcher.getByLabel('Name', { exact: true }).fill('Larger of two, in a box');
    await researcher.getByRole('button', { name: /^Submit \(uses/ }).click();
    await expect(researcher.getByRole('heading', { name: /receipt/i })).toBeVisible();
  });
});
