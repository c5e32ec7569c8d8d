import { computeNormalCdf } from '../statistics/normal-distribution';

/**
 * Expected loss, on the n binary labels it was made from, of the majority vote over those of k random files whose exact loss
 * was ≤ ½ (the attack of Blum & Hardt 2015, arXiv 1502.04585, section 4): 1 − Φ(√(k/(πn))). The true loss is ½.
 */
export const computeKeptVoteLoss = (answerCount: number, itemCount: number): number =>
  1 - computeNormalCdf(Math.sqrt(answerCount / (Math.PI * itemCount)));

/**
 * What the vote gains on the n labels when the files with a loss above ½ are turned round and vote too: Φ(√(2k/(πn))) − ½.
 * Linear in √k it is √(k/(π²n)), less than blocks give (`computeBlockGain`). Votes weighted by how far each loss lies from ½ go
 * further still, to Φ(√(k/n)) − ½ (`computeWeightedVoteGain`).
 */
export const computeSignVoteGain = (answerCount: number, itemCount: number): number =>
  computeNormalCdf(Math.sqrt((2 * answerCount) / (Math.PI * itemCount))) - 0.5;

/** What the weighted vote gains: Φ(√(k/n)) − ½, for k well below n; it needs the digits of the answers, not only their sign. */
export const computeWeightedVoteGain = (answerCount: number, itemCount: number): number =>
  computeNormalCdf(Math.sqrt(answerCount / itemCount)) - 0.5;

/**
 * What k exact answers about disjoint blocks of the n labels gain, when of each block the better side is kept: √(k/(2πn)), for
 * blocks of many items; with the sign of each answer alone. The budget k* of the exposure comes from it.
 */
export const computeBlockGain = (answerCount: number, itemCount: number): number =>
  Math.sqrt(answerCount / (2 * Math.PI * itemCount));
