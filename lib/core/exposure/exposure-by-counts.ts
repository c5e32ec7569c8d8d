import { square } from '../statistics/exact-math';
import type { AnswerTally } from './answer-tally';
import { computeTolerance } from './exposure';

// How exposure was made for rounds that were sealed by scorer versions 1 to 4; they keep it.

/** k_eff: every score counts as one answer; a ladder that gave any answer counts as 1 + j, j announcements. */
const countEffectiveAnswers = ({ scores, announcements, refusals }: AnswerTally): number =>
  scores + (announcements + refusals > 0 ? 1 + announcements : 0);

/** k* = π²·n·τ²: 9.87 up to 2,500 items, then 39.5 for 10,000 and 395 for 100,000. */
export const computeBudgetByCounts = (itemCount: number): number =>
  square(Math.PI) * itemCount * square(computeTolerance(itemCount));

/** E = √(Σ k_eff/k*) of the groups given. */
export const computeExposureByCounts = (itemCount: number, groups: readonly AnswerTally[]): number =>
  Math.sqrt(
    groups.reduce((sum, group) => sum + countEffectiveAnswers(group), 0) / computeBudgetByCounts(itemCount),
  );
