import { type Check, formatCount, formatShare, toWholePercent } from './check';
import type { CollectedLabels } from './collect-test-set';
import { nearSimilarityMin } from './hash-text';
import type { OverlapSearch } from './overlap-search';

/**
 * Maximum share of items that copy other items. At 5 % an interval for independent items is about 5 % too narrow (design
 * effect 1 + ρ(m − 1), Kish 1965, for pairs of equal outcome). That error is smaller than the interval's own uncertainty.
 */
export const surplusShareMax = 0.05;

export const contradictedShareMax = 0.01;

/**
 * Counts items that repeat another item's input. The check never blocks: in a table of few values, equal rows are normal,
 * even with different labels. A maintainer of texts can judge whether texts should repeat.
 *
 * The share of items of equal input but different labels is reported in whole per cent only.
 */
export function checkDuplicates(
  search: Pick<OverlapSearch, 'itemCount' | 'equalTwins' | 'nearTwins' | 'inputOf'>,
  labels: CollectedLabels,
): Check {
  const { itemCount, equalTwins, nearTwins, inputOf } = search;
  const equalCount = countPositive(equalTwins);
  const nearCount = countPositive(nearTwins);
  let distinctCount = 0;
  for (const input of inputOf) distinctCount = Math.max(distinctCount, input + 1);
  const surplusCount = itemCount - distinctCount;
  const contradictedPercent = toWholePercent(countContradicted(inputOf, distinctCount, labels) / itemCount);
  const isSurplus = surplusCount / itemCount > surplusShareMax;
  const isContradicted = contradictedPercent > 100 * contradictedShareMax;
  return {
    name: 'duplicates',
    outcome: isSurplus || isContradicted ? 'warn' : 'pass',
    detail: [
      equalCount === 0
        ? 'No two items have the same input.'
        : `${formatCount(equalCount)} of ${formatCount(itemCount)} items (${formatShare(equalCount / itemCount)}) share their input with another; without repetitions ${formatCount(distinctCount)} would be left.`,
      `${formatCount(nearCount)} (${formatShare(nearCount / itemCount)}) have an equal or near duplicate, of similarity ${nearSimilarityMin} or more.`,
      isSurplus ? 'Items that repeat each other count several times, and intervals come out too narrow.' : '',
      isContradicted
        ? `${contradictedPercent} % of the items have the same input as an item with another label: no model can be right on both.`
        : '',
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
    numbers: {
      item_count: itemCount,
      distinct_count: distinctCount,
      equal_count: equalCount,
      near_count: nearCount,
      contradicted_percent: contradictedPercent,
    },
  };
}

function countPositive(counts: Uint32Array): number {
  let positive = 0;
  for (const count of counts) if (count > 0) positive++;
  return positive;
}

function countContradicted(inputOf: Uint32Array, distinctCount: number, labels: CollectedLabels): number {
  const values = labels.kind === 'numbers' ? labels.values : labels.indices;
  const firstLabels = new Float64Array(distinctCount).fill(Number.NaN);
  const isContradicted = new Uint8Array(distinctCount);
  inputOf.forEach((input, item) => {
    if (Number.isNaN(firstLabels[input]!)) firstLabels[input] = values[item]!;
    else if (firstLabels[input] !== values[item]) isContradicted[input] = 1;
  });
  return inputOf.reduce((count, input) => count + isContradicted[input]!, 0);
}
