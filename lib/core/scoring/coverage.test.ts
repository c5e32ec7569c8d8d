import { describe, expect, it } from 'vitest';
import { sharesOf } from '@/research/bench/losses/draw-many-classes';
import { repetitions } from '@/testing/stress';
import { computeNormalCdf } from '../statistics/normal-distribution';
import type { Rng } from '../statistics/rng';
import { measureBand } from './testing/measure-band';
import {
  findTruth,
  measureCoverage,
  measureDifferences,
  measureSignificantPairs,
} from './testing/measure-intervals';
import {
  drawClasses,
  drawProbabilities,
  drawRankedScores,
  drawScoresOfClasses,
  drawTwoRegressions,
  groupsOf,
  onePlainModel,
} from './testing/simulate-samples';

const samples = repetitions(200, 4000);
/** Tolerance of a simulated share of `count` samples: three standard errors. */
const off = (share: number, count: number) => 3 * Math.sqrt((share * (1 - share)) / count);

const distance = 1.2;
const area = computeNormalCdf(distance / Math.SQRT2);
const scoresOf = (n: number, positives: number) => ({ ...onePlainModel, n, positives, distance });

describe('intervals, simulated', () => {
  // The third number of each row is the coverage that another program measured in its simulation (science-2 § 6).
  it.each([
    [100, 5, 0.919],
    [200, 10, 0.941],
    [500, 10, 0.942],
  ])(
    'cover the true AUC of %i items, %i of them positive, in a share of about %d of rounds or more',
    (n, positives, expected) => {
      const { covered } = measureCoverage('roc_auc', {
        name: `area ${n}`,
        draw: (rng) => drawRankedScores(rng, scoresOf(n, positives))[0]!,
        truth: area,
        samples,
      });
      expect(covered).toBeGreaterThan(expected - off(expected, samples));
    },
  );

  it('cover the true macro F1 of items in five groups in about 95 of 100 rounds', () => {
    const groups = 5;
    const setting = {
      ...onePlainModel,
      n: 100,
      positives: 30,
      groups,
      ofGroup: 0.2,
      right: [0.8, 0.7] as const,
    };
    const truth = findTruth(
      'macro_f1',
      (rng) => drawClasses(rng, { ...setting, n: 20_000, positives: 6000, groups: 1000 })[0]!,
    );
    const { covered } = measureCoverage('macro_f1', {
      name: 'groups',
      draw: (rng) => drawClasses(rng, setting)[0]!,
      groups: groupsOf(setting),
      truth,
      samples,
    });
    expect(covered).toBeGreaterThan(0.947 - off(0.947, samples));
  });

  // An interval computed only from the spread of the influences would cover the true value in 52 of 100 rounds.
  it('cover the true balanced accuracy with 5 % positives and few errors in about 95 of 100 rounds', () => {
    const setting = { ...onePlainModel, n: 300, positives: 15, right: [0.99, 0.97] as const };
    const { covered, unreliable } = measureCoverage('balanced_accuracy', {
      name: 'few errors',
      draw: (rng) => drawClasses(rng, setting)[0]!,
      truth: 0.98,
      samples,
    });
    expect(unreliable).toBe(0);
    expect(covered).toBeGreaterThan(0.93 - off(0.93, samples));
  });

  it('have a warning for a log loss with .3 % confident errors, where they rarely cover the true value', () => {
    const setting = { n: 300, spread: 0, confidentErrors: 0.003 };
    const measured = measureCoverage('log_loss', {
      name: 'confident errors',
      draw: (rng) => drawProbabilities(rng, setting),
      truth: findTruth('log_loss', (rng) => drawProbabilities(rng, { ...setting, n: 400_000 })),
      samples,
    });
    expect(measured.ofUnreliable.covered).toBeLessThan(0.8);
    expect(measured.ofReliable.count).toBeLessThan(0.02 * samples);
  });
});

describe('tests of pairs, simulated', () => {
  it('find a significant difference among eight equal models in fewer than 5 of 100 rounds, even with only ten positives', () => {
    const told = measureSignificantPairs('roc_auc', {
      name: 'pairs',
      draw: (rng) => drawRankedScores(rng, { ...scoresOf(500, 10), models: 8, shared: 0.5 }),
      rounds: repetitions(100, 2000),
    });
    expect(told).toBeLessThan(0.05);
  });
});

describe('tests of pairs by areas of several classes, simulated', () => {
  it.each([
    ['roc_auc', 5, 'skewed'],
    ['roc_auc', 10, 'alike'],
    ['average_precision', 3, 'skewed'],
  ] as const)(
    'find equal models significantly different by %s of %i classes, %s, in no more than 5 of 100 rounds',
    (metric, k, kind) => {
      const rounds = repetitions(50, 1000);
      const told = measureSignificantPairs(metric, {
        name: `several ${k} ${kind}`,
        draw: (rng) =>
          drawScoresOfClasses(rng, {
            n: 500,
            shares: sharesOf[k][kind],
            distances: [1.2, 1.2, 1.2, 1.2],
            shared: 0.5,
          }),
        rounds,
      });
      expect(told).toBeLessThanOrEqual(0.05 + off(0.05, rounds));
    },
  );
});

describe('set of models tied for first, simulated', () => {
  it('includes all of 30 equal models in more than 95 of 100 rounds', () => {
    const rounds = repetitions(300, 2000);
    const now = measureBand(30, rounds);
    expect(now.outside).toBeLessThan(0.05);
    expect(now.size).toBeGreaterThan(16.5);
    expect(now.size).toBeLessThan(18.5);
  });
});

describe('published intervals of paired differences, simulated', () => {
  const repeats = repetitions(60, 3000);
  const models = { models: 2, shared: 0.5 };
  const numbers = (sigmas: readonly [number, number]) => (rng: Rng) =>
    drawTwoRegressions(rng, { n: 300, sigmas, tail: 0 });

  it.each([
    [
      'accuracy',
      (rng: Rng) =>
        drawClasses(rng, { ...onePlainModel, ...models, n: 400, positives: 200, right: [0.8, 0.7] }),
      0,
    ],
    [
      'macro_f1',
      (rng: Rng) =>
        drawClasses(rng, { ...onePlainModel, ...models, n: 500, positives: 50, right: [0.95, 0.6] }),
      0,
    ],
    ['roc_auc', (rng: Rng) => drawRankedScores(rng, { ...scoresOf(500, 25), ...models }), 0],
    ['mae', numbers([1, 1.2]), -0.2 * Math.sqrt(2 / Math.PI)],
    ['rmse', numbers([1, 1.2]), -0.2],
    ['rmse', numbers([1, 1]), 0],
    ['r2', numbers([0.5, 0.7]), 0.7 ** 2 - 0.5 ** 2],
  ] as const)('of %s cover the true one in about 95 of 100 rounds', (metric, draw, truth) => {
    const { covered, hadInterval } = measureDifferences(metric, {
      name: `difference ${metric} ${truth}`,
      draw,
      truth,
      samples: repeats,
    });
    expect(hadInterval).toBeGreaterThan(0.97 - off(0.97, repeats));
    expect(covered).toBeGreaterThan(0.94 - off(0.94, repeats));
  });

  it('don’t exist in most rounds if a few large errors dominate the difference', () => {
    const heavy = measureDifferences('rmse', {
      name: 'heavy',
      draw: (rng) => drawTwoRegressions(rng, { n: 300, sigmas: [1, 1.2], tail: 1.2 }),
      truth: -0.2,
      samples: repeats,
    });
    expect(heavy.hadInterval).toBeLessThan(0.5);
  });
});
