import { drawNormal } from '../../statistics/draw-normal';
import { computeUpperTail } from '../../statistics/normal-distribution';
import { computeRankIntervals } from '../../statistics/rank-intervals';
import { createRng } from '../../statistics/rng';
import { findTiedOfVersion4 } from '../versions/version-4/find-tied';

/** What a rule of ties does to models with independent scores of one standard error each. */
export type BandMeasure = {
  /** The share of rounds of equal models in which one stands outside, though all are truly best. */
  readonly outside: number;
  /** How many are tied, on average, where true scores lie at even steps over eight standard errors. */
  readonly size: number;
};

type Rule = 'rank-interval' | 'no-worse-than-leader';

/** The same of one round. */
export type DrawnBand = { readonly isOutside: boolean; readonly size: number };

export const drawBand = (models: number, round: number, rule: Rule): DrawnBand => ({
  isOutside: drawTied(`equal ${models} ${round}`, models, 0, rule) < models,
  size: drawTied(`steps ${models} ${round}`, models, 8, rule),
});

export const summariseBands = (bands: readonly DrawnBand[]): BandMeasure => ({
  outside: bands.filter(({ isOutside }) => isOutside).length / bands.length,
  size: bands.reduce((sum, { size }) => sum + size, 0) / bands.length,
});

export const measureBand = (models: number, rounds: number, rule: Rule): BandMeasure =>
  summariseBands(Array.from({ length: rounds }, (_, round) => drawBand(models, round, rule)));

function drawTied(seed: string, models: number, span: number, rule: Rule): number {
  const rng = createRng(seed);
  const scores = Array.from({ length: models }, (_, i) => drawNormal(rng) + (span * i) / (models - 1));
  const compared = {
    scores,
    direction: 'higher' as const,
    computePairP: (i: number, j: number) =>
      Math.min(1, 2 * computeUpperTail(Math.abs(scores[i]! - scores[j]!) / Math.SQRT2)),
  };
  if (rule === 'no-worse-than-leader') return findTiedOfVersion4(compared).size;
  return computeRankIntervals(compared).filter((interval) => interval?.isTiedWithLeader).length;
}
