import { computeUpperTail, drawNormal } from '../../statistics/normal-distribution';
import { computeRankIntervals } from '../../statistics/rank-intervals';
import { createRng } from '../../statistics/rng';

/** How well the rule for statistical ties for first works, for models with independent scores and equal standard errors. */
export type BandMeasure = {
  /** Share of rounds with equally good models in which at least one model isn't tied for first. */
  readonly outside: number;
  /** Mean number of models tied for first, where true scores are evenly spaced over eight standard errors. */
  readonly size: number;
};

/** The result of one simulated round for `BandMeasure`. */
export type DrawnBand = { readonly isOutside: boolean; readonly size: number };

export const drawBand = (models: number, round: number): DrawnBand => ({
  isOutside: drawTied(`equal ${models} ${round}`, models, 0) < models,
  size: drawTied(`steps ${models} ${round}`, models, 8),
});

export const summariseBands = (bands: readonly DrawnBand[]): BandMeasure => ({
  outside: bands.filter(({ isOutside }) => isOutside).length / bands.length,
  size: bands.reduce((sum, { size }) => sum + size, 0) / bands.length,
});

export const measureBand = (models: number, rounds: number): BandMeasure =>
  summariseBands(Array.from({ length: rounds }, (_, round) => drawBand(models, round)));

function drawTied(seed: string, models: number, span: number): number {
  const rng = createRng(seed);
  const scores = Array.from({ length: models }, (_, i) => drawNormal(rng) + (span * i) / (models - 1));
  const compared = {
    scores,
    direction: 'higher' as const,
    computePairP: (i: number, j: number) =>
      Math.min(1, 2 * computeUpperTail(Math.abs(scores[i]! - scores[j]!) / Math.SQRT2)),
  };
  return computeRankIntervals(compared).filter((interval) => interval?.isTiedWithLeader).length;
}
