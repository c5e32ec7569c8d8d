import type { Page } from '@playwright/test';
import {
  attribute,
  dataTypes,
  floatTensor,
  model,
  node,
  tensorType,
  valueInfo,
} from '@/lib/core/onnx/testing/build-model';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';
import { apiOf, bodyOf, bringRound, createToken, until } from './site';

const slug = 'models-that-stand';
const itemCount = 60;

const testSetOf = (round: number): string => {
  const rows = Array.from({ length: itemCount }, (_, i) => {
    const [a, b] = [(i * 37 + round * 11) % 97, (i * 53 + round * 29) % 89];
    return `round-${round}-${i},${a},${b},${b > a !== (i % 6 === 0) ? 'yes' : 'no'}`;
  });
  return ['id,a,b,label', ...rows, ''].join('\n');
};

const column = (name: string) => valueInfo(name, tensorType(dataTypes.float32, ['N', 2]));
const of = (nodes: Uint8Array[], initializers: Uint8Array[] = []) =>
  model({ nodes, initializers, inputs: [column('x')], outputs: [column('y')] });
const softmaxOf = (name: string) => node('Softmax', [name], ['y'], [attribute.integer('axis', 1)]);

/** A model that predicts yes where b > a. */
const good = of([softmaxOf('x')]);
const looping = of([node('Loop', ['', '', 'x'], ['y'], [])]);
/** Passes the checks, and reads an index outside its table. */
const outOfBounds = of(
  [
    node('Cast', ['x'], ['i'], [attribute.integer('to', dataTypes.int64)]),
    node('Gather', ['t', 'i'], ['g']),
    softmaxOf('g'),
  ],
  [floatTensor('t', [1], [0])],
);

async function choose(page: Page, bytes: Uint8Array, version: string): Promise<void> {
  await page.goto(`/benchmarks/${slug}/submit`);
  const buffer = Buffer.from(bytes);
  await page.getByTestId('drop-zone').locator('input').setInputFiles({
    name: 'model.onnx',
    mimeType: 'application/octet-stream',
    buffer,
  });
  await page.getByLabel('Name', { exact: true }).fill('Larger of two');
  await page.getByLabel('Version', { exact: true }).fill(version);
}

/** Submits the chosen model, and follows the link to the submission's page. */
async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Submit \(uses/ }).click();
  await expect(page.getByRole('heading', { name: /receipt/i })).toBeVisible();
  await page.getByRole('link', { name: /^(Watch it being scored|See the feedback|See its page)$/ }).click();
}

