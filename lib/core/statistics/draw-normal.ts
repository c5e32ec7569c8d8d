import { log } from './exact-math';
import type { Rng } from './rng';

/** One standard normal number by the polar method (Marsaglia & Bray 1964, SIAM Review 6:260–264). */
export function drawNormal(rng: Rng): number {
  for (;;) {
    const u = 2 * rng.nextUnit() - 1;
    const v = 2 * rng.nextUnit() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
  }
}
