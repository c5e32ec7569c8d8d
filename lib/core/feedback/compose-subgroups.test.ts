import { describe, expect, it } from 'vitest';
import { asModelComparison, decodePair, offsetOfPair } from '../leaderboard/pair-codes';
import { comparePairs } from '../statistics/compare-pairs';
import { adjustByHolm } from '../statistics/multiple-tests';
import { createRng } from '../statistics/rng';
import { composeOfficialLeaderboard, type RankedModel, type RoundScoring } from './compose-leaderboard';
import { composeProvisionalLeaderboard } from './compose-provisional-leaderboard';
import { composeSubgroups, type ScoredSlice } from './compose-subgroups';
import { makeRankedModel } from './testing/make-ranked-model';

const round: RoundScoring = {
  metric: 'accuracy',
  direction: 'higher',
  policy: 'exact',
  itemCount: { feedback: 0, final: 600 },
};

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, hit) => sum + hit, 0) / values.length;

const estimate = (score: number) => ({ score, interval: null });

const aModel = (name: string, score: number, kind: RankedModel['kind'] = 'entry') =>
  makeRankedModel(name, estimate(score), { kind });

/** Simulates three models and a baseline on twelve slices of fifty items, of which the last two slices are not published. */
function drawSubgroups(seed: string, hiddenSkill = 0.5) {
  const rng = createRng(seed);
  const skills = [0.9, 0.8, 0.75, 0.5];
  const hits = Array.from({ length: 12 }, (_, s) =>
    skills.map((skill) =>
      Float64Array.from({ length: 50 }, () => (rng.nextUnit() < (s < 10 ? skill : hiddenSkill) ? 1 : 0)),
    ),
  );
  const models = skills.map((skill, m) => aModel(`m${m}`, skill, m === 3 ? 'baseline' : 'entry'));
  const test = { name: 'mcnemar' } as const;
  const slices = hits.map(
    (values, s): ScoredSlice => ({
      column: 'region',
      value: `r${s}`,
      state: s < 10 ? 'shown' : s === 10 ? 'withheld' : 'too_few',
      itemCount: 50,
      found: {
        estimates: values.map((of) => estimate(mean(of))),
        pairs: comparePairs(test, values.slice(0, 3)),
      },
    }),
  );
  const whole = comparePairs(
    test,
    skills.map((_, m) => Float64Array.from(hits.slice(0, 10).flatMap((of) => [...of[m]!]))),
  );
  const leaderboard = composeOfficialLeaderboard(round, models, asModelComparison(test, whole));
  const scored = {
    columns: [{ name: 'region', waits_for_reveal: false }],
    slices,
    compared: [0, 1, 2],
    test: test.name,
  };
  return { models, leaderboard, scored, slices, composed: composeSubgroups(leaderboard, models, scored) };
}

describe('published scores by slice', () => {
  it('contain the rounded score of every ranked model in each shown slice', () => {
    const { composed, slices } = drawSubgroups('digits');
    const { ranking } = composed;
    expect(ranking.models.map(({ model, is_ranked }) => [model, is_ranked])).toEqual([
      ['m0', true],
      ['m1', true],
      ['m2', true],
      ['m3', false],
    ]);
    expect(ranking.slices).toHaveLength(12);
    for (const [s, { scores, state }] of ranking.slices.entries()) {
      if (state !== 'shown') expect(scores).toEqual([]);
      else
        expect(scores.map((score) => score?.[0])).toEqual(
          slices[s]!.found!.estimates.map((of) => Number(of!.score.toFixed(4))),
        );
    }
  });

  it('don’t depend on the scores of slices that aren’t published', () => {
    const of = (skill: number) => {
      const { composed } = drawSubgroups('hidden', skill);
      return [JSON.stringify(composed.ranking), Buffer.from(composed.pairs.codes).toString('hex')];
    };
    expect(of(0.1)).toEqual(of(0.9));
  });

  it('mark significant differences of two models with Holm’s correction over the shown slices', () => {
    let markedCount = 0;
    for (const seed of ['one', 'two', 'three', 'four']) {
      const { composed, slices } = drawSubgroups(seed);
      const { codes, rowCount, shownCount } = composed.pairs;
      expect([rowCount, shownCount, codes.length]).toEqual([3, 10, 10 * 3 * 2]);
      for (const [i, j] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const) {
        const pValues = Float64Array.from(slices.slice(0, 10), ({ found }) => found!.pairs.pOf(i, j));
        const adjusted = adjustByHolm(pValues);
        for (let s = 0; s < shownCount; s++) {
          const at = s * rowCount * (rowCount - 1) + offsetOfPair(i, j);
          const verdict = decodePair(codes[at]! + 256 * codes[at + 1]!);
          expect(verdict.isSignificant).toBe(adjusted[s]! <= 0.05);
          expect(verdict.isSignificantAlone).toBe(pValues[s]! <= 0.05);
          if (verdict.isSignificant) markedCount++;
        }
      }
    }
    expect(markedCount).toBeGreaterThan(0);
  });

  it('cause an error when composed for the leaderboard of an open round', () => {
    const { models, scored } = drawSubgroups('open');
    expect(() => composeSubgroups(composeProvisionalLeaderboard(round, 0, []), models, scored)).toThrow(
      RangeError,
    );
  });
});
