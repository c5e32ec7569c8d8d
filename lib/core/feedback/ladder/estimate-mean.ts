import { computeMean, computeSum } from '../../statistics/compensated-sum';
import { square } from '../../statistics/exact-math';
import type { LadderRules } from './ladder-rules';

/** A score before it is rounded, with its standard error, in the metric's unit. */
export type Estimate = { readonly score: number; readonly standardError: number };

/**
 * Mean of the outcomes with its standard error: √(x(1 − x)/n) for independent 0/1 outcomes, s/√n for others; for items in
 * groups the standard error of a mean of clusters, √(G/(G − 1)·Σ_g(Σ_i(x_i − x̄))²)/n (Cochran 1977, Sampling Techniques,
 * §11), and of a single group 0.
 */
export function estimateMean(
  { lossKind, groups }: Pick<LadderRules, 'lossKind' | 'groups'>,
  outcomes: Float64Array,
): Estimate {
  const n = outcomes.length;
  if (groups === null && lossKind === 'zero-one') {
    let ones = 0;
    for (let i = 0; i < n; i++) ones += outcomes[i]!;
    const share = ones / n;
    return { score: share, standardError: Math.sqrt((share * (1 - share)) / n) };
  }
  const score = computeMean(outcomes);
  const deviations = outcomes.map((outcome) => outcome - score);
  if (groups === null) {
    const variance = n > 1 ? computeSum(deviations.map(square)) / (n - 1) : 0;
    return { score, standardError: Math.sqrt(variance / n) };
  }
  const sums = new Map<number, number>();
  groups.forEach((group, i) => {
    sums.set(group, (sums.get(group) ?? 0) + deviations[i]!);
  });
  if (sums.size < 2) return { score, standardError: 0 };
  const squares = computeSum(Float64Array.from(sums.values(), square));
  return { score, standardError: Math.sqrt((sums.size / (sums.size - 1)) * squares) / n };
}
