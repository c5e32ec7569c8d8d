import { computeExactMcNemarP } from './mcnemar';
import { countBits, countDifferences, packOutcomes } from './outcome-bits';
import { comparePairsBy, differingCountMin, type PairComparator } from './pair-comparison';
import { computePairedShareHalfWidth } from './paired-shares';

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
      const computeP = rememberExactP((comparable.length * (comparable.length - 1)) / 2);
      const countDiscordant = (i: number, j: number): [b: number, c: number] => {
        const discordant = countDifferences(bits[i]!, bits[j]!);
        const b = (discordant + hits[i]! - hits[j]!) / 2;
        return [b, discordant - b];
      };
      return comparePairsBy(bits.length, comparable, {
        compute: (i, j) => computeP(...countDiscordant(i, j)),
        meanOf: (i) => hits[i]! / itemCount,
        limit(i, j) {
          const [b, c] = countDiscordant(i, j);
          return b + c < differingCountMin ? null : computePairedShareHalfWidth(b, c, itemCount);
        },
      });
    },
  };
}

/** The same of the items labelled as the positive class alone: whose recall differs. */
export function createMcNemarOfPositives(labels: Int32Array): PairComparator {
  const positives = Int32Array.from(labels.keys()).filter((item) => labels[item] === positiveClass);
  const comparator = createMcNemarComparator();
  return {
    add: (outcomes) =>
      comparator.add(outcomes && Float64Array.from(positives, (item) => outcomes[item]!), null),
    finish: () => comparator.finish(),
  };
}

/** Of a binary task, the second. */
const positiveClass = 1;

const rememberedMax = 0x40000;

/**
 * `computeExactMcNemarP` for so many pairs: models of about one quality come to the same counts again and again. Each pair of
 * counts has one place, where the last that came there is kept, so memory stays below 32 bytes a pair and 4 MB.
 */
function rememberExactP(pairCount: number): (b: number, c: number) => number {
  const places = Math.min(rememberedMax, 1 << (32 - Math.clz32(pairCount)));
  const keys = new Float64Array(places).fill(-1);
  const values = new Float64Array(places);
  return (b, c) => {
    const [discordant, larger] = [b + c, Math.max(b, c)];
    const key = discordant * 0x4000000 + larger;
    const place = (Math.imul(discordant, 0x9e3779b1) + larger) & (places - 1);
    if (keys[place] !== key) {
      values[place] = computeExactMcNemarP(b, c);
      keys[place] = key;
    }
    return values[place]!;
  };
}
