/**
 * Area under the ROC curve by rank sums (Mann-Whitney), where ties get their mean rank: the probability that a late flight has
 * a higher predicted probability than one on time. NaN if one of the two classes is missing.
 */
export function computeRankAuc(probabilities: readonly number[], isLate: readonly boolean[]): number {
  const order = probabilities.map((_, i) => i).sort((a, b) => probabilities[a]! - probabilities[b]!);
  let lateCount = 0;
  let lateRankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && probabilities[order[end]!] === probabilities[order[start]!]) end++;
    for (const i of order.slice(start, end)) {
      if (!isLate[i]) continue;
      lateCount++;
      lateRankSum += (start + 1 + end) / 2;
    }
    start = end;
  }
  const onTimeCount = order.length - lateCount;
  return (lateRankSum - (lateCount * (lateCount + 1)) / 2) / (lateCount * onTimeCount);
}
