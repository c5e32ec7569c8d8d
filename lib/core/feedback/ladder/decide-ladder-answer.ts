import { computeMean } from '../../statistics/compensated-sum';
import type { Answer } from '../answer';
import { findAnswerDecimals } from '../answer-decimals';
import { roundToDecimals, roundUpToDecimals } from '../round-to-decimals';
import { computeBettingP } from './bet-on-gains';
import { decideImprovement, type PairedOutcomes } from './decide-improvement';
import { type Estimate, estimateMean } from './estimate-mean';
import { computeGuardedLevel, computeGuardedThreshold } from './guarded-threshold';
import type { LadderCriterion, LadderRules } from './ladder-rules';
import { computePairedGains } from './paired-gains';
import type { UnitLosses } from './unit-losses';

/**
 * The ladder's answer to one submission, decided against one incumbent (Blum & Hardt 2015, arXiv 1502.04585).
 *
 * "Improved" tells the score and its standard error, to the decimals of `findAnswerDecimals`. "No improvement" tells
 * Δ = t·s/√n, n the items of the feedback part, rounded up to two digits. s is `publicScale`, never the paired standard
 * deviation of the hidden outcomes: that one is known to whoever knows which predictions changed, but for the labels, so a
 * Δ made of it answers every refused submission with the accuracy of the incumbent on the changed items.
 *
 * @param publicScale from the two files alone, see `computePublicScale`; null where they don't bound it
 * @param unitLosses what the units of the round could lose, see `findUnitLosses`; null where that isn't needed. It decides whether there
 *   is an improvement, and no number is made of it
 * @param estimate the metric's own value where it isn't the mean of the outcomes (RMSE, R²); null where it is
 */
export function decideLadderAnswer(
  asked: PairedOutcomes & {
    readonly rules: LadderRules;
    readonly publicScale: number | null;
    readonly unitLosses: UnitLosses | null;
    readonly estimate: Estimate | null;
  },
): Answer {
  const { rules, outcomes, publicScale } = asked;
  // All are asked, whatever the others say: how long an answer takes must not tell which of them refused it.
  const grounds = [
    decideImprovement(rules, asked),
    isDetectable(rules, asked),
    outweighsLosses(rules, asked),
  ];
  if (grounds.includes(false)) return refuseImprovement(rules, publicScale, outcomes.length);
  const { score, standardError } = asked.estimate ?? estimateMean(rules, outcomes);
  const decimals = findAnswerDecimals(rules.lossKind, standardError, outcomes.length);
  return {
    outcome: 'improved',
    estimate: roundToDecimals(score, decimals),
    standardError: roundUpToDecimals(standardError, decimals),
  };
}

/** "No improvement", with the Δ that would show. @param itemCount items of the feedback part */
export const refuseImprovement = (
  { criterion }: Pick<LadderRules, 'criterion'>,
  publicScale: number | null,
  itemCount: number,
): Answer => ({
  outcome: 'no_improvement',
  smallestDetectable: computeSmallestDetectable(criterion, publicScale, itemCount),
});

/**
 * Whether the mean gain is at least Δ, where z was taken as normal: for outcomes that aren't 0 or 1. The gains that were drawn may
 * hide losses that weren't: who makes sure predictions surer gains a little on almost every item and loses a hundred times as much
 * on the rare others, and z of a draw without those is large. With the most that each item could change by in the place of its
 * gain's own deviation, which no draw makes smaller, it isn't.
 */
function isDetectable(
  rules: LadderRules,
  { incumbentOutcomes, outcomes, publicScale }: PairedOutcomes & { readonly publicScale: number | null },
): boolean {
  const { criterion, lossKind, groups, direction } = rules;
  const isExactTest = lossKind === 'zero-one' && groups === null;
  if (isExactTest || criterion.kind !== 'guarded' || publicScale === null) return true;
  const gain = computeMean(computePairedGains({ direction, groups: null }, incumbentOutcomes, outcomes));
  return gain >= (computeGuardedThreshold(criterion.answersCap) * publicScale) / Math.sqrt(outcomes.length);
}

/**
 * Whether the gains outweigh what the units that weren't drawn could lose, at 0.05/K: for losses that Δ doesn't guard. Such bounds are wide, so that a mean gain of Δ, made of them, would be out of reach; the test by betting
 * asks for as much as they and the spread of the gains make necessary.
 */
function outweighsLosses(
  { criterion, direction, groups }: LadderRules,
  { incumbentOutcomes, outcomes, unitLosses }: PairedOutcomes & { readonly unitLosses: UnitLosses | null },
): boolean {
  if (criterion.kind !== 'guarded' || unitLosses === null) return true;
  const level = computeGuardedLevel(criterion.answersCap);
  const gains = computePairedGains({ direction, groups }, incumbentOutcomes, outcomes);
  return computeBettingP(gains, unitLosses, level) < level;
}

function computeSmallestDetectable(
  criterion: LadderCriterion,
  publicScale: number | null,
  itemCount: number,
): number | null {
  if (publicScale === null || !Number.isFinite(publicScale)) return null;
  const threshold =
    criterion.kind === 'guarded' ? computeGuardedThreshold(criterion.answersCap) : criterion.count;
  const delta = (threshold * publicScale) / Math.sqrt(itemCount);
  return delta === 0 ? 0 : roundUpToDecimals(delta, findAnswerDecimals('real', delta, itemCount) + 1);
}
