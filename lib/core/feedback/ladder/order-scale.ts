/**
 * The places that a value can have among n given ones, in ascending order: 2g + 1 is that of the g-th distinct value, 2g the gap
 * below it, and the last one is above all.
 */
export type OrderScale = {
  readonly placeCount: number;
  readonly findPlace: (value: number) => number;
  /** (midrank − (n + 1)/2)/n at each place, from −½ to ½: in a gap half the items below it less half of those above. */
  readonly ranks: Float64Array;
  /** (1/n)·Σ at each place of the weights of the values above it, and half of those at it. Weights in the order of the values. */
  readonly computeMeanAbove: (weights: Float64Array) => Float64Array;
};

/** @param values finite ones, at least one */
export function createOrderScale(values: Float64Array): OrderScale {
  const n = values.length;
  const distinct = values
    .slice()
    .sort()
    .filter((value, i, sorted) => i === 0 || value !== sorted[i - 1]);
  const placeCount = 2 * distinct.length + 1;
  const findPlace = (value: number): number => {
    let [low, high] = [0, distinct.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (distinct[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return distinct[low] === value ? 2 * low + 1 : 2 * low;
  };
  const places = Int32Array.from(values, findPlace);
  const computeMeanAbove = (weights: Float64Array): Float64Array => {
    const at = new Float64Array(placeCount);
    for (let i = 0; i < places.length; i++) at[places[i]!]! += weights[i]!;
    let above = 0;
    for (let place = placeCount - 1; place >= 0; place--) {
      const own = at[place]!;
      at[place] = (above + own / 2) / n;
      above += own;
    }
    return at;
  };
  const shareAbove = computeMeanAbove(new Float64Array(n).fill(1));
  return { placeCount, findPlace, ranks: shareAbove.map((share) => 0.5 - share), computeMeanAbove };
}
