import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { findTestEngine } from '@/testing/provide-containers';
import { writePerlLayer } from '@/worker/runner/container/testing/perl-image';
import { writeDockerArchive } from '@/worker/runner/container/testing/write-image';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';
import { apiOf, bodyOf, bringRound, createToken } from './site';

const slug = 'images-that-run';

const testSetOf = (round: number): string =>
  [
    'id,a,b,label',
    ...Array.from({ length: 60 }, (_, i) => {
      const [a, b] = [(i * 37 + round * 11) % 97, (i * 53 + round * 29) % 89];
      return `round-${round}-${i},${a},${b},${b > a !== (i % 6 === 0) ? 'yes' : 'no'}`;
    }),
    '',
  ].join('\n');

/**
 * An image whose program does this for each row of the inputs, with their numbers in $a and $b. Trained, it writes the number of
 * rounds that it read.
 */
async function imageOf(row: string): Promise<Buffer> {
  const code = `if (@ARGV && $ARGV[0] eq "train") {
      open R, "<", "/input/rounds.json" or die; my $count = () = join("", <R>) =~ /"round": /g;
      open M, ">", "/model/count" or die; print M $count; close M or die; print "read $count"; exit 0 }
    open I, "<", "/input/inputs.csv" or die; open O, ">", "/output/predictions.csv" or die;
    print O "id,prediction\\n"; <I>; while (<I>) { chomp; my ($id, $a, $b) = split /,/; ${row} } close O or die`;
  const config = { Entrypoint: ['/bin/perl', '-e', code, '--'] };
  return gzipSync(writeDockerArchive({ layers: [await writePerlLayer()], config }), { level: 1 });
}

async function choose(page: Page, content: string | Buffer): Promise<void> {
  await page.goto(`/benchmarks/${slug}/submit?kind=container`);
  const file = { name: 'mine.tar.gz', mimeType: 'application/gzip', buffer: Buffer.from(content) };
  await page.getByTestId('drop-zone').locator('input').setInputFiles(file);
}

test('a benchmark grants containers what they may use: an image fails on the sample, is mended, scored, evaluated in the next round, and trains itself', async ({
  researcher,
  request,
}) => {
  test.setTimeout(720_000);
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
        container_needs: { cores: 2, memory_mb: 1024, wall_seconds: 60, training_hours: 1 },
        model_sample: [
          { a: 1, b: 2 },
          { a: 7, b: 3 },
        ],
      }),
    );
    await bodyOf(
      await api.upload(`/benchmarks/${slug}/rounds`, 'test_set', { title: 'Round 1' }, testSetOf(1)),
    );
    await bringRound(api, `/benchmarks/${slug}/rounds/1`, 'seal');
    await bringRound(api, `/benchmarks/${slug}/rounds/1`, 'open');
  });

  await test.step('the rules say what a run may use, and the sample is the file that an image reads', async () => {
    await researcher.goto(`/benchmarks/${slug}/rules`);
    await expect(researcher.getByText('2 cores, 1 GB of memory, 1 minute')).toBeVisible();
    await expect(researcher.getByText('1 hour of training')).toBeVisible();
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

  test.skip(!(await findTestEngine('runsc')), 'this machine runs no containers');
  const send = async (file: Buffer, version: string) => {
    await choose(researcher, file);
    await researcher.getByLabel('Name', { exact: true }).fill('Larger of two, in a box');
    await researcher.getByLabel('Version', { exact: true }).fill(version);
    await researcher.getByLabel('It trains itself').check();
    await researcher.getByRole('button', { name: /^Submit \(uses/ }).click();
    await expect(researcher.getByRole('heading', { name: /receipt/i })).toBeVisible();
    await researcher
      .getByRole('link', { name: /^(Watch it being scored|See the feedback|See its page)$/ })
      .click();
  };

  await test.step('an image that fails on the public sample gets its program’s own words and uses no slot', async () => {
    await send(await imageOf('die "no such column: c"'), 'v1');
    await expect(researcher.getByText(/no such column: c/)).toBeVisible({ timeout: 60_000 });
    await expect(researcher.getByTestId('version-state')).toHaveText('refused');
    await expectAccessible(researcher);
  });

  await test.step('the mended image is scored', async () => {
    await send(await imageOf('print O $id, ",", ($b > $a ? "yes" : "no"), "\\n"'), 'v2');
    // A run that may take long is reported a minute after it began at the earliest.
    await expect(researcher.getByTestId('verdict')).toHaveText(/^(Improved|Scored)/, { timeout: 150_000 });
    await expect(researcher.getByTestId('version-state')).toHaveText('active');
    await expectAccessible(researcher);
  });

  await test.step('it stands in the next round, without an action by its team', async () => {
    await bodyOf(
      await api.upload(`/benchmarks/${slug}/rounds`, 'test_set', { title: 'Round 2' }, testSetOf(2)),
    );
    await bringRound(api, `/benchmarks/${slug}/rounds/2`, 'seal');
    await bodyOf(await api.post(`/benchmarks/${slug}/rounds/1/close`, { reason: 'It has run long enough' }));
    await bringRound(api, `/benchmarks/${slug}/rounds/2`, 'open');
    await bodyOf(await api.post(`/benchmarks/${slug}/rounds/2/close`, { reason: 'It has run long enough' }));
    await expect(async () => {
      await researcher.goto(`/benchmarks/${slug}/models/larger-of-two-in-a-box`);
      await expect(researcher.getByTestId('model-rounds')).toContainText('frozen before the round', {
        timeout: 1_000,
      });
    }).toPass({ timeout: 300_000 });
  });

  await test.step('revealed rounds train it, and its page tells how, and its team what it printed', async () => {
    await bodyOf(await api.post(`/benchmarks/${slug}/rounds/1/reveal`));
    await expect(async () => {
      await researcher.goto(`/benchmarks/${slug}/models/larger-of-two-in-a-box/system`);
      await expect(researcher.getByText('Version v2@1 was trained on round 1')).toBeVisible({
        timeout: 1_000,
      });
    }).toPass({ timeout: 300_000 });
    await expect(researcher.getByTestId('trainings')).toContainText('frozen before the next round');
    await researcher.getByText('Log after').click();
    await expect(researcher.getByText('read 1')).toBeVisible();
    await expectAccessible(researcher);
    const shown = await bodyOf<{ trainings: { version: string; rounds: number[] }[] }>(
      await api.get(`/benchmarks/${slug}/models/larger-of-two-in-a-box/system`),
    );
    expect(shown.trainings).toMatchObject([{ version: 'v2@1', rounds: [1] }]);
    expect(JSON.stringify(shown)).not.toContain('read 1');
  });
});
