import { computeExactMcNemarP } from './mcnemar';
import { countBits, countDifferences, packOutcomes } from './outcome-bits';
import { computePairPValues, type PairPValues } from './pair-p-values';

/**
 * Exact McNemar p of all pairs of models from their 0/1 outcomes on the same items. The outcomes are packed into bits: of two
 * models b + c is the number of bits that differ and b − c the difference of their hits, so a pair costs n/32 words.
 * @param outcomes one array a model, all of one length; null where the model has none
 */
export function computeMcNemarPairs(outcomes: readonly (Float64Array | null)[]): PairPValues {
  const bits = outcomes.map((values) => (values === null ? null : packOutcomes(values)));
  const hits = bits.map((set) => (set === null ? 0 : countBits(set)));
  const comparable = bits.flatMap((set, model) => (set === null ? [] : [model]));
  return computePairPValues(outcomes.length, comparable, (i, j) => {
    const discordant = countDifferences(bits[i]!, bits[j]!);
    const b = (discordant + hits[i]! - hits[j]!) / 2;
    return computeExactMcNemarP(b, discordant - b);
  });
}
