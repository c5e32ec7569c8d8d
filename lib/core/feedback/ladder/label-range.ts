/**
 * Where the labels of a round's items can lie, as its ladder assumes: |y| ≥ `magnitudeMin` and `lower` ≤ y ≤ `upper`, in the
 * unit of the target.
 */
export type LabelRange = {
  readonly lower: number;
  readonly upper: number;
  readonly magnitudeMin: number;
};

/**
 * The range of the labels of the whole round, made wide: both ends are moved outwards to multiples of the largest power of two
 * that isn't above a quarter of their distance, and the smallest |y| down to a quarter of the power of two below it. The final part has
 * its say in this, since what it could lose is what the feedback part doesn't show: so an answer may depend on which of some eight steps
 * of the range the round's extremes lie in, and so on how large it is, and on no label of the final part beyond that.
 *
 * Labels that are all alike take steps of their own size. Throws for no labels.
 */
export function widenLabelRange(labels: Float64Array): LabelRange {
  if (labels.length === 0) throw new RangeError('no labels have no range');
  let [lower, upper, magnitudeMin] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ];
  for (const label of labels) {
    lower = Math.min(lower, label);
    upper = Math.max(upper, label);
    magnitudeMin = Math.min(magnitudeMin, Math.abs(label));
  }
  const step = floorToPowerOfTwo((upper - lower || Math.abs(upper)) / 4);
  if (step > 0) {
    // A label so small that its quotient underflows still lies within.
    lower = Math.min(lower, Math.floor(lower / step) * step);
    upper = Math.max(upper, Math.ceil(upper / step) * step);
  }
  // Four steps from each power of two to the next.
  const finest = floorToPowerOfTwo(magnitudeMin) / 4;
  return { lower, upper, magnitudeMin: finest > 0 ? Math.floor(magnitudeMin / finest) * finest : 0 };
}

/** The largest power of two that isn't above x ≥ 0, at most 2^1023; 0 for 0. */
function floorToPowerOfTwo(x: number): number {
  if (x === 0) return 0;
  let power = 1;
  while (power > x) power /= 2;
  while (power * 2 <= x && power < 2 ** 1023) power *= 2;
  return power;
}
