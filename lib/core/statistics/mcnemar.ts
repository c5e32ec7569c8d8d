import { computeFairCoinTail } from './discrete-distributions';
import { square } from './exact-math';
import { normalQuantile975 } from './normal-distribution';
import { comparePairsBy, differingCountMin, type PairComparator } from './pair-comparison';

/**
 * Computes the two-sided exact p-value of the McNemar test for two models on the same items, b of which only the first
 * predicts correctly and c only the second: twice the tail of Binomial(b + c, ½) from the larger count on, at most 1. Items
 * that both or neither predict correctly are uninformative (McNemar 1947, Psychometrika 12:153–157). Throws a RangeError for
 * counts that aren't whole or negative. 1 without discordant items.
 */
export function computeExactMcNemarP(b: number, c: number): number {
  requireCounts(b, c);
  return b === c ? 1 : 2 * computeFairCoinTail(Math.max(b, c), b + c);
}

/** One-sided exact p-value for the hypothesis that the first model is no better: P(X ≥ won), X ~ Binomial(won + lost, ½). */
export function computeOneSidedMcNemarP(won: number, lost: number): number {
  requireCounts(won, lost);
  return computeFairCoinTail(won, won + lost);
}

function requireCounts(b: number, c: number): void {
  if (!(Number.isSafeInteger(b) && Number.isSafeInteger(c) && b >= 0 && c >= 0))
    throw new RangeError(`Discordant counts must be whole and not negative, got ${b} and ${c}.`);
}

/**
 * Exact McNemar tests of all pairs of models from their 0/1 outcomes on the same items. The outcomes are packed into bits:
 * for two models, b + c is the number of bits that differ, and b − c is the difference of their hits. So a model takes n/8
 * bytes, and a pair takes n/32 operations on words.
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

/** Exact McNemar tests on only the items of the positive class, which determine recall. */
export function createMcNemarOfPositives(labels: Int32Array): PairComparator {
  const positives = Int32Array.from(labels.keys()).filter((item) => labels[item] === positiveClass);
  const comparator = createMcNemarComparator();
  return {
    add: (outcomes) =>
      comparator.add(outcomes && Float64Array.from(positives, (item) => outcomes[item]!), null),
    finish: () => comparator.finish(),
  };
}

/** Index of the positive class, the second class of a binary task. */
const positiveClass = 1;

const rememberedMax = 0x40000;

/**
 * Makes a version of `computeExactMcNemarP` with a cache, since models of similar quality have the same counts again and
 * again. Counts with the same hash share one slot, which stores the latest of them, so memory stays below 32 bytes per pair
 * and 4 MB.
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

/**
 * Half of the 95 % interval of the difference of two shares over the same n items, b of which count only for the first share
 * and c only for the second: z·√((p₁₂ + p₂₁ − (p₁₂ − p₂₁)²)/(n + 2)) with p₁₂ = (b + 1)/(n + 2) and p₂₁ = (c + 1)/(n + 2)
 * (Bonett & Price 2012, J. Educ. Behav. Stat. 37:479–488). Their interval is centred on p₁₂ − p₂₁ = (b − c)/(n + 2); this
 * one is centred on the observed difference, (b − c)/n. Never 0.
 */
export function computePairedShareHalfWidth(b: number, c: number, n: number): number {
  const [first, second] = [(b + 1) / (n + 2), (c + 1) / (n + 2)];
  return normalQuantile975 * Math.sqrt((first + second - square(first - second)) / (n + 2));
}

/**
 * Packs the 0/1 outcomes of a model into bits: item i is bit i mod 32 of word ⌊i/32⌋, padded with zeros to whole blocks of 8
 * words. Throws a RangeError for an outcome other than 0 and 1.
 */
export function packOutcomes(outcomes: Float64Array): Uint32Array {
  const bits = new Uint32Array(Math.ceil(outcomes.length / 256) * 8);
  for (let i = 0; i < outcomes.length; i++) {
    const outcome = outcomes[i]!;
    if (outcome === 1) bits[i >>> 5]! |= 1 << (i & 31);
    else if (outcome !== 0) throw new RangeError(`Outcome ${i} is ${outcome}, neither 0 nor 1.`);
  }
  return bits;
}

/** Counts the items (bits of value 1) of a set. */
export function countBits(bits: Uint32Array): number {
  return countDifferences(bits, new Uint32Array(bits.length));
}

/**
 * Counts the items in one set and not in the other. Both sets must have the same number of items. Blocks of 8 words are
 * added by carry-save adders, so that 8 words take a single population count and some logical operations (Harley and Seal;
 * Warren, Hacker's Delight, 2nd ed., section 5–1).
 */
export function countDifferences(a: Uint32Array, b: Uint32Array): number {
  let ones = 0;
  let twos = 0;
  let fours = 0;
  let eightsCount = 0;
  for (let i = 0; i < a.length; i += 8) {
    let x = a[i]! ^ b[i]!;
    let y = a[i + 1]! ^ b[i + 1]!;
    let half = ones ^ x;
    const twosA = (ones & x) | (half & y);
    ones = half ^ y;
    x = a[i + 2]! ^ b[i + 2]!;
    y = a[i + 3]! ^ b[i + 3]!;
    half = ones ^ x;
    const twosB = (ones & x) | (half & y);
    ones = half ^ y;
    half = twos ^ twosA;
    const foursA = (twos & twosA) | (half & twosB);
    twos = half ^ twosB;
    x = a[i + 4]! ^ b[i + 4]!;
    y = a[i + 5]! ^ b[i + 5]!;
    half = ones ^ x;
    const twosC = (ones & x) | (half & y);
    ones = half ^ y;
    x = a[i + 6]! ^ b[i + 6]!;
    y = a[i + 7]! ^ b[i + 7]!;
    half = ones ^ x;
    const twosD = (ones & x) | (half & y);
    ones = half ^ y;
    half = twos ^ twosC;
    const foursB = (twos & twosC) | (half & twosD);
    twos = half ^ twosD;
    half = fours ^ foursA;
    eightsCount += countOnes((fours & foursA) | (half & foursB));
    fours = half ^ foursB;
  }
  return 8 * eightsCount + 4 * countOnes(fours) + 2 * countOnes(twos) + countOnes(ones);
}

function countOnes(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
