import type { Answer } from '../answer';
import { findAnswerDecimals } from '../answer-decimals';
import { roundToDecimals, roundUpToDecimals } from '../round-to-decimals';
import type { BeatenFile } from './beaten-file';
import { type ComparedFiles, decideImprovement } from './decide-improvement';
import { type Estimate, estimateMean } from './estimate-mean';
import type { LadderRules } from './ladder-rules';
import { computeTestThreshold } from './test-level';

/**
 * The ladder's answer to one submission, decided against one incumbent (Blum & Hardt 2015, arXiv 1502.04585).
 *
 * "Improved" tells the score and its standard error, to the decimals of `findAnswerDecimals`, and which file was beaten. "No improvement"
 * tells Δ = t·s/√n, n the items of the feedback part and t that of the next test, rounded up to two digits. s is `publicScale`, never the
 * paired standard deviation of the hidden outcomes: that one is known to whoever knows which predictions changed, but for the
 * labels, so a Δ made of it answers every refused submission with the accuracy of the incumbent on the changed items.
 *
 * @param estimate the metric's own value where it isn't the mean of the outcomes; null where it is
 * @param nextLevel α of the next test if this one refuses
 */
export function decideLadderAnswer(
  asked: ComparedFiles & {
    readonly rules: LadderRules;
    readonly beaten: BeatenFile;
    readonly nextLevel: number;
    readonly estimate: Estimate | null;
  },
): Answer {
  const { rules, outcomes } = asked;
  if (!decideImprovement(rules, asked)) return refuseImprovement(asked, outcomes.length);
  const { score, standardError } = asked.estimate ?? estimateMean(rules, outcomes);
  const decimals = findAnswerDecimals(rules.lossKind, standardError, outcomes.length);
  return {
    outcome: 'improved',
    estimate: roundToDecimals(score, decimals),
    standardError: roundUpToDecimals(standardError, decimals),
    beaten: asked.beaten,
  };
}

type Refused = {
  readonly rules: LadderRules;
  readonly beaten: BeatenFile;
  readonly nextLevel: number;
  readonly publicScale: number | null;
};

/** "No improvement", with the Δ that would show. @param itemCount items of the feedback part */
export const refuseImprovement = (refused: Refused, itemCount: number): Answer => ({
  outcome: 'no_improvement',
  smallestDetectable: computeSmallestDetectable(refused, itemCount),
});

/**
 * Told of exact McNemar and where Δ decides, whose scale is made of two files that the team has or can make itself. The maintainers' baseline
 * isn't one: how far a file is from it would tell what it predicts, and so help to guess labels.
 */
function computeSmallestDetectable(
  { rules, beaten, nextLevel, publicScale }: Refused,
  itemCount: number,
): number | null {
  const { criterion, test } = rules;
  if (test !== 'mcnemar' && test !== 'z-and-delta') return null;
  if (beaten === 'baseline' || publicScale === null || !Number.isFinite(publicScale)) return null;
  const threshold = criterion.kind === 'guarded' ? computeTestThreshold(nextLevel) : criterion.count;
  const delta = (threshold * publicScale) / Math.sqrt(itemCount);
  return delta === 0 ? 0 : roundUpToDecimals(delta, findAnswerDecimals('real', delta, itemCount) + 1);
}
