import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/statistics/rng';
import { findPythonWith } from '@/testing/find-python';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { findTestEngine } from '@/testing/provide-containers';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { awaitFinal, closeAndRank } from '@/testing/submit-predictions';
import { unwrap } from '@/testing/unwrap';

const program = fileURLToPath(new URL('./testing/predict.py', import.meta.url));

const rng = createRng('scikit-learn');

/** Draws items from which a random forest learns much, but not all. */
function drawItems(name: string, count: number) {
  return Array.from({ length: count }, (_, i) => {
    const [a, b, c] = [rng.nextUnit(), rng.nextUnit(), rng.nextUnit()];
    const isYes = Math.sin(6 * a) + b * c + 0.5 * rng.nextUnit() > 0.7;
    return { id: `${name}-${i}`, inputs: [a, b, c].join(), label: isYes ? 'yes' : 'no' };
  });
}

type Item = ReturnType<typeof drawItems>[number];

const formatLabelled = (items: readonly Item[]): string =>
  ['id,a,b,c,label', ...items.map(({ id, inputs, label }) => `${id},${inputs},${label}`), ''].join('\n');

const formatInputs = (items: readonly Item[]): string =>
  ['id,a,b,c', ...items.map(({ id, inputs }) => `${id},${inputs}`), ''].join('\n');

/** Lets buildah build an image from Debian's packages only, since no test may need a registry. */
function buildImage(folder: string): Buffer {
  const [root, image] = [join(folder, 'root.tar'), join(folder, 'image.tar')];
  const sources = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list'].filter(existsSync);
  execFileSync(
    'mmdebstrap',
    [
      ...['--quiet', '--variant=essential', '--skip=output/dev', '--include=python3-sklearn'],
      ...['', root, ...sources.slice(0, 1)],
    ],
    { stdio: 'ignore' },
  );
  const buildah = (...words: string[]) =>
    execFileSync(
      'buildah',
      [
        ...['--storage-driver', 'vfs', '--root', join(folder, 'storage')],
        ...['--runroot', join(folder, 'run'), ...words],
      ],
      { encoding: 'utf8' },
    ).trim();
  const container = buildah('from', 'scratch');
  buildah('add', '--quiet', container, root, '/');
  buildah('copy', '--quiet', container, program, join(folder, 'train.csv'), '/app/');
  const words = [
    'python3',
    '/app/predict.py',
    '/app/train.csv',
    '/input/inputs.csv',
    '/output/predictions.csv',
  ];
  buildah('config', '--entrypoint', JSON.stringify(words), container);
  buildah('commit', '--quiet', container, 'predicts');
  buildah('push', '--quiet', 'predicts', `docker-archive:${image}:predicts`);
  return readFileSync(image);
}

describe('a scikit-learn image that buildah built from Debian', () => {
  const site = provideTestSite();
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-debian-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('gets the accuracy that its program has outside', async () => {
    const [training, round] = [drawItems('training', 300), drawItems('round', 400)];
    writeFileSync(join(folder, 'train.csv'), formatLabelled(training));
    writeFileSync(join(folder, 'inputs.csv'), formatInputs(round));
    const python = await findPythonWith('sklearn');
    if (!python) throw new Error('a test that should have been skipped');
    const outside = join(folder, 'predictions.csv');
    execFileSync(python, [program, join(folder, 'train.csv'), join(folder, 'inputs.csv'), outside]);
    const predicted = new Map(
      readFileSync(outside, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',') as [string, string]),
    );
    const accuracy = round.filter(({ id, label }) => predicted.get(id) === label).length / round.length;
    expect(accuracy).toBeGreaterThan(0.7);
    expect(accuracy).toBeLessThan(1);

    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer, {
      ...{ accepts: ['container'], inputs: 'hidden', feedback_policy: 'final-only', feedback_share: 0 },
      ...{ container_needs: {}, metric: 'accuracy' },
    });
    const engine = await findTestEngine('runsc');
    const scorer = await startTestScorer(site, { containers: engine });
    try {
      const number = await makeOpenRound(maintainer, slug, formatLabelled(round));
      const sender = await makePerson(site);
      const sent = { model: 'A forest', kind: 'container' } as const;
      const { id } = unwrap(await submitModel(sender, slug, buildImage(folder), sent));
      expect(await awaitFinal(sender, id)).toMatchObject({ state: 'scored' });
      const { entries } = await closeAndRank(maintainer, slug, number);
      expect(entries.map(({ model, score }) => [model, score])).toEqual([['A forest', accuracy]]);
    } finally {
      await scorer.stop();
    }
  });
});
