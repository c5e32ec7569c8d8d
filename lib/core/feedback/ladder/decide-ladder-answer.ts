import type { Answer } from '../answer';
import { findAnswerDecimals } from '../answer-decimals';
import { roundReported } from '../round-to-decimals';
import type { BeatenFile } from './beaten-file';
import { type ComparedFiles, decideImprovement } from './decide-improvement';
import { type Estimate, estimateMean } from './estimate-mean';
import type { LadderRules } from './ladder-rules';

/**
 * The ladder's feedback on one submission, decided against one incumbent (Blum & Hardt 2015, arXiv 1502.04585).
 *
 * "Improved" reports the score and its standard error, to the decimals of `findAnswerDecimals`, and which file was beaten. "No
 * improvement" reports no number: how close it was would help to guess labels.
 *
 * @param estimate the metric's own value where it isn't the mean of the outcomes; null where it is
 */
export function decideLadderAnswer(
  asked: ComparedFiles & {
    readonly rules: LadderRules;
    readonly beaten: BeatenFile;
    readonly estimate: Estimate | null;
  },
): Answer {
  const { rules, outcomes } = asked;
  if (!decideImprovement(rules, asked)) return { outcome: 'no_improvement' };
  const { score, standardError } = asked.estimate ?? estimateMean(rules, outcomes);
  const decimals = findAnswerDecimals(rules.lossKind, standardError, outcomes.length);
  const reported = roundReported({ score, standardError }, decimals);
  return {
    outcome: 'improved',
    estimate: reported.score,
    standardError: reported.standardError,
    beaten: asked.beaten,
  };
}
