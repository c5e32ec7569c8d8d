import { createRng } from '../../statistics/rng';

/** Random sign patterns, beside the one observed, for a p-value that is to be compared with `level`. */
const patternCountMin = 9_999;
const patternsPerLevel = 20;

/**
 * One-sided sign-flip permutation test of the sum of paired gains (Fisher 1935, The Design of Experiments, §21): under the
 * hypothesis each gain is as likely to have the other sign. Of M random patterns, p = (1 + number with a sum at least as
 * large)/(M + 1), which never understates the level (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39).
 * M = max(9,999, 20/level − 1), so that p can be twenty times smaller than the level.
 *
 * @param gains one for each independent unit; p = 1 where none is positive in sum
 */
export function computeSignFlipP(gains: Float64Array, level: number, seed: string): number {
  // Units without a gain have no sign to flip.
  const moved = gains.filter((gain) => gain !== 0);
  const observed = sum(moved);
  if (!(observed > 0)) return 1;
  // A pattern with the same items flipped can differ in the last digits of its sum.
  const reached = observed * (1 - 1e-12);
  const patternCount = Math.max(patternCountMin, Math.ceil(patternsPerLevel / level) - 1);
  const rng = createRng(seed);
  let atLeast = 1;
  for (let pattern = 0; pattern < patternCount; pattern++) {
    let total = 0;
    let bits = 0;
    for (let i = 0; i < moved.length; i++) {
      if (i % 32 === 0) bits = rng.nextUint32();
      total += bits & 1 ? moved[i]! : -moved[i]!;
      bits >>>= 1;
    }
    if (total >= reached) atLeast++;
  }
  return atLeast / (patternCount + 1);
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
