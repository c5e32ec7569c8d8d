/**
 * One class against all others, with a score that should be higher for the class. `labels` has the class index of every
 * item, `positive` is the index of the class. The score of item i is `scores[i · step]`, so that a column of a table need
 * not be copied; `step` is 1 by default.
 */
export type Contrast = {
  readonly labels: Int32Array;
  readonly positive: number;
  readonly scores: Float64Array;
  readonly step?: number;
};

/**
 * Area under the ROC curve with each item's contribution. `placements[i]` is, for a positive item, the share of negatives
 * scored below it; for a negative item, the share of positives scored above it; ties count half (V10 and V01 of DeLong et
 * al. 1988). The mean over all positives is the area, and so is the mean over all negatives.
 */
export type ContrastArea = {
  readonly area: number;
  readonly positiveCount: number;
  readonly negativeCount: number;
  readonly placements: Float64Array;
};

/**
 * Area and placements of a contrast in O(n log n): positives and negatives are sorted once, and every item is looked up
 * among those of the other side, which gives the midranks of Sun & Xu 2014 (IEEE Signal Process. Lett. 21:1389–1393). The
 * area is the Mann–Whitney count divided once by the number of pairs, so it doesn't depend on the order of the items. NaN if
 * a side is empty.
 */
export function computeContrastArea(contrast: Contrast): ContrastArea {
  const { labels, positive, scores, step = 1 } = contrast;
  const { positives, negatives } = sortSides(contrast);
  const [positiveCount, negativeCount] = [positives.length, negatives.length];
  const countPositives = createCounter(positives);
  const countNegatives = createCounter(negatives);
  const placements = new Float64Array(labels.length);
  let pairsWon = 0;
  for (let i = 0; i < labels.length; i++) {
    const score = scores[i * step]!;
    if (labels[i] === positive) {
      const won = countNegatives(score);
      pairsWon += won;
      placements[i] = won / negativeCount;
    } else {
      placements[i] = (positiveCount - countPositives(score)) / positiveCount;
    }
  }
  return { area: pairsWon / (positiveCount * negativeCount), positiveCount, negativeCount, placements };
}

/** Computes the area without placements, equal to that of `computeContrastArea` to the last digit. */
export function computeArea(contrast: Contrast): number {
  const { positives, negatives } = sortSides(contrast);
  let pairsWon = 0;
  forEachCountBelow(positives, negatives, (count) => {
    pairsWon += count;
  });
  return pairsWon / (positives.length * negatives.length);
}

/**
 * Calls `take` for each value of one sorted side with the number of values of the other side below it, equal values counted
 * half.
 */
function forEachCountBelow(side: Float64Array, other: Float64Array, take: (count: number) => void): void {
  let below = 0;
  let through = 0;
  for (let i = 0; i < side.length; i++) {
    const value = side[i]!;
    while (below < other.length && other[below]! < value) below++;
    if (through < below) through = below;
    while (through < other.length && other[through]! === value) through++;
    take((below + through) / 2);
  }
}

function sortSides({ labels, positive, scores, step = 1 }: Contrast): {
  positives: Float64Array;
  negatives: Float64Array;
} {
  let positiveCount = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === positive) positiveCount++;
  const positives = new Float64Array(positiveCount);
  const negatives = new Float64Array(labels.length - positiveCount);
  let [p, n] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === positive) positives[p++] = scores[i * step]!;
    else negatives[n++] = scores[i * step]!;
  }
  return { positives: positives.sort(), negatives: negatives.sort() };
}

/**
 * Makes a function that counts the sorted values below a given one, equal values counted half. A table with the start of
 * each of as many buckets of equal width limits a look-up to a few neighbours; buckets are monotone in the value even after
 * rounding.
 */
function createCounter(sorted: Float64Array): (value: number) => number {
  const bucketCount = sorted.length;
  const lowest = sorted[0] ?? 0;
  const scale = bucketCount / ((sorted[bucketCount - 1] ?? 0) - lowest);
  const isFlat = !(scale > 0 && Number.isFinite(scale));
  const bucketOf = (value: number): number =>
    isFlat ? 0 : Math.max(0, Math.min(bucketCount - 1, Math.floor((value - lowest) * scale)));
  const starts = new Int32Array(bucketCount + 1).fill(bucketCount);
  for (let i = bucketCount - 1; i >= 0; i--) starts[bucketOf(sorted[i]!)] = i;
  for (let bucket = bucketCount - 1; bucket >= 0; bucket--)
    starts[bucket] = Math.min(starts[bucket]!, starts[bucket + 1]!);
  return (value) => {
    const bucket = bucketOf(value);
    let low = starts[bucket] ?? 0;
    const bucketEnd = isFlat ? bucketCount : (starts[bucket + 1] ?? bucketCount);
    let high = bucketEnd;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! >= value) high = middle;
      else low = middle + 1;
    }
    const below = low;
    if (sorted[below] !== value) return below;
    high = bucketEnd;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! > value) high = middle;
      else low = middle + 1;
    }
    return (below + low) / 2;
  };
}
