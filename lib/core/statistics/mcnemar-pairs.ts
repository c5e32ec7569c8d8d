import { computeExactMcNemarP } from './mcnemar';
import { countBits, countDifferences, packOutcomes } from './outcome-bits';
import { computePairPValues, type PairPValues } from './pair-p-values';

const keptCount = 2 ** 17;

/**
 * Exact McNemar p of all pairs of models from their 0/1 outcomes on the same items. The outcomes are packed into bits: of two
 * models b + c is the number of bits that differ and b − c the difference of their hits, so a pair costs n/32 words.
 * @param outcomes one array a model, all of one length; null where the model has none
 */
export function computeMcNemarPairs(outcomes: readonly (Float64Array | null)[]): PairPValues {
  const bits = outcomes.map((values) => (values === null ? null : packOutcomes(values)));
  const hits = bits.map((set) => (set === null ? 0 : countBits(set)));
  const comparable = bits.flatMap((set, model) => (set === null ? [] : [model]));
  // Many pairs have the same two counts, and p depends on nothing else.
  const kept = new Float64Array(keptCount).fill(Number.NaN);
  const keptCounts = new Float64Array(keptCount);
  return computePairPValues(outcomes.length, comparable, (i, j) => {
    const discordant = countDifferences(bits[i]!, bits[j]!);
    const lead = Math.abs(hits[i]! - hits[j]!);
    const counts = discordant * 2 ** 26 + lead;
    const place = (Math.imul(discordant, 601) + lead) & (keptCount - 1);
    if (keptCounts[place] !== counts || Number.isNaN(kept[place])) {
      kept[place] = computeExactMcNemarP((discordant + lead) / 2, (discordant - lead) / 2);
      keptCounts[place] = counts;
    }
    return kept[place]!;
  });
}
