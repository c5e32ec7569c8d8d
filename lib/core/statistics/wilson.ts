import type { Limits } from './interval';
import { normalQuantile975 } from './normal-quantile';

/**
 * Wilson's score interval at 95 % for k successes among n, without continuity correction (Wilson 1927; Newcombe 1998,
 * Stat. Med. 17:857–872, method 3). Exactly 0 below at k = 0 and exactly 1 above at k = n.
 * Throws unless 0 ≤ k ≤ n and n ≥ 1.
 */
export function computeWilsonLimits(k: number, n: number): Limits {
  if (!(n >= 1 && k >= 0 && k <= n))
    throw new RangeError(`Wilson's interval needs 0 ≤ k ≤ n, got ${k} of ${n}.`);
  const z2 = normalQuantile975 * normalQuantile975;
  const center = 2 * k + z2;
  const half = normalQuantile975 * Math.sqrt(z2 + 4 * k * (1 - k / n));
  const scale = 2 * (n + z2);
  return {
    lower: k === 0 ? 0 : (center - half) / scale,
    upper: k === n ? 1 : (center + half) / scale,
  };
}
