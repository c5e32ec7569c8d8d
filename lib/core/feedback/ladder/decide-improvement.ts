import { computeMean } from '../../statistics/compensated-sum';
import { computeOneSidedMcNemarP } from '../../statistics/mcnemar';
import { computeStudentQuantile } from '../../statistics/student-distribution';
import { computeBettingP } from './bet-on-gains';
import { countDiscordant } from './discordant-counts';
import { computeGuardedZ } from './guarded-z';
import type { LadderRules } from './ladder-rules';
import { computePairedGains } from './paired-gains';
import { computePairedZ } from './paired-z';
import { computeSignFlipP } from './sign-flip-test';
import { computeTestThreshold } from './test-level';
import type { UnitLosses } from './unit-losses';

/** From this many independent units on, the mean gain is taken as normal; guarded z needs no such number. */
const unitCountForZ = 200;

/** A submission and the file that it has to beat, on the feedback part. */
export type ComparedFiles = {
  readonly incumbentOutcomes: Float64Array;
  /** As many and in the same order as the incumbent's, all finite: see `computeLadderOutcomes`. */
  readonly outcomes: Float64Array;
  /** α of this test, see `computeTestLevel`. */
  readonly level: number;
  /** From the two files alone, see `computePublicScale`; null where they don't bound it. */
  readonly publicScale: number | null;
  /** What the units of the round could lose, see `findUnitLosses`; null where the test doesn't ask. No number is made of it. */
  readonly unitLosses: UnitLosses | null;
  /** Of the permutation test. */
  readonly seed: string;
};

/**
 * Whether a submission is announced as better than the incumbent, by the test that the metric names (`LadderTest`), at its level. By
 * standard errors: z above their count, where z of 0/1 outcomes is computed from counts, so that a tie is a tie.
 */
export function decideImprovement(rules: LadderRules, compared: ComparedFiles): boolean {
  const { incumbentOutcomes, outcomes } = compared;
  if (incumbentOutcomes.length !== outcomes.length)
    throw new RangeError(`${outcomes.length} outcomes against the incumbent's ${incumbentOutcomes.length}`);
  if (rules.criterion.kind === 'standard-errors')
    return exceedsErrors(rules, compared, rules.criterion.count);
  // All grounds are asked, whatever the others say: how long an answer takes must not tell which of them refused it.
  switch (rules.test) {
    case 'mcnemar':
    case 'mcnemar-of-positives':
      return passesMcNemar(rules, compared);
    case 'guarded-z':
      return passesGuardedZ(rules, compared);
    case 'z-and-delta':
      return ![passesZ(rules, compared), reachesDelta(rules, compared)].includes(false);
    case 'z-and-bet':
      return ![passesZ(rules, compared), passesBet(rules, compared)].includes(false);
    case 'unguarded-z':
      return passesZ(rules, compared);
  }
}

function passesMcNemar({ direction }: LadderRules, compared: ComparedFiles): boolean {
  const { won, lost } = countDiscordant(compared.incumbentOutcomes, compared.outcomes, direction);
  return won > lost && computeOneSidedMcNemarP(won, lost) < compared.level;
}

/** z and z′ above t, of independent items that of the normal distribution, of G groups Student's with G − 1 degrees of freedom. */
function passesGuardedZ(
  rules: LadderRules,
  { incumbentOutcomes, outcomes, level, unitLosses }: ComparedFiles,
): boolean {
  const gains = computePairedGains(rules, incumbentOutcomes, outcomes);
  if (unitLosses === null || gains.length < 2) return false;
  const threshold =
    rules.groups === null ? computeTestThreshold(level) : -computeStudentQuantile(level, gains.length - 1);
  const guarded = computeGuardedZ(gains, unitLosses, threshold);
  return ![computePairedZ(gains) > threshold, guarded.z > threshold].includes(false);
}

/** z of the paired gains, and a sign-flip permutation test of fewer than 200 units. */
function passesZ(rules: LadderRules, { incumbentOutcomes, outcomes, level, seed }: ComparedFiles): boolean {
  const gains = computePairedGains(rules, incumbentOutcomes, outcomes);
  return gains.length >= unitCountForZ
    ? computePairedZ(gains) > computeTestThreshold(level)
    : computeSignFlipP(gains, level, seed) < level;
}

/**
 * Whether the mean gain is at least Δ = t·s/√n. The gains that were drawn may hide losses that weren't: who makes sure predictions surer
 * gains a little on almost every item and loses a hundred times as much on the rare others, and z of a draw without those is
 * large. With the most that each item could change by in the place of its gain's own deviation, which no draw makes smaller, it isn't.
 */
function reachesDelta(
  { direction }: LadderRules,
  { incumbentOutcomes, outcomes, level, publicScale }: ComparedFiles,
): boolean {
  if (publicScale === null) return false;
  const gain = computeMean(computePairedGains({ direction, groups: null }, incumbentOutcomes, outcomes));
  return gain >= (computeTestThreshold(level) * publicScale) / Math.sqrt(outcomes.length);
}

/**
 * Whether the gains outweigh what the units that weren't drawn could lose, where Δ, made of such wide bounds, would be out of reach: the
 * test by betting asks for as much as they and the spread of the gains make necessary.
 */
function passesBet(
  rules: LadderRules,
  { incumbentOutcomes, outcomes, level, unitLosses }: ComparedFiles,
): boolean {
  const gains = computePairedGains(rules, incumbentOutcomes, outcomes);
  return unitLosses !== null && computeBettingP(gains, unitLosses, level) < level;
}

function exceedsErrors(
  rules: LadderRules,
  { incumbentOutcomes, outcomes }: ComparedFiles,
  count: number,
): boolean {
  if (rules.test !== 'mcnemar')
    return computePairedZ(computePairedGains(rules, incumbentOutcomes, outcomes)) > count;
  const { won, lost } = countDiscordant(incumbentOutcomes, outcomes, rules.direction);
  if (won <= lost) return false;
  const n = outcomes.length;
  const net = won - lost;
  // z² = net²·(n − 1)/(n·(won + lost) − net²), kept in whole numbers.
  return net * net * (n - 1) > count * count * (n * (won + lost) - net * net);
}
