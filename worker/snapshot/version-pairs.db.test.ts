import { beforeAll, describe, expect, it } from 'vitest';
import type { SystemView } from '@/lib/contracts/system';
import { createRng } from '@/lib/core/statistics/rng';
import type { Actor } from '@/services/access/caller';
import { findModel } from '@/services/publication/find-model';
import { findSystem } from '@/services/publication/find-system';
import { makeBenchmark, makeOpenRound, openNextRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitAutomatic, submitModel } from '@/testing/submit-model';
import { awaitFinal, closeAndRank } from '@/testing/submit-predictions';
import { acceptsTinyModels, thresholdModel } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';

/**
 * Makes a round of 100 items with differences b − a from −.495 to .495. The label is yes above .1 in round 1,
 * above .2 in round 2, above .3 in round 3, and wrong on the twenty items below −.3, so that a model version
 * made for the round scores 80, and one made for the round before scores 70.
 */
const driftingTestSet = (round: number): string => {
  const rng = createRng(`drifting ${round}`);
  const shuffled = Array.from({ length: 100 }, (_, i) => ({ i, at: rng.nextUnit() })).sort(
    (a, b) => a.at - b.at,
  );
  const rows = shuffled.map(({ i }, place) => {
    const difference = (i + 0.5) / 100 - 0.5;
    const isYes = difference > round / 10 || difference < -0.3;
    // Adds the round's number to both inputs, which keeps their difference: no test set may repeat another's
    // items.
    return [`r${round}-${place}`, round, round + difference, isYes ? 'yes' : 'no'].join(',');
  });
  return ['id,a,b,label', ...rows, ''].join('\n');
};

describe('model with a new version for each round of a benchmark whose data drift', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  let slug: string;
  let system: SystemView;

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer, {
      ...acceptsTinyModels,
      ...{ feedback_policy: 'final-only', feedback_share: 0 },
    });
    const send = async (person: Actor, model: string, version: string, threshold: number) =>
      awaitFinal(
        person,
        unwrap(await submitModel(person, slug, thresholdModel(threshold), { model, version })).id,
      );
    const person = await makePerson(site);
    for (const round of [1, 2, 3]) {
      await (round === 1 ? makeOpenRound : openNextRound)(maintainer, slug, driftingTestSet(round));
      await awaitAutomatic(site, slug, round, round - 1);
      await send(person, 'Monthly', `v${round}`, round / 10);
    }
    await send(await makePerson(site), 'Alone', '1', 0.05);
    await closeAndRank(maintainer, slug, 3);
    system = unwrap(await findSystem(slug, 'monthly'));
  });

  // Expected half widths by Bonett & Price 2012: with 10 and 20 of 100 items gained and none lost, .0638 and
  // .0817.
  it('gains ten points in each round over its first version, with paired intervals', () => {
    expect(system).toMatchObject({ first: 'v1', verdict: null, rounds_needed: 5 });
    expect(
      system.gains.map(({ round, version, difference, interval, is_significant }) => [
        ...[round, version, difference, interval, is_significant],
      ]),
    ).toEqual([
      [2, 'v2', 0.1, { lower: 0.036, upper: 0.164 }, true],
      [3, 'v3', 0.2, { lower: 0.118, upper: 0.282 }, true],
    ]);
    // Half width of the mean of two gains: √(.064² + .082²)/2 = .0520.
    expect(system.mean_gain).toEqual({
      ...{ difference: 0.15, interval: { lower: 0.098, upper: 0.202 }, rounds: 2, unit: 'items' },
    });
  });

  it('loses ten points for each round by which its version is older', () => {
    expect(system.ages.map(({ age, difference, rounds }) => [age, difference, rounds])).toEqual([
      [1, -0.1, 2],
      [2, -0.2, 1],
    ]);
  });

  it('shows when each version was frozen, with its scores by age', () => {
    expect(system.versions.map(({ version }) => version)).toEqual(['v3', 'v2', 'v1']);
    const [, second, first] = system.versions;
    expect(first!.scores.map(({ age, score, counts }) => [age, score, counts])).toEqual([
      [0, 0.8, true],
      [1, 0.7, false],
      [2, 0.6, false],
    ]);
    expect(first!.frozen_at! < second!.frozen_at!).toBe(true);
  });

  it('has no page of its versions if only one version has been ranked', async () => {
    expect((await findModel(slug, 'alone')).ok).toBe(true);
    expect(await findSystem(slug, 'alone')).toMatchObject({ error: { kind: 'not_found' } });
  });
});
