import { computeOneSidedMcNemarP } from '../../statistics/mcnemar';
import { computeStudentQuantile } from '../../statistics/student-distribution';
import { countDiscordant } from './discordant-counts';
import { computeGuardedZ } from './guarded-z';
import type { LadderRules } from './ladder-rules';
import { computePairedGains } from './paired-gains';
import { computePairedZ } from './paired-z';
import { computeTestThreshold } from './test-level';
import type { UnitLosses } from './unit-losses';

/** A submission and the file that it has to beat, on the feedback part. */
export type ComparedFiles = {
  readonly incumbentOutcomes: Float64Array;
  /** As many and in the same order as the incumbent's, all finite: see `computeLadderOutcomes`. */
  readonly outcomes: Float64Array;
  /** α of this test, see `computeTestLevel`. */
  readonly level: number;
  /** What the units of the round could lose, see `findUnitLosses`; null where the test doesn't need it. No reported number is made of it. */
  readonly unitLosses: UnitLosses | null;
};

/** Decides by the metric's test (`LadderTest`) at its level whether a submission is reported as better than the incumbent. */
export function decideImprovement(rules: LadderRules, compared: ComparedFiles): boolean {
  const { incumbentOutcomes, outcomes } = compared;
  if (incumbentOutcomes.length !== outcomes.length)
    throw new RangeError(`${outcomes.length} outcomes against the incumbent's ${incumbentOutcomes.length}`);
  return rules.test === 'guarded-z' ? passesGuardedZ(rules, compared) : passesMcNemar(rules, compared);
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
  // Both are computed, whatever the other is: the time of a decision must not show which of them refused.
  return ![computePairedZ(gains) > threshold, guarded.z > threshold].includes(false);
}
