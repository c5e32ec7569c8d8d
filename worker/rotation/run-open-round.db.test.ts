import { describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { makeBenchmark, makeOpenRound, makeSealedRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { repetitions } from '@/testing/stress';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { runOpenRound } from './run-open-round';

describe('opening a round', () => {
  const site = provideSiteWithScorer();

  it('opens exactly one of two rounds of a benchmark whose jobs race, repeatedly', async () => {
    const maintainer = await makePerson(site);
    for (let time = 0; time < repetitions(2, 20); time++) {
      const slug = await makeBenchmark(maintainer);
      const testSet = formatTestSet(makeBinaryItems(10));
      for (let round = 0; round < 2; round++) await makeSealedRound(maintainer, slug, testSet);
      const states = () => site.superuser<{ roundId: string; state: string }[]>`
        select round_id as "roundId", state from rounds join benchmarks using (benchmark_id) where slug = ${slug} order by state`;
      const jobs = (await states()).map(({ roundId }) =>
        runOpenRound(site.scorer, { roundId, closesAt: null }),
      );
      // The losing job violates a constraint or finds the other round open; it is tried again, and then does
      // nothing.
      await Promise.allSettled(jobs);
      for (const { roundId } of await states()) await runOpenRound(site.scorer, { roundId, closesAt: null });
      expect((await states()).map(({ state }) => state)).toEqual(['sealed', 'open']);
    }
  });

  it('writes no inputs of a round that can’t open beside another open one', async () => {
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer);
    const testSet = formatTestSet(makeBinaryItems(10));
    await makeOpenRound(maintainer, slug, testSet);
    const waiting = await makeSealedRound(maintainer, slug, testSet);
    const [{ roundId } = { roundId: '' }] = await site.superuser<{ roundId: string }[]>`
      select round_id as "roundId" from rounds join benchmarks using (benchmark_id)
      where slug = ${slug} and number = ${waiting}`;
    await runOpenRound(site.scorer, { roundId, closesAt: null });
    expect(await site.web.objects.has(objectKeys.inputs(roundId))).toBe(false);
  });
});
