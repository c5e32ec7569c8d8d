/**
 * Cuts between at most `binCountMax` bins of about equal weight; a value's bin is the number of cuts at or below it.
 * Equal values always share a bin, so there may be fewer bins. Empty input has one bin.
 */
export function computeQuantileCuts(values: Float64Array, binCountMax: number): Float64Array {
  const sorted = values.slice().sort();
  const cuts: number[] = [];
  for (let i = 1; i < binCountMax; i++) {
    const cut = sorted[Math.floor((i * sorted.length) / binCountMax)];
    if (cut !== undefined && cut > sorted[0]! && cut !== cuts.at(-1)) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}

/** The bin of a value: how many cuts are at or below it. */
export function findBin(cuts: Float64Array, value: number): number {
  let bin = 0;
  while (bin < cuts.length && cuts[bin]! <= value) bin++;
  return bin;
}
