import { exp, log } from './exact-math';

/**
 * Probability of the upper tail of the χ² distribution: the regularised incomplete gamma function Q(df/2, x/2), by its
 * series below df + 2 and by Lentz's continued fraction above (Press et al. 2007, Numerical Recipes, section 6.2). Relative
 * error below 1e-10. 1 for x ≤ 0; throws for fewer than 1 degrees of freedom.
 */
export function computeChiSquareTail(x: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 1)) throw new RangeError(`χ² with ${degreesOfFreedom} degrees of freedom`);
  if (x <= 0) return 1;
  const a = degreesOfFreedom / 2;
  const half = x / 2;
  const front = exp(a * log(half) - half - logGamma(a));
  return half < a + 1 ? 1 - front * sumSeries(a, half) : front * sumFraction(a, half);
}

const termsMax = 100_000;

const tolerance = 1e-15;

function sumSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k < termsMax && term > sum * tolerance; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function sumFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let k = 1; k < termsMax; k++) {
    const factor = -k * (k - a);
    b += 2;
    d = 1 / (factor * d + b || tiny);
    c = b + factor / c || tiny;
    h *= d * c;
    if (Math.abs(d * c - 1) < tolerance) break;
  }
  return h;
}

/** ln Γ(a) for a ≥ ½ by Lanczos's approximation with g = 7 and nine terms (Godfrey 2001); relative error about 1e-15. */
function logGamma(a: number): number {
  const first = 0.99999999999980993;
  const rest = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const x = a - 1;
  const sum = rest.reduce((total, term, i) => total + term / (x + i + 1), first);
  const t = x + 7.5;
  return 0.5 * log(2 * Math.PI) + (x + 0.5) * log(t) - t + log(sum);
}

/**
 * Cramér's V of two columns of categories, √(χ²/(n·(min(r, c) − 1))) over the rows and columns that occur, without a
 * correction for chance (Cramér 1946, Mathematical Methods of Statistics, § 21.9): 0 for independent columns, 1 where the
 * column with more categories determines the other. 0 where one column has a single category, and for no items.
 * @param first category of each item, numbered from 0, like `second`
 */
export function computeCramersV(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const n = first.length;
  if (second.length !== n) throw new RangeError(`columns of ${n} and ${second.length} items`);
  const rows = countCategories(first);
  const columns = countCategories(second);
  const smaller = Math.min(rows.size, columns.size);
  if (smaller < 2) return 0;
  const cells = new Map<string, number>();
  for (let i = 0; i < n; i++) {
    const cell = `${first[i]} ${second[i]}`;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  // χ² = n·(Σ nᵢⱼ²/(nᵢ·nⱼ) − 1), so empty cells need no term.
  let sum = 0;
  for (const [cell, count] of cells) {
    const [row, column] = cell.split(' ').map(Number);
    sum += (count * count) / (rows.get(row!)! * columns.get(column!)!);
  }
  return Math.sqrt(Math.max(0, sum - 1) / (smaller - 1));
}

function countCategories(column: ArrayLike<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < column.length; i++) counts.set(column[i]!, (counts.get(column[i]!) ?? 0) + 1);
  return counts;
}
