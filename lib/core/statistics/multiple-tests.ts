/**
 * Adjusts m p-values by Holm's procedure (1979, Scand. J. Stat. 6:65–70). If hypotheses with an adjusted value of at most α
 * are rejected, the probability of any false rejection is at most α, whatever the dependence of the tests: max over j ≤ i of
 * (m − j + 1)·p₍ⱼ₎, at most 1. In the order of the input; equal p-values get equal values. Throws a RangeError for p outside
 * 0 … 1.
 */
export function adjustByHolm(pValues: Float64Array): Float64Array {
  const sorted = sortValid(pValues);
  const adjusted = new Float64Array(sorted.length);
  let largest = 0;
  for (let i = 0; i < sorted.length; i++) {
    largest = Math.max(largest, Math.min(1, (sorted.length - i) * sorted[i]!));
    adjusted[i] = largest;
  }
  return pValues.map((p) => adjusted[findFirstAtLeast(sorted, p)]!);
}

/**
 * Finds the cutoff of Holm's procedure at one level: a hypothesis is rejected if its p-value is at most the cutoff, just as
 * if `adjustByHolm` gives at most `level`. −1 where no hypothesis is rejected. Throws a RangeError for p outside 0 … 1.
 */
export function findHolmCutoff(pValues: Float64Array, level: number): number {
  const sorted = sortValid(pValues);
  let rejected = 0;
  while (rejected < sorted.length && (sorted.length - rejected) * sorted[rejected]! <= level) rejected++;
  return rejected === 0 ? -1 : sorted[rejected - 1]!;
}

/**
 * Adjusts p-values by the Benjamini–Hochberg procedure, so that of the rejections at level q at most a share q is false on
 * average, for independent or positively dependent tests (Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57:289–300): min
 * over j ≥ i of (m/j)·p₍ⱼ₎. In the order of the input; equal p-values get equal values. Throws a RangeError for p outside 0
 * … 1.
 */
export function adjustByBenjaminiHochberg(pValues: Float64Array): Float64Array {
  const sorted = sortValid(pValues);
  const adjusted = new Float64Array(sorted.length);
  let smallest = 1;
  for (let i = sorted.length - 1; i >= 0; i--) {
    smallest = Math.min(smallest, (sorted.length / (i + 1)) * sorted[i]!);
    adjusted[i] = smallest;
  }
  return pValues.map((p) => adjusted[findFirstAtLeast(sorted, p)]!);
}

function sortValid(pValues: Float64Array): Float64Array {
  for (let i = 0; i < pValues.length; i++)
    if (!(pValues[i]! >= 0 && pValues[i]! <= 1)) throw new RangeError(`${pValues[i]} is no p-value.`);
  return pValues.slice().sort();
}

function findFirstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
