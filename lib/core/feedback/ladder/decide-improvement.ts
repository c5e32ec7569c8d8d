import { computeOneSidedMcNemarP } from '../../statistics/mcnemar';
import { countDiscordant } from './discordant-counts';
import { computeGuardedLevel, computeGuardedThreshold } from './guarded-threshold';
import type { LadderRules } from './ladder-rules';
import { computePairedGains } from './paired-gains';
import { computePairedZ } from './paired-z';
import { computeSignFlipP } from './sign-flip-test';

/** From this many independent units on, the mean gain is taken as normal. */
const unitCountForZ = 200;

/**
 * Whether a submission is announced as better than the incumbent on the feedback part.
 *
 * Guarded, K answers: for independent items with 0/1 outcomes the one-sided exact McNemar test, p < 0.05/K; otherwise z of the
 * paired gains above t_K from 200 units (items, or groups of items) on, and a sign-flip permutation test, p < 0.05/K, below.
 * By standard errors: z above their count, where z of 0/1 outcomes is computed from counts, so that a tie is a tie.
 *
 * @param outcomes of the feedback part, as long and in the same order as the incumbent's, all finite
 * @param seed of the permutation test
 */
export function decideImprovement(
  rules: LadderRules,
  { incumbentOutcomes, outcomes, seed }: PairedOutcomes,
): boolean {
  if (incumbentOutcomes.length !== outcomes.length)
    throw new RangeError(`${outcomes.length} outcomes against the incumbent's ${incumbentOutcomes.length}`);
  const { criterion } = rules;
  if (rules.lossKind === 'zero-one' && rules.groups === null) {
    const { won, lost } = countDiscordant(incumbentOutcomes, outcomes, rules.direction);
    if (won <= lost) return false;
    if (criterion.kind === 'guarded')
      return computeOneSidedMcNemarP(won, lost) < computeGuardedLevel(criterion.answersCap);
    const n = outcomes.length;
    const net = won - lost;
    // z² = net²·(n − 1)/(n·(won + lost) − net²), kept in whole numbers.
    return net * net * (n - 1) > criterion.count * criterion.count * (n * (won + lost) - net * net);
  }
  const gains = computePairedGains(rules, incumbentOutcomes, outcomes);
  if (criterion.kind === 'standard-errors') return computePairedZ(gains) > criterion.count;
  if (gains.length >= unitCountForZ)
    return computePairedZ(gains) > computeGuardedThreshold(criterion.answersCap);
  const level = computeGuardedLevel(criterion.answersCap);
  return computeSignFlipP(gains, level, seed) < level;
}

export type PairedOutcomes = {
  readonly incumbentOutcomes: Float64Array;
  readonly outcomes: Float64Array;
  readonly seed: string;
};
