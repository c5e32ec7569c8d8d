import { square } from './exact-math';
import { normalQuantile975 } from './normal-quantile';

/**
 * Half of the 95 % interval of the difference of two shares over the same n items, b of which only the first has and c only the second:
 * z·√((p₁₂ + p₂₁ − (p₁₂ − p₂₁)²)/(n + 2)) with p₁₂ = (b + 1)/(n + 2) and p₂₁ = (c + 1)/(n + 2) (Bonett & Price 2012, J. Educ. Behav.
 * Stat. 37:479–488). Theirs lies around p₁₂ − p₂₁; here it is put around the difference that was found, (b − c)/n, which is n/(n + 2)
 * times nearer to that. Never 0.
 */
export function computePairedShareHalfWidth(b: number, c: number, n: number): number {
  const [first, second] = [(b + 1) / (n + 2), (c + 1) / (n + 2)];
  return normalQuantile975 * Math.sqrt((first + second - square(first - second)) / (n + 2));
}
