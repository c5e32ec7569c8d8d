/**
 * Area under the ROC curve by rank sums (Mann-Whitney), ties at their mean rank: the chance that a late flight is
 * given a higher probability than one on time. NaN when one of the two is missing.
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
