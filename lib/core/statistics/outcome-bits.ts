/**
 * 0/1 outcomes of a model as a set of bits: item i is bit i mod 32 of word ⌊i/32⌋, padded with zeros to whole blocks of 8
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

/** How many items are in the set. */
export function countBits(bits: Uint32Array): number {
  return countDifferences(bits, new Uint32Array(bits.length));
}

/**
 * How many items are in one set and not in the other. Both must come from as many items. Blocks of 8 words are added up by
 * carry-save adders, so that 8 words cost one population count of eights and the rest of a few logical operations (Harley
 * and Seal; Warren, Hacker's Delight, 2nd ed., section 5–1).
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
