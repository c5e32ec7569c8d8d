import { beforeAll, describe, expect, it } from 'vitest';
import { findBenchmark } from '@/services/benchmark/view';
import { findDryRun } from '@/services/dry-run/dry-run';
import { revealRound } from '@/services/round/openings';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { sendDryRun } from '@/testing/send-dry-run';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { closeAndRank } from '@/testing/submit-predictions';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

describe('benchmark that accepts models and has no public sample', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  let slug: string;
  beforeAll(async () => {
    slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, model_sample: null, inputs: 'hidden' });
  });

  const readSample = async () => unwrap(await findBenchmark(null, slug)).model_sample;

  async function tryModel(): Promise<{ count: number | null; message: string | null }> {
    const person = await makePerson(site);
    const { id } = unwrap(await sendDryRun(person, slug, softmaxModel(1)));
    return waitUntil(async () => {
      const run = unwrap(await findDryRun(person, id));
      return run.state === 'passed' && { count: run.sample_count, message: run.message };
    });
  }

  async function reveal(number: number, from: number): Promise<void> {
    await makeOpenRound(maintainer, slug, tinyTestSet(number, from));
    await closeAndRank(maintainer, slug, number);
    expect(await readSample(), 'hidden until the reveal').toEqual(number === 1 ? null : expect.anything());
    expect(unwrap(await revealRound(maintainer, slug, number)).state).toBe('revealed');
  }

  it('gets the first items of its first revealed round as public sample, and keeps that sample after the next reveal', async () => {
    expect(await tryModel()).toEqual({ count: null, message: expect.stringContaining('made-up item') });
    await reveal(1, 0);
    const sample = await readSample();
    expect(sample).toHaveLength(20);
    const ofRound = tinyTestSet(1)
      .split('\n')
      .map((line) => line.split(','));
    for (const item of sample!) {
      expect(Object.keys(item)).toEqual(['a', 'b']);
      expect(ofRound.some(([, a, b]) => JSON.stringify(item) === JSON.stringify({ a, b }))).toBe(true);
    }
    expect(await tryModel()).toEqual({
      count: 20,
      message: expect.stringContaining('items: 20'),
    });
    await reveal(2, 5);
    expect(await readSample()).toEqual(sample);
  });

  it('can’t get a sample before a round is revealed, or a second sample: the database refuses both', async () => {
    const hidden = await makeBenchmark(maintainer, { ...acceptsTinyModels, model_sample: null });
    await makeOpenRound(maintainer, hidden, tinyTestSet(1));
    for (const of of [hidden, slug])
      await expect(
        site.superuser`update benchmarks set model_sample = '[{"a":9,"b":9}]' where slug = ${of}`,
      ).rejects.toMatchObject({ constraint_name: 'benchmarks_sample_is_given_once' });
  });
});
