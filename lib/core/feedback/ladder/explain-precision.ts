import type { ContrastOfPart, ExplainScore } from './contrast-of-part';
import { createOrderScale } from './order-scale';

/**
 * The pseudo-values of an average precision (`estimateAveragePrecision`) by score and class. An item changes the precision at its own
 * threshold and at those below it; with a score that no item of the part has, its own one is that of the items above, and 1 if there are none.
 */
export function explainPrecision({ isPositive, scores }: ContrastOfPart): ExplainScore {
  const n = scores.length;
  const { placeCount, findPlace } = createOrderScale(scores);
  const [positives, items] = [new Float64Array(placeCount), new Float64Array(placeCount)];
  scores.forEach((score, i) => {
    const place = findPlace(score);
    items[place]!++;
    if (isPositive[i]) positives[place]!++;
  });
  const precisions = new Float64Array(placeCount).fill(1);
  const above = new Float64Array(placeCount);
  let [positiveCount, itemCount, sum] = [0, 0, 0];
  for (let place = placeCount - 1; place >= 0; place--) {
    positiveCount += positives[place]!;
    itemCount += items[place]!;
    above[place] = itemCount;
    if (itemCount > 0) precisions[place] = positiveCount / itemCount;
    sum += positives[place]! * precisions[place]!;
  }
  const value = Math.min(1, sum / positiveCount);
  const [gained, lost] = [new Float64Array(placeCount), new Float64Array(placeCount)];
  let [gain, loss] = [0, 0];
  for (let place = 0; place < placeCount; place++) {
    if (positives[place]! > 0) {
      gain += positives[place]! / above[place]!;
      loss += (positives[place]! / above[place]!) * precisions[place]!;
    }
    gained[place] = gain;
    lost[place] = loss;
  }
  const scale = n / positiveCount;
  return (score) => {
    const place = findPlace(score);
    const negative = value - scale * lost[place]!;
    return { positive: negative + scale * (precisions[place]! - value + gained[place]!), negative };
  };
}
