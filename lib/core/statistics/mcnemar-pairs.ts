import { computeExactMcNemarP } from './mcnemar';
import { countBits, countDifferences, packOutcomes } from './outcome-bits';
import { comparePairsBy, type PairComparator } from './pair-comparison';

/**
 * Exact McNemar tests of all pairs of models from their 0/1 outcomes on the same items. The outcomes are packed into bits: of
 * two models b + c is the number of bits that differ and b − c the difference of their hits, so a model keeps n/8 bytes and a
 * pair costs n/32 words.
 */
export function createMcNemarComparator(): PairComparator {
  const bits: (Uint32Array | null)[] = [];
  let itemCount = 0;
  return {
    add(outcomes) {
      bits.push(outcomes === null ? null : packOutcomes(outcomes));
      itemCount = outcomes?.length ?? itemCount;
    },
    finish() {
      const hits = bits.map((set) => (set === null ? 0 : countBits(set)));
      const comparable = bits.flatMap((set, model) => (set === null ? [] : [model]));
      return comparePairsBy(bits.length, comparable, {
        compute(i, j) {
          const discordant = countDifferences(bits[i]!, bits[j]!);
          const b = (discordant + hits[i]! - hits[j]!) / 2;
          return computeExactMcNemarP(b, discordant - b);
        },
        correlate(i, j) {
          const [a, b] = [hits[i]!, hits[j]!];
          const both = (a + b - countDifferences(bits[i]!, bits[j]!)) / 2;
          return (itemCount * both - a * b) / Math.sqrt(a * (itemCount - a)) / Math.sqrt(b * (itemCount - b));
        },
      });
    },
  };
}
