import { square } from './exact-math';
import type { Limits } from './interval';
import { normalQuantile975 } from './normal-quantile';

/**
 * Score-type interval at 95 % for an area under the ROC curve that needs only the area and the numbers of positives m
 * and negatives n (Newcombe 2006, Stat. Med. 25:559–573, method 5): the θ with |θ̂ − θ| ≤ z·√V(θ),
 * V(θ) = θ(1−θ)·[1 + N·(1−θ)/(2−θ) + N·θ/(1+θ)]/(mn), N = (m+n)/2 − 1.
 * Unlike Wald intervals it has a width at θ̂ = 0 and 1, and for m = 1 or n = 1. Limits to 1e-15.
 */
export function computeNewcombeLimits(area: number, m: number, n: number): Limits {
  return { lower: computeLower(area, m, n), upper: 1 - computeLower(1 - area, m, n) };
}

function computeLower(area: number, m: number, n: number): number {
  const weight = (m + n) / 2 - 1;
  let outside = 0;
  let inside = area;
  while (inside - outside > 1e-15) {
    const theta = (outside + inside) / 2;
    if (theta === outside || theta === inside) break;
    const variance =
      (theta * (1 - theta) * (1 + (weight * (1 - theta)) / (2 - theta) + (weight * theta) / (1 + theta))) /
      (m * n);
    if (square(area - theta) > square(normalQuantile975) * variance) outside = theta;
    else inside = theta;
  }
  return outside;
}
