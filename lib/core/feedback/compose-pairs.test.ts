import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listTied } from '@/app/_ui/ranking/describe-ranking';
import {
  asModelComparison,
  computeDifferenceInterval,
  decodePair,
  offsetOfPair,
  type PairVerdict,
} from '../leaderboard/pair-codes';
import { metricByName } from '../metrics/metric-name';
import { createRegressionScorable } from '../metrics/scorable/scorable';
import { comparePairs } from '../statistics/compare-pairs';
import { drawNormal } from '../statistics/normal-distribution';
import { createRng } from '../statistics/rng';
import {
  composeOfficialLeaderboard,
  composePairs,
  type RankedModel,
  type RoundScoring,
} from './compose-leaderboard';
import { publishedNumber } from './rounding';
import { makeRankedModel } from './testing/make-ranked-model';

const round: RoundScoring = {
  metric: 'accuracy',
  direction: 'higher',
  policy: 'exact',
  itemCount: { feedback: 0, final: 300 },
};

const aModel = (name: string, score: number | null, kind: RankedModel['kind'] = 'entry') =>
  makeRankedModel(name, score === null ? null : { score, interval: null }, { kind });

/**
 * Composes the leaderboard of a simulated round, in which the models' skills are so close that only some pairs differ
 * significantly.
 */
function drawTable(seed: string, { models: count, n }: { models: number; n: number }) {
  const rng = createRng(seed);
  const difficulty = Float64Array.from({ length: n }, rng.nextUnit);
  const values = Array.from({ length: count }, (_, model) =>
    difficulty.map((hard) => (rng.nextUnit() < 0.98 - 0.3 * hard - (0.35 * model) / count ? 1 : 0)),
  );
  const models = values.map((hits, i) =>
    aModel(`m${i}`, hits.reduce((sum, hit) => sum + hit, 0) / n, i % 5 === 4 ? 'host' : 'entry'),
  );
  const comparison = asModelComparison({ name: 'mcnemar' }, comparePairs({ name: 'mcnemar' }, values));
  const leaderboard = composeOfficialLeaderboard(round, models, comparison);
  return { leaderboard, pairs: composePairs(leaderboard, models, comparison) };
}

const pairOf = ({ codes }: { codes: Uint8Array }, i: number, j: number): PairVerdict => {
  const at = offsetOfPair(Math.min(i, j), Math.max(i, j));
  return decodePair(codes[at]! | (codes[at + 1]! << 8));
};

describe('pairwise tests of a ranking', () => {
  it('never contradict the ranking’s rank intervals, its ties for first, or the intervals of differences', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: 5, max: 600 }),
        (seed, models, n) => {
          const { leaderboard, pairs } = drawTable(`table ${seed}`, { models, n });
          const ranked = leaderboard.entries.filter(({ rank }) => rank !== null);
          expect(pairs.rowCount).toBe(ranked.length);
          let tied = 0;
          ranked.forEach((entry, i) => {
            const others = ranked.flatMap((other, j) =>
              i === j ? [] : [{ other, pair: pairOf(pairs, i, j) }],
            );
            const isBefore = ({ other }: { other: typeof entry }) => other.rank! < entry.rank!;
            const significant = others.filter(({ pair }) => pair.isSignificant);
            expect(entry.rank_lower).toBe(1 + significant.filter(isBefore).length);
            expect(entry.rank_upper).toBe(ranked.length - significant.filter((one) => !isBefore(one)).length);
            if (!significant.some(isBefore)) tied++;
            for (const { other, pair } of others) {
              const difference = publishedNumber('accuracy', entry.score - other.score);
              const interval = computeDifferenceInterval(difference, pair, [0, 1]);
              if (pair.isSignificant) {
                expect(pair.isSignificantAlone).toBe(true);
                expect(difference).not.toBe(0);
                expect(difference > 0).toBe(entry.rank! < other.rank!);
                if (interval)
                  expect(difference > 0 ? interval.lower : -interval.upper).toBeGreaterThanOrEqual(0);
              }
              if (!pair.isSignificantAlone && interval)
                expect(interval.lower <= 0 && interval.upper >= 0).toBe(true);
            }
          });
          if (ranked.length > 0) expect(listTied(ranked).count).toBe(tied);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('have half widths in the unit of the metric, even where the test compares terms of the metric', () => {
    const rng = createRng('rmse');
    const labels = Float64Array.from({ length: 2000 }, () => drawNormal(rng));
    const files = [1, 1.05].map((sigma) => labels.map((label) => label + sigma * drawNormal(rng)));
    const widthOf = (metric: 'rmse' | 'r2') => {
      const scored = files.map((predicted) => createRegressionScorable({ labels, predicted }));
      const values = scored.map((s) => {
        const found = metricByName[metric].outcomes.compute(s);
        if (!found.ok) throw new Error(found.error.reason);
        return found.value;
      });
      const models = scored.map((s, i) => {
        const score = metricByName[metric].compute(s);
        return aModel(`m${i}`, score.ok ? score.value : null);
      });
      const test = { name: 'paired-t', degrees: 'items' } as const;
      const comparison = asModelComparison(test, comparePairs(test, values));
      const { direction } = metricByName[metric];
      const leaderboard = composeOfficialLeaderboard({ ...round, metric, direction }, models, comparison);
      return pairOf(composePairs(leaderboard, models, comparison), 0, 1).halfWidth!;
    };
    // Standard theory: the SE of the RMSE of normal errors is σ/√(2n), and two independent models with errors of σ = 1 and
    // 1.05 have a difference with √(1 + 1.05²) times that SE.
    const ofRmse = (1.96 * Math.sqrt(1 + 1.05 ** 2)) / Math.sqrt(2 * 2000);
    expect(widthOf('rmse') / ofRmse).toBeCloseTo(1, 0);
    expect(Math.abs(widthOf('rmse') / ofRmse - 1)).toBeLessThan(0.1);
    // R² = 1 − M/V, M the mean squared error and V = 1 the variance of the labels, so its SE is about 2σ times the SE of the
    // RMSE.
    expect(Math.abs(widthOf('r2') / (2 * 1.025 * ofRmse) - 1)).toBeLessThan(0.12);
  });

  it('change in outcome for fewer than one of five pairs when one label changes, if the models differ on 150 items', () => {
    let seen = 0;
    const draws = 400;
    for (let draw = 0; draw < draws; draw++) {
      const rng = createRng(`label ${draw}`);
      const n = 1000;
      const first = Float64Array.from({ length: n }, () => Number(rng.nextUnit() < 0.8));
      const second = first.map((hit) => (rng.nextUnit() < 0.15 ? 1 - hit : hit));
      const widthOf = (item: number | null) => {
        const other = second.map((hit, i) => (i === item ? 1 - hit : hit));
        return comparePairs({ name: 'mcnemar' }, [first, other]).halfWidthOf(0, 1)!.toPrecision(2);
      };
      if (widthOf(null) !== widthOf(Math.floor(rng.nextUnit() * n))) seen++;
    }
    expect(seen / draws).toBeLessThan(0.2);
  });
});
