/** Masses below this part of the largest one are left out, and with them all beyond. */
const negligible = 1e-14;

/**
 * Σ P(X = k)·f(k) for X ~ Binomial(n, p), k rising: the masses by their ratios from the mode outwards, divided by their sum. So it needs no
 * factorial, and some 16·√(np(1 − p)) steps.
 */
export function sumBinomial(n: number, p: number, f: (k: number) => number): number {
  if (p >= 1) return f(n);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const below: number[] = [];
  for (let k = mode, mass = 1; k > 0; k--) {
    mass *= k / (n - k + 1) / odds;
    if (mass < negligible) break;
    below.push(mass);
  }
  let [sum, total] = [0, 0];
  const add = (k: number, mass: number) => {
    total += mass;
    sum += mass * f(k);
  };
  for (let i = below.length - 1; i >= 0; i--) add(mode - 1 - i, below[i]!);
  for (let k = mode, mass = 1; k <= n && mass >= negligible; k++) {
    add(k, mass);
    mass *= ((n - k) / (k + 1)) * odds;
  }
  return sum / total;
}