test('a model is refused with reasons, fixed, scored, and scored again automatically on the next round', async ({
  researcher,
  rival,
  request,
}) => {
  const api = apiOf(request, await createToken('models-maintainer@example.org', 'Models Maintainer'));
  const sealRound = async (number: number) => {
    await bodyOf(
      await api.upload(
        `/benchmarks/${slug}/rounds`,
        'test_set',
        { title: `Round ${number}` },
        testSetOf(number),
      ),
    );
    await bringRound(api, `/benchmarks/${slug}/rounds/${number}`, 'seal');
  };

  await test.step('a maintainer opens a round with hidden inputs', async () => {
    const features = [
      { name: 'a', type: 'number' },
      { name: 'b', type: 'number' },
    ];
    await bodyOf(
      await api.post('/benchmarks', {
        slug,
        title: 'Models that stand',
        task: 'binary',
        classes: ['no', 'yes'],
        metric: 'accuracy',
        feedback_policy: 'exact',
        feedback_share: 0.4,
        accepts: ['onnx'],
        inputs: 'hidden',
        model_signature: {
          input: { kind: 'one-tensor', shape: [2], features },
          output: { kind: 'probabilities' },
        },
        model_sample: [
          { a: 1, b: 2 },
          { a: 7, b: 3 },
        ],
      }),
    );
    await sealRound(1);
    await bringRound(api, `/benchmarks/${slug}/rounds/1`, 'open');
    await sealRound(2);
  });

  await test.step('the page describes the stages of a model, its inputs, and how to export one', async () => {
    await researcher.goto(`/benchmarks/${slug}/submit`);
    await expect(researcher.getByTestId('model-steps').getByRole('listitem')).toHaveCount(5);
    await expect(researcher.getByTestId('model-sample').getByRole('row')).toHaveCount(3);
    await researcher.getByText('Export with scikit-learn').click();
    await expect(researcher.getByText('features = ["a", "b"]').first()).toBeVisible();
    await expectAccessible(researcher);
    const sample = await request.get(`/api/v1/benchmarks/${slug}/model-sample`);
    expect(await sample.text()).toBe('a,b\n1,2\n7,3\n');
  });

  await test.step('a model with a loop is stopped before it is sent, with the reason and the fix', async () => {
    await choose(researcher, looping, 'loop');
    await expect(researcher.getByTestId('findings')).toContainText('Loop');
    await expect(researcher.getByTestId('findings')).toContainText('unrolled');
    await expect(researcher.getByRole('button', { name: /^Submit \(uses/ })).toBeDisabled();
    await expectAccessible(researcher);
  });

  await test.step('a model that fails on the public sample can be tried in a dry run before it is sent, on the page and by the API', async () => {
    await choose(researcher, outOfBounds, 'v1');
    await researcher.getByRole('button', { name: 'Only check' }).click();
    // The first model of a site may wait until its sandbox has been attacked.
    await expect(researcher.getByTestId('findings')).toContainText('The runtime said');
    await expect(researcher.getByRole('button', { name: /^Submit \(uses/ })).toBeDisabled();
    await expectAccessible(researcher);
    await choose(researcher, good, 'v1');
    const response = researcher.waitForResponse(/dry_run=true$/);
    await researcher.getByRole('button', { name: 'Only check' }).click();
    const { links } = await (await response).json();
    await expect(researcher.getByTestId('findings')).toContainText('all 2 items of the public sample');
    await expect(researcher.getByRole('button', { name: 'Submit (uses 1 of 3 today)' })).toBeEnabled();
    await expectAccessible(researcher);

    await researcher.goto(links.page);
    await expect(researcher.getByTestId('dry-run-state')).toContainText('all 2 items');
    await expectAccessible(researcher);
    await rival.goto(links.page);
    await expect(rival.getByTestId('dry-run-state')).toHaveCount(0);
    const path = `/benchmarks/${slug}/submissions?dry_run=true`;
    const sent = await api.upload(path, 'file', { kind: 'onnx' }, looping);
    expect(sent.status()).toBe(202);
    const { id } = await sent.json();
    const over = await until(async () => {
      const seen = await bodyOf<{ state: string; message: string }>(await api.get(`/dry-runs/${id}`));
      return seen.state === 'rejected' && seen;
    });
    expect(over.message).toContain('Loop');
  });

  await test.step('a model that fails on the public sample gets the runtime’s error message and uses no slot', async () => {
    await choose(researcher, outOfBounds, 'v1');
    await send(researcher);
    await expect(researcher.getByText(/The runtime said: .*idx/)).toBeVisible();
    await expect(researcher.getByTestId('version-state')).toHaveText('refused');
  });

  await test.step('a valid model is scored', async () => {
    await choose(researcher, good, 'v2');
    // The failure on the sample used none of the day's three slots.
    await expect(researcher.getByRole('button', { name: 'Submit (uses 1 of 3 today)' })).toBeEnabled();
    await send(researcher);
    await expect(researcher.getByTestId('verdict')).toContainText(/\d \([\d.]+–[\d.]+\)/);
    await expect(researcher.getByTestId('version-state')).toHaveText('active');
    await expectAccessible(researcher);
  });

  await test.step('the next round scores the model again, without an action by its team', async () => {
    await bodyOf(await api.post(`/benchmarks/${slug}/rounds/1/close`, { reason: 'It has run long enough' }));
    await bringRound(api, `/benchmarks/${slug}/rounds/2`, 'open');
    const reference_entries = researcher.getByRole('row').filter({ hasText: `${slug}, round 2` });
    await expect(async () => {
      await researcher.goto('/submissions');
      await expect(reference_entries).toContainText('evaluated automatically, score on', { timeout: 1_000 });
    }).toPass();
    await reference_entries.getByRole('link', { name: 'Larger of two' }).click();
    await expect(researcher.locator('main')).toContainText('Evaluated automatically');
    await expect(researcher.locator('main')).toContainText('frozen before the round');
    await expect(researcher.getByTestId('verdict')).toHaveText('Evaluated automatically');
    await expectAccessible(researcher);
    await researcher.goto(`/benchmarks/${slug}/models/larger-of-two`);
    // The page shows no outcome of the automatic evaluation before the close.
    await expect(researcher.getByTestId('model-rounds')).not.toContainText('Round 2');
  });

  await test.step('the team retires the model version', async () => {
    await researcher.goto(`/benchmarks/${slug}/submit`);
    const row = researcher.getByTestId('versions').getByRole('row').filter({ hasText: 'version v2' });
    await row.getByText('Retire', { exact: true }).click();
    await row.getByRole('checkbox').check();
    await row.getByRole('button', { name: 'Retire version v2' }).click();
    await expect(row).toContainText('its scores stay');
    await expectAccessible(researcher);
  });

  await test.step('with the official ranking the model’s page says that the version was frozen before the round', async () => {
    await bodyOf(await api.post(`/benchmarks/${slug}/rounds/2/close`, { reason: 'It has run long enough' }));
    await expect(async () => {
      await researcher.goto(`/benchmarks/${slug}/models/larger-of-two`);
      await expect(researcher.getByTestId('model-rounds')).toContainText('frozen before the round', {
        timeout: 1_000,
      });
    }).toPass();
    await expectAccessible(researcher);
  });
});
