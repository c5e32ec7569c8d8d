import { log1p } from './exact-math';

/**
 * What Stirling's formula leaves over: ln Γ(x + 1) − [½ ln 2πx + x ln x − x], x > 0, which is also
 * ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π]. The asymptotic series (Abramowitz & Stegun 6.1.41) from 12 on, below it stepped
 * down from there. Absolute error below 1e-15 from 1 on.
 */
export function computeStirlingRest(x: number): number {
  const known = ofWhole[x];
  if (known !== undefined) return known;
  return x < 12 ? stepDown(x) : sumSeries(x);
}

function stepDown(x: number): number {
  let steps = 0;
  let y = x;
  for (; y < 12; y++) steps += (y + 0.5) * log1p(1 / y) - 1;
  return steps + sumSeries(y);
}

function sumSeries(x: number): number {
  const y = 1 / (x * x);
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360360))))) / x;
}

const ofWhole = [Number.POSITIVE_INFINITY, ...Array.from({ length: 11 }, (_, i) => stepDown(i + 1))];
