import { log } from '../statistics/exact-math';

const log2 = (x: number): number => log(x) / Math.LN2;

/**
 * Bits in the transcript of a ladder that announced j improvements in k answers: B = log₂C(k,j) + log₂(k+1) + j·log₂(1/η), the
 * places of the announcements, their number, and a value of step η for each.
 *
 * @param step η in (0, 1], the told score's step as a share of the range of the score
 */
export function computeLadderBits(answerCount: number, announcementCount: number, step: number): number {
  if (!(announcementCount >= 0 && announcementCount <= answerCount))
    throw new RangeError(`${announcementCount} announcements in ${answerCount} answers`);
  if (!(step > 0 && step <= 1)) throw new RangeError(`a step lies between 0 and 1, got ${step}`);
  let choices = 0;
  for (let i = 1; i <= announcementCount; i++) choices += log2((answerCount - announcementCount + i) / i);
  return choices + log2(answerCount + 1) - announcementCount * log2(step);
}

/** Bits in a transcript of k scores of step η each: k·log₂(1/η). */
export const computeScoreBits = (answerCount: number, step: number): number => -answerCount * log2(step);

/**
 * How far the reported score of any file that an analyst could have found from B released bits lies above its true one, with
 * probability 1 − δ, for a loss between 0 and 1: √((B·ln 2 + ln(2/δ))/(2n)). Hoeffding's inequality with a union over the 2^B
 * transcripts, as in the proof for the ladder of Blum & Hardt 2015 (arXiv 1502.04585).
 *
 * @param itemCount n ≥ 1, items of the part that the answers are about
 */
export function computeTranscriptBound(bits: number, itemCount: number, delta = 0.05): number {
  if (!(bits >= 0 && itemCount >= 1 && delta > 0 && delta < 1))
    throw new RangeError(`no bound for ${bits} bits, ${itemCount} items, δ = ${delta}`);
  return Math.sqrt((bits * Math.LN2 + log(2 / delta)) / (2 * itemCount));
}
