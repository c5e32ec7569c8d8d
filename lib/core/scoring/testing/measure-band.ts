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

export function measureBand(
  models: number,
  rounds: number,
  rule: 'rank-interval' | 'no-worse-than-leader',
): BandMeasure {
  let outside = 0;
  let size = 0;
  for (let round = 0; round < rounds; round++) {
    if (drawTied(`equal ${models} ${round}`, models, 0, rule) < models) outside++;
    size += drawTied(`steps ${models} ${round}`, models, 8, rule);
  }
  return { outside: outside / rounds, size: size / rounds };
}

function drawTied(
  seed: string,
  models: number,
  span: number,
  rule: 'rank-interval' | 'no-worse-than-leader',
): number {
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
